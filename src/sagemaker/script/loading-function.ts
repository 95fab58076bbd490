import type { TextEdit } from '../../text/edit.js';
import type { ScriptModel } from './model.js';
import { addFunction } from './program-place.js';
import type { StorageWrite } from './storage/storage.js';
import { osNameAt } from './values/os-name.js';
import { isUnderstood } from './xla/places.js';

/**
 * Adds `model_fn` that loads what the script itself saves as its one model. Undefined where it saves none or several, or
 * where nobody can tell how the file is called or what loads it.
 */
export function addLoadingFunction(script: ScriptModel): readonly TextEdit[] | undefined {
  const saves = script.storage.writes.filter(({ kind }) => kind === 'model');
  const [save] = saves;
  const file = save && fileInModelFolder(save);
  const library = save && libraryOf(save, script);
  if (saves.length !== 1 || file === undefined || library === undefined || !isUnderstood(script.syntax.body)) return undefined;
  const end = script.syntax.text.length;
  const os = osNameAt(script, { start: end, end });
  if (!os) return undefined;
  const path = `${os.name}.path.join(model_dir, "${file}")`;
  const body = save?.name.endsWith('joblib.dump')
    ? `    return ${library}.load(${path})\n`
    : `    with open(${path}, "rb") as file:\n        return ${library}.load(file)\n`;
  return [...(os.edit ? [os.edit] : []), addFunction(script.syntax, `def model_fn(model_dir):\n${body}`)];
}

/** The file's name, where it lies right in the folder that becomes the model. */
function fileInModelFolder({ path }: StorageWrite): string | undefined {
  let { root } = path;
  while (root.kind === 'argument' && root.default) root = root.default;
  const isModelFolder =
    (root.kind === 'environment' && root.name === 'SM_MODEL_DIR') || (root.kind === 'literal' && root.text === '/opt/ml/model');
  return isModelFolder && path.rest !== undefined && /^[\w.-]+$/.test(path.rest) ? path.rest : undefined;
}

/** How the script calls the module that saved: `joblib`; one that is imported for all of the file. */
function libraryOf({ name, site }: StorageWrite, { names }: ScriptModel): string | undefined {
  if (!/^(joblib|pickle|cloudpickle|dill)\.dump$/.test(name)) return undefined;
  const { callee } = site.call;
  if (callee.kind !== 'attribute' || callee.object.kind !== 'name') return undefined;
  const bindings = names.module.bindings.get(callee.object.name) ?? [];
  return bindings.length === 1 && !bindings[0]?.within ? callee.object.name : undefined;
}
