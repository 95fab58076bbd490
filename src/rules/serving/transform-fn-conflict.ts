import { defineRule } from '../../linter/rule.js';
import { handlerToolkit } from '../../project/handler-toolkit.js';

export default defineRule({
  id: 'SM404',
  name: 'transform-fn-conflict',
  area: 'serving',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'transform_fn stands beside input_fn, predict_fn or output_fn, and the toolkit refuses both',
  sources: ['https://github.com/aws/sagemaker-inference-toolkit/blob/master/src/sagemaker_inference/transformer.py'],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.serves.length === 0 || !['multi', 'script-mode', 'unknown'].includes(handlerToolkit(use, script, project))) return;
    const bound = script.handlers.handlers.filter(({ isConditional }) => !isConditional);
    const transform = bound.find(({ name }) => name === 'transform_fn');
    const others = bound.filter(({ name }) => /^(input|predict|output)_fn$/.test(name));
    if (!transform || others.length === 0) return;
    // A module that only wants its helpers under these names calls them itself.
    const names = [...new Set(others.map(({ name }) => name))].join(', ').replace(/, ([^,]*)$/, ' and $1');
    yield {
      at: transform.nameSpan,
      message: `transform_fn does the work of input_fn, predict_fn and output_fn, and this module defines ${names} too: the serving toolkit ends with "Cannot use transform_fn implementation in conjunction with input_fn, predict_fn, and/or output_fn implementation". Keep transform_fn, or the others.`,
      related: others.map((other) => ({ at: other.nameSpan, message: `${other.name} is defined here` })),
    };
  },
});
