import type { Framework } from '../sagemaker/launch/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ScriptUse } from './links.js';

/**
 * How a module with handlers is called. multi: sagemaker-inference and the toolkits upon it (PyTorch, Hugging Face, MXNet),
 * which count parameters and may pass a context; script-mode: scikit-learn and XGBoost, which call with exactly what is
 * documented; tensorflow: TensorFlow Serving, which knows handler, input_handler and output_handler alone; own: a server
 * of the user, for whom the names mean what they like.
 */
export type HandlerToolkit = 'multi' | 'script-mode' | 'tensorflow' | 'own' | 'unknown';

const toolkits: Readonly<Partial<Record<Framework, HandlerToolkit>>> = {
  pytorch: 'multi',
  huggingface: 'multi',
  mxnet: 'multi',
  sklearn: 'script-mode',
  xgboost: 'script-mode',
  tensorflow: 'tensorflow',
  chainer: 'script-mode',
};

/** Says which toolkit calls the handlers of a script, by the launches that lead to it and by what it does itself. */
export function handlerToolkit(use: ScriptUse, script: ScriptModel): HandlerToolkit {
  // What answers HTTP itself calls its functions itself.
  if (script.server.routes.length > 0 || script.server.applications.length > 0) return 'own';
  if (use.importedBy.some(({ server }) => server.routes.length > 0)) return 'own';
  const frameworks = new Set([...use.models, ...use.launches].map(({ launch }) => launch.framework));
  const found = new Set([...frameworks].map((framework) => (framework && toolkits[framework]) ?? 'unknown'));
  const [toolkit] = found;
  return found.size === 1 && toolkit ? toolkit : 'unknown';
}
