import { defineRule } from '../../linter/rule.js';
import { certain } from '../../sagemaker/value.js';

const strategies = new Map([
  ['multirecord', 'MULTI_RECORD'],
  ['singlerecord', 'SINGLE_RECORD'],
]);

export default defineRule({
  id: 'SM413',
  name: 'execution-parameters-value',
  area: 'serving',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: '/execution-parameters answers with the spelling of the API, and not with its own',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-batch-code.html'],
  appliesTo: 'script',

  *check({ script, use }) {
    if (use.serves.length === 0) return;
    for (const { name, value, valueSpan } of script.server.executionParameters) {
      const written = certain(value);
      if (name !== 'BatchStrategy' || written === undefined) continue;
      const right = strategies.get(written.toLowerCase().replace(/[^a-z]/g, ''));
      if (right === undefined || right === written) continue;
      yield {
        at: valueSpan,
        message: `/execution-parameters answers BatchStrategy with ${right}: ${written} is the spelling of the API, and a batch transform job may not know it here. Write ${right}.`,
        fix: { title: `Write ${right}`, edits: [{ span: valueSpan, newText: right }] },
      };
    }
  },
});
