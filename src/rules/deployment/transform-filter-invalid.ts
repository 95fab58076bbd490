import { defineRule } from '../../linter/rule.js';
import { mediaType, textAt } from '../../sagemaker/request/transform.js';

const longest = 63;

export default defineRule({
  id: 'SM504',
  name: 'transform-filter-invalid',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A filter of a batch transform is no JSONPath that SageMaker reads',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html'],
  appliesTo: 'request',
  operations: ['CreateTransformJob'],
  *check({ request }) {
    for (const [path, type] of [
      ['DataProcessing.InputFilter', 'TransformInput.ContentType'],
      ['DataProcessing.OutputFilter', 'TransformOutput.Accept'],
    ] as const) {
      const filter = textAt(request, path);
      const records = textAt(request, type);
      // An empty filter is none.
      if (typeof filter === 'string' || filter.text === '') continue;
      const { text, member } = filter;
      const problem = mistakeIn(text, typeof records !== 'string' && mediaType(records.text) === 'text/csv');
      if (!problem) continue;
      yield {
        at: { document: member.value.document, span: member.value.span },
        severity: problem.isSure ? 'error' : 'warning',
        message: `\`${member.name}\` is ${JSON.stringify(text)}, which SageMaker cannot follow: ${problem.why}`,
      };
    }
  },
});

function mistakeIn(text: string, isCsv: boolean): { readonly why: string; readonly isSure: boolean } | undefined {
  if (text.length > longest) return { why: `it has ${text.length} characters, and SageMaker takes at most ${longest}.`, isSure: true };
  if (!text.startsWith('$'))
    return { why: 'a filter begins with `$`, which stands for the whole record: write `$[1:]` or `$.features`.', isSure: true };
  if (/\.\.|\?\(/.test(text))
    return { why: 'SageMaker reads names, indexes and slices; `..` and `?()` are not among them.', isSure: false };
  if (isCsv && /^\$(\.\w|\[\s*['"])/.test(text)) {
    return { why: 'records of CSV have no names, only positions: write `$[0]`, `$[1:]` or `$[0,2]`.', isSure: true };
  }
  if (/\[[^\]]*'[^']*\.[^']*'/.test(text)) return { why: 'names within brackets reach no deeper: take the outer element.', isSure: false };
  return undefined;
}
