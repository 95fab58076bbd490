import { defineRule } from '../../linter/rule.js';
import { handlerToolkit } from '../../project/handler-toolkit.js';
import type { HandlerName, HandlerSignature } from '../../sagemaker/script/handlers.js';

const modelLike =
  /^(model|net|network|clf|classifier|regressor|estimator|predictor|booster|bst|learner|pipe|pipeline|nlp)$|_(model|net|pipeline)$|^model_(dict|bundle|artifacts|assets)$/i;
const dataLike =
  /^(data|inputs?|x|payload|instances?|records?|features|request|body|df|images?|texts?|sentences?|batch)$|^(input|request)_(data|object|body|df|features)$|_data$/i;

export default defineRule({
  id: 'SM406',
  name: 'handler-arguments-swapped',
  area: 'serving',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A handler names its parameters in another order than the one in which the toolkit passes them',
  sources: [
    'https://sagemaker.readthedocs.io/en/stable/frameworks/pytorch/using_pytorch.html#get-predictions-from-a-pytorch-model',
    'https://github.com/aws/sagemaker-inference-toolkit/blob/master/src/sagemaker_inference/transformer.py',
  ],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.serves.length === 0 || !['multi', 'script-mode', 'unknown'].includes(handlerToolkit(use, script, project))) return;
    for (const { name, form, signature, nameSpan } of script.handlers.handlers) {
      if (form !== 'function' || !signature) continue;
      const right = rightOrder(name, signature);
      if (!right) continue;
      const [first, second] = signature.parameters;
      yield {
        at: first && second ? { start: first.span.start, end: second.span.end } : nameSpan,
        message: `The toolkit calls ${name}(${right.call}): \`${first?.name}\` is given the ${right.first} and \`${second?.name}\` the ${right.second}. Write ${name}(${second?.name}, ${first?.name}${signature.parameters.length > 2 ? ', ...' : ''}).`,
      };
    }
  },
});

/** What the toolkit passes, where the names of the first two parameters say the opposite. */
function rightOrder(name: HandlerName, { parameters }: HandlerSignature) {
  const [first, second] = parameters;
  if (!first || !second || first.star !== '' || second.star !== '') return undefined;
  const isModelFirst = modelLike.test(first.name) && dataLike.test(second.name);
  const isDataFirst = dataLike.test(first.name) && modelLike.test(second.name);
  if (name === 'predict_fn' && isModelFirst) return { call: 'data, model', first: 'data', second: 'model' };
  if (name === 'transform_fn' && isDataFirst) return { call: 'model, data, content_type, accept', first: 'model', second: 'data' };
  return undefined;
}
