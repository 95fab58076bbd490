import { defineRule } from '../../linter/rule.js';
import type { Handler, HandlerName } from '../../sagemaker/script/handlers.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';

/** What the container looks for; the first, or both of the others. */
const known: readonly HandlerName[] = ['handler', 'input_handler', 'output_handler'];

export default defineRule({
  id: 'SM408',
  name: 'tensorflow-handler-incomplete',
  area: 'serving',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'inference.py of a TensorFlow model has not the handlers that TensorFlow Serving asks for',
  sources: [
    'https://github.com/aws/sagemaker-tensorflow-serving-container#prepost-processing',
    'https://github.com/aws/sagemaker-tensorflow-serving-container/blob/master/docker/build_artifacts/sagemaker/python_service.py',
  ],
  appliesTo: 'script',

  *check({ script, use, document }) {
    if (script.handlers.hasStarImport || use.models.length === 0 || !/(^|\/)inference\.py$/.test(document.path)) return;
    const [first] = use.models;
    const areAll = use.models.every(
      ({ launch, script: path, isPrebuilt }) => launch.framework === 'tensorflow' && path === document.path && isPrebuilt === true,
    );
    if (!areAll || !first) return;
    const report = reportOf(script);
    if (!report) return;
    yield {
      at: report.at.nameSpan,
      message: report.message,
      severity: report.severity,
      related: [{ at: { document: first.launch.document, span: first.launch.nameSpan }, message: 'The script is deployed here' }],
    };
  },
});

interface Found {
  readonly at: Handler;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

function reportOf({ handlers: { handlers }, flow }: ScriptModel): Found | undefined {
  const [handler, input, output] = known.map((name) => handlers.find((each) => each.name === name));
  const others = handlers.filter(({ name }) => !known.includes(name));
  if (handler || (input && output)) {
    // The handlers may call it themselves.
    const idle = others.find(({ definition }) => definition && flow.callsOf(definition).length === 0);
    const called = handler ? 'handler' : 'input_handler and output_handler';
    const message = `${idle?.name} is never called: SageMaker's TensorFlow Serving container calls ${called} of this script and nothing else.`;
    return idle && { at: idle, message, severity: 'warning' };
  }
  const one = input ?? output;
  if (one) {
    const missing = input ? 'output_handler(response, context)' : 'input_handler(data, context)';
    const message = `${one.name} alone is not enough: SageMaker's TensorFlow container asks for both input_handler and output_handler, or for handler, and does not start with this script. Add ${missing}.`;
    return { at: one, message, severity: 'error' };
  }
  const [other] = others;
  const message = `SageMaker's TensorFlow container does not know ${other?.name}: it asks for handler(data, context), or for input_handler(data, context) and output_handler(response, context), and does not start with this script. TensorFlow Serving loads the SavedModel itself.`;
  return other && { at: other, message, severity: 'error' };
}
