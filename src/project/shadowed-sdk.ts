import type { ImportStatement } from '../languages/python/syntax.js';
import { statementsIn } from '../languages/python/walk.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { SourceDocument } from '../text/document.js';
import { joinPath, parentFolder } from './paths.js';
import type { Project } from './project.js';

/** The statements that import the SageMaker Python SDK, or would. */
export function sdkImports({ syntax }: ScriptModel): readonly ImportStatement[] {
  return statementsIn(syntax.body).flatMap(({ statement }) =>
    statement.kind === 'import' && modulesOf(statement).some((name) => /^sagemaker(\.|$)/.test(name)) ? [statement] : [],
  );
}

/**
 * The file that `import sagemaker` finds in a script's own folder before the SDK: sagemaker.py, or the package of that
 * name. Undefined where there is none, where the folder is a package itself (then it is not the script's own), and for a
 * copy of the SDK.
 */
export function localModule(project: Project, document: SourceDocument, script: ScriptModel): string | undefined {
  const folder = parentFolder(document.path);
  const files = project.filesFor(document.path);
  const names = new Set((files.entries(folder) ?? []).map(({ name }) => name));
  if (names.has('__init__.py')) return undefined;
  if (names.has('sagemaker.py')) return joinPath(folder, 'sagemaker.py');
  // A folder without __init__.py comes behind every package that is installed.
  const inner = new Set((names.has('sagemaker') ? (files.entries(joinPath(folder, 'sagemaker')) ?? []) : []).map(({ name }) => name));
  const wanted = sdkImports(script).flatMap((statement) => submodulesOf(statement));
  if (!inner.has('__init__.py') || wanted.some((name) => inner.has(name) || inner.has(`${name}.py`))) return undefined;
  return joinPath(folder, 'sagemaker/__init__.py');
}

function modulesOf(statement: ImportStatement): readonly string[] {
  return statement.from === undefined ? statement.names.map(({ name }) => name) : [statement.from];
}

/** `estimator` of `from sagemaker.estimator import Estimator`, and of `from sagemaker import estimator`. */
function submodulesOf(statement: ImportStatement): string[] {
  const below = modulesOf(statement).flatMap((name) => /^sagemaker\.(\w+)/.exec(name)?.[1] ?? []);
  return statement.from === 'sagemaker' ? [...below, ...statement.names.map(({ name }) => name)] : below;
}
