import { defineRule } from '../../linter/rule.js';
import { span } from '../../text/span.js';

export default defineRule({
  id: 'SM000',
  name: 'rule-failed',
  area: 'linter',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A rule failed on this file: a defect of Sagelint, not of yours',
  sources: ['docs/architecture.md'],
  appliesTo: 'run',

  *check({ run }) {
    const firstLine = span(0, run.document.lines.lineEnd(0));
    for (const { rule, why } of run.failures) {
      yield {
        at: firstLine,
        message: `${rule} failed on this file and said nothing more: ${why}. This is a defect of Sagelint; all other rules went on. Please report it with the file.`,
      };
    }
  },
});
