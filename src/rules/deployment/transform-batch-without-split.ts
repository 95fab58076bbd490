import { defineRule } from '../../linter/rule.js';
import { wordFor } from '../../sagemaker/request/model.js';
import { textAt } from '../../sagemaker/request/transform.js';

export default defineRule({
  id: 'SM505',
  name: 'transform-batch-without-split',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A batch strategy is given, and nothing says how files are split into records',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html'],
  appliesTo: 'request',
  operations: ['CreateTransformJob'],
  *check({ request }) {
    const strategy = textAt(request, 'BatchStrategy');
    if (typeof strategy === 'string' || (strategy.text !== 'MultiRecord' && strategy.text !== 'SingleRecord')) return;
    const split = textAt(request, 'TransformInput.SplitType');
    if (split === 'unknown' || (typeof split === 'object' && split.text !== 'None')) return;
    const word = wordFor(request.content, 'TransformInput.SplitType');
    yield {
      at: strategy.member.place,
      severity: strategy.text === 'MultiRecord' ? 'warning' : 'information',
      message: `\`${strategy.member.name}\` is ${strategy.text} and \`${word}\` ${split === 'absent' ? 'is missing' : 'is None'}: SageMaker splits nothing then, and sends each file whole. Give \`${word}\` Line, RecordIO or TFRecord, or leave \`${strategy.member.name}\` out.`,
    };
  },
});
