import { defineRule } from '../../linter/rule.js';
import type { Suppression } from '../../linter/run.js';
import { commentRemoval, everyRule } from '../../linter/suppression.js';
import type { SourceDocument } from '../../text/document.js';
import { type Span, span } from '../../text/span.js';

export default defineRule({
  id: 'SM001',
  name: 'suppression-unused',
  area: 'linter',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A `sagelint: ignore` comment that silences nothing',
  sources: ['docs/configuration.md'],
  appliesTo: 'run',

  *check({ run }) {
    for (const suppression of run.suppressions) {
      const unused = suppression.rules.filter(({ id, known }) => known && run.asked.has(id) && !suppression.used.has(id));
      const isUnnamed = suppression.rules.length === 0 && run.asked.has(everyRule) && !suppression.used.has(everyRule);
      const place = suppression.wholeFile ? 'in this file' : 'here';
      if (isUnnamed || (unused.length > 0 && unused.length === suppression.rules.length)) {
        const rules = isUnnamed
          ? 'no rule finds anything'
          : `${unused.map(({ id }) => id).join(', ')} ${unused.length === 1 ? 'finds' : 'find'} nothing`;
        yield {
          at: suppression.span,
          message: `This comment silences nothing: ${rules} ${place}. Remove it, or it will hide the next real finding.`,
          fix: { title: 'Remove the comment', edits: [{ span: commentRemoval(run.document, suppression.span), newText: '' }] },
          unnecessary: true,
        };
        continue;
      }
      for (const rule of unused) {
        yield {
          at: rule.span,
          message: `${rule.id} finds nothing ${place}. Remove it from the comment, or it will hide the next real finding.`,
          fix: {
            title: `Remove ${rule.id} from the comment`,
            edits: [{ span: withComma(run.document, suppression, rule.span), newText: '' }],
          },
          unnecessary: true,
        };
      }
    }
  },
});

/** The id with the comma that parts it from its neighbour: the one behind it, or for the last id the one before. */
function withComma(document: SourceDocument, suppression: Suppression, id: Span): Span {
  const behind = /^\s*,\s*/.exec(document.text.slice(id.end, suppression.span.end));
  if (behind) return span(id.start, id.end + behind[0].length);
  const before = /[\s,]*$/.exec(document.text.slice(suppression.span.start, id.start));
  return span(id.start - (before?.[0].length ?? 0), id.end);
}
