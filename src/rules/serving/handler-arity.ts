import { defineRule, type RuleReport } from '../../linter/rule.js';
import { handlerToolkit } from '../../project/handler-toolkit.js';
import type { Handler, HandlerName, HandlerSignature } from '../../sagemaker/script/handlers.js';

/** What each handler is called with. */
const calls: Readonly<Partial<Record<HandlerName, readonly string[]>>> = {
  model_fn: ['model_dir'],
  input_fn: ['input_data', 'content_type'],
  predict_fn: ['data', 'model'],
  output_fn: ['prediction', 'accept'],
  transform_fn: ['model', 'input_data', 'content_type', 'accept'],
  pre_model_fn: ['model_dir'],
  model_warmup_fn: ['model_dir', 'model'],
};

export default defineRule({
  id: 'SM405',
  name: 'handler-arity',
  area: 'serving',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A handler takes another number of parameters than the toolkit passes',
  sources: [
    'https://github.com/aws/sagemaker-inference-toolkit/blob/master/src/sagemaker_inference/transformer.py',
    'https://github.com/aws/sagemaker-scikit-learn-container/blob/master/src/sagemaker_sklearn_container/serving.py',
  ],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.serves.length === 0) return;
    const toolkit = handlerToolkit(use, script, project);
    if (toolkit === 'own' || toolkit === 'tensorflow') return;
    for (const handler of script.handlers.handlers) {
      const passed = calls[handler.name];
      const { signature } = handler;
      if (!passed || !signature || isForEstimator(handler.name, signature)) continue;
      // MXNet's modules may take the model as the third of input_fn: that is n + 1 as well.
      const isCounted = signature.count === passed.length || signature.count === passed.length + 1;
      const isCallable = signature.required <= passed.length && passed.length <= signature.maximum && !needsKeyword(signature);
      if (toolkit === 'multi' ? !isCounted : toolkit === 'script-mode' ? !isCallable : !isCounted && !isCallable) {
        yield { at: signature.span ?? handler.nameSpan, message: messageOf(handler, signature, passed, toolkit !== 'script-mode') };
      } else if (toolkit === 'multi') {
        yield* contextReport(handler, signature, passed);
      }
    }
  },
});

function messageOf({ name }: Handler, { count, parameters }: HandlerSignature, passed: readonly string[], isCounting: boolean): string {
  const isLoading = /model_fn$|warmup/.test(name);
  const effect = isLoading ? 'the server cannot load the model' : 'every request fails';
  const context = isCounting ? ', or with its context behind' : '';
  const hasMore = parameters.some(({ star, default: value }) => star !== '' || value !== undefined);
  const counting = isCounting && hasMore ? ' It counts defaults, *args and **kwargs as one each.' : '';
  return `${name} has ${count} ${count === 1 ? 'parameter' : 'parameters'}, and the serving toolkit calls ${name}(${passed.join(', ')})${context}: ${effect} with a TypeError.${counting} Write def ${name}(${passed.join(', ')}).`;
}

/** A last parameter with a default of its own is given the context instead. */
function* contextReport({ name }: Handler, { parameters, count }: HandlerSignature, passed: readonly string[]): Iterable<RuleReport> {
  const last = parameters.at(-1);
  if (count !== passed.length + 1 || !last || last.star !== '' || last.default === undefined) return;
  if (/^_|context|ctx/i.test(last.name)) return;
  yield {
    at: last.span,
    severity: 'hint',
    message: `${last.name} is the ${count}th parameter of ${name}, which is where the toolkit passes its context: the default is never used. Read the value from elsewhere.`,
  };
}

function needsKeyword({ parameters }: HandlerSignature): boolean {
  return parameters.some(({ isKeywordOnly, star, default: value }) => isKeywordOnly && star === '' && value === undefined);
}

/** The model_fn of a TensorFlow estimator is another thing by the same name. */
function isForEstimator(name: HandlerName, { parameters }: HandlerSignature): boolean {
  const names = parameters.map((parameter) => parameter.name);
  return name === 'model_fn' ? names.includes('features') || names.includes('mode') : name === 'input_fn' && names.length === 0;
}
