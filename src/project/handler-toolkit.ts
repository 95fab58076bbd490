import { baseName } from '../sagemaker/image/paths.js';
import type { Framework } from '../sagemaker/launch/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ScriptUse } from './links.js';
import { joinPath, parentFolder } from './paths.js';
import type { Project } from './project.js';

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

/**
 * Says which toolkit calls the handlers of a script, by the launches that lead to it and by what it does itself. With
 * `project`, a server beside it that imports it counts too, whatever starts that.
 */
export function handlerToolkit(use: ScriptUse, script: ScriptModel, project?: Project): HandlerToolkit {
  // What answers HTTP itself calls its functions itself.
  if (script.server.routes.length > 0 || script.server.applications.length > 0) return 'own';
  if (use.importedBy.some(({ server }) => server.routes.length > 0)) return 'own';
  const frameworks = new Set([...use.models, ...use.launches].map(({ launch }) => launch.framework));
  const found = new Set([...frameworks].map((framework) => (framework && toolkits[framework]) ?? 'unknown'));
  const [toolkit] = found;
  if (found.size === 1 && toolkit && toolkit !== 'unknown') return toolkit;
  return found.size === 0 && project && isServedBeside(script, project) ? 'own' : 'unknown';
}

/** Whether a web application of the same folder, or of the one above, imports the script. */
function isServedBeside({ document: { path } }: ScriptModel, project: Project): boolean {
  const files = project.filesFor(path);
  const module = baseName(path).replace(/\.py$/, '');
  // Nothing imports what is no name of Python.
  if (!/^\w+$/.test(module)) return false;
  const imports = new RegExp(`^\\s*(?:from\\s+[\\w.]*\\b${module}\\s+import|(?:from\\s+[\\w.]+\\s+)?import\\s[^\\n]*\\b${module}\\b)`, 'm');
  const folder = parentFolder(path);
  return [...new Set([folder, parentFolder(folder)])].some((place) =>
    (files.entries(place) ?? []).some(({ kind, name }) => {
      const candidate = place === '' ? name : joinPath(place, name);
      if (kind !== 'file' || !name.endsWith('.py') || candidate === path) return false;
      const read = files.read(candidate);
      if (read.kind !== 'text' || !imports.test(read.text)) return false;
      const document = project.document(candidate);
      const server = document && project.scriptIn(document)?.server;
      return server !== undefined && server.applications.length + server.routes.length > 0;
    }),
  );
}
