import { isInStandardLibrary } from '../languages/python/standard-library.js';
import type { ImportStatement, Statement } from '../languages/python/syntax.js';
import { mayBePrebuilt } from '../sagemaker/facts/prebuilt-packages.js';
import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import { runsLocally } from '../sagemaker/launch/uploaded-program.js';
import { lookUp } from '../sagemaker/request/tree.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ProjectFiles } from './files.js';
import type { LinkedLaunch } from './links.js';
import { joinPath, parentFolder } from './paths.js';
import { uploadedRequirements } from './uploaded-requirements.js';

/** A module of the project that a script imports, and that does not go with it. */
export interface ModuleLeftBehind {
  /** As imported, in full: `src.utils`. */
  readonly module: string;
  /** The file or folder that would have to go with it, relative to the project's root. */
  readonly path: string;
  /** The file of the module itself. */
  readonly file: string;
  readonly statement: ImportStatement;
}

/** Whatever brings code into a job in other ways. */
const otherWays = /\bsys\.path\b|\bPYTHONPATH\b|\bpip\b|\bimportlib\b|\bsite\.addsitedir\b/;

/**
 * The modules of the project that the entry point of a job imports at once, and that are not uploaded: without source_dir the
 * SDK uploads one file, with it one folder. Only where a prebuilt image runs it, which has none of them.
 */
export function modulesLeftBehind(
  link: LinkedLaunch<TrainingLaunch>,
  script: ScriptModel,
  files: ProjectFiles,
): readonly ModuleLeftBehind[] {
  const { launch, sourceFolder, isPrebuilt } = link;
  if (isPrebuilt !== true || runsLocally(launch) || launch.command.kind !== 'absent' || !isWhole(launch)) return [];
  if (otherWays.test(script.document.text)) return [];
  const { path } = script.document;
  const own = parentFolder(path);
  const requirements = sourceFolder === undefined ? '' : uploadedRequirements(files, sourceFolder).join('\n');
  return firstImports(script.syntax.body).flatMap(([module, statement]) => {
    const [top = ''] = module.split('.');
    if (isInStandardLibrary(top) || mayBePrebuilt(top) || requirements.includes(top)) return [];
    if (sourceFolder !== undefined && [own, sourceFolder].some((folder) => isThere(files, folder, top))) return [];
    for (const folder of foldersAbove(own)) {
      const file = moduleFile(files, folder, module);
      if (file === undefined) continue;
      const single = joinPath(folder, `${top}.py`);
      return [{ module, statement, file, path: file === single ? single : joinPath(folder, top) }];
    }
    return [];
  });
}

/** Whether nothing else brings code: `dependencies`, a repository, a path. */
function isWhole(launch: TrainingLaunch): boolean {
  const { environment } = launch;
  if (environment.kind === 'given' && (environment.node.kind !== 'object' || lookUp(environment.node, 'PYTHONPATH').kind !== 'absent'))
    return false;
  return environment.kind !== 'unknown' && ['dependencies', 'git_config'].every((name) => launch.argument(name).kind === 'absent');
}

/** What is imported for certain when the file is run: not in a function, a condition or a `try`. */
function firstImports(body: readonly Statement[]): readonly (readonly [string, ImportStatement])[] {
  return body.flatMap((statement) => {
    if (statement.kind !== 'import') return [];
    const names =
      statement.from === undefined ? statement.names.map(({ name }) => name) : statement.from.startsWith('.') ? [] : [statement.from];
    return names.map((name) => [name, statement] as const);
  });
}

/** The file of a module that is imported from a folder. */
function moduleFile(files: ProjectFiles, folder: string, module: string): string | undefined {
  const place = joinPath(folder, module.replaceAll('.', '/'));
  return [`${place}.py`, joinPath(place, '__init__.py')].find((file) => isFile(files, file));
}

/** A file or folder of that name, whatever is in it. */
function isThere(files: ProjectFiles, folder: string, name: string): boolean {
  return files.entries(folder)?.some((entry) => entry.name === name || entry.name.startsWith(`${name}.`)) ?? true;
}

function isFile(files: ProjectFiles, path: string): boolean {
  return files.read(path).kind === 'text';
}

function foldersAbove(folder: string): readonly string[] {
  const folders = [folder];
  for (let next = folder; next !== ''; folders.push(next)) next = parentFolder(next);
  return folders;
}
