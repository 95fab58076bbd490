import { defineRule } from '../../linter/rule.js';
import { isWritten } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { find, textIn } from '../../sagemaker/request/model.js';

const modes = ['Serial', 'Direct'];

export default defineRule({
  id: 'SM522',
  name: 'execution-mode-case',
  area: 'deployment',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The execution mode of a model is written in another case than SageMaker takes',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceExecutionConfig.html'],
  appliesTo: 'request',
  operations: ['CreateModel'],
  *check({ request }) {
    const found = find(request, 'InferenceExecutionConfig.Mode');
    const mode = found.kind === 'given' ? textIn(found.member.value) : undefined;
    if (found.kind !== 'given' || mode === undefined || modes.includes(mode)) return;
    const { value, name } = found.member;
    const right = modes.find((each) => each.toLowerCase() === mode.toLowerCase());
    if (right === undefined) return;
    yield {
      at: { document: value.document, span: value.span },
      message: `\`${name}\` is "${mode}": SageMaker takes Serial and Direct, in exactly this case, whatever some of its pages print. Write ${right}.`,
      fix: isWritten(value, mode) ? { title: `Write ${right}`, edits: [replaceValue(request, value, right)] } : undefined,
    };
  },
});
