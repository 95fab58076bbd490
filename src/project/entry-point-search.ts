import type { Setting, TrainingLaunch } from '../sagemaker/launch/model.js';
import { isTest } from './evidence.js';
import type { ProjectFiles } from './files.js';
import type { LinkedLaunch } from './links.js';
import { joinPath, parentFolder } from './paths.js';
import { pathInProject } from './written-paths.js';

/** A file that a launch names and that is certainly not where the SDK looks for it. */
export interface MissingEntryPoint {
  /** As written, without `./` at its start. */
  readonly entry: string;
  /** source_dir as written; undefined where there is none. */
  readonly source: string | undefined;
  /** The one folder that it is looked for in, relative to the project's root. */
  readonly folder: string;
  /** The entry within source_dir, where it repeats that folder's name, and the file is there. */
  readonly withoutFolder: string | undefined;
  /** A file of that name beside source_dir: relative to the project's root. */
  readonly beside: string | undefined;
  /** Files of that name further down in the folder: relative to it. */
  readonly below: readonly string[];
  /** The Python and shell files where it should be, by their names. */
  readonly neighbours: readonly string[];
}

const mostFolders = 60;
const skippedFolders = /^\.|^(node_modules|__pycache__|site-packages|dist|build|venv|env)$/;

/**
 * Looks for the entry point of a job as the SDK would. Undefined where it is there, where it may be made before the job is
 * started, and where nobody can tell what the working directory is.
 */
export function searchEntryPoint(link: LinkedLaunch<TrainingLaunch>, files: ProjectFiles): MissingEntryPoint | undefined {
  const { launch, script } = link;
  const { path } = launch.document;
  const entry = relativePath(launch.entryPoint);
  const source = launch.sourceDirectory.kind === 'absent' ? undefined : relativePath(launch.sourceDirectory);
  if (script !== undefined || entry === undefined || entry === '' || isTest(path) || launch.argument('git_config').kind !== 'absent')
    return undefined;
  if (launch.sourceDirectory.kind !== 'absent' && source === undefined) return undefined;
  if (/\.(tar\.gz|tgz|zip)$/.test(source ?? '')) return undefined;
  const working = workingFolders(launch);
  const places = working.flatMap((folder) => pathInProject(folder, source) ?? (source === undefined ? folder : []));
  const folders = source === undefined ? places : places.filter((folder) => files.entries(folder) !== undefined);
  if (folders.length === 0 || !folders.every((folder) => isAbsent(files, joinPath(folder, entry)))) return undefined;
  const own = source === undefined ? parentFolder(path) : folders[0];
  if (own === undefined || (source !== undefined && folders.length > 1) || mayBeMade(launch, entry, own, files)) return undefined;
  const repeated = source !== undefined && source !== '' && entry.startsWith(`${source}/`) ? entry.slice(source.length + 1) : undefined;
  return {
    entry,
    source,
    folder: own,
    withoutFolder: repeated !== undefined && isFile(files, joinPath(own, repeated)) ? repeated : undefined,
    beside: source === undefined ? undefined : working.map((folder) => joinPath(folder, entry)).find((each) => isFile(files, each)),
    below: filesBelow(files, own, entry),
    neighbours: (files.entries(parentFolder(joinPath(own, entry))) ?? []).flatMap(({ name, kind }) =>
      kind === 'file' && /\.(py|sh)$/.test(name) && !/^(setup|__init__)\.py$/.test(name) ? [name] : [],
    ),
  };
}

/** A known path that is relative to the working directory, or to the file where it starts at `__file__`. */
function relativePath(setting: Setting): string | undefined {
  if (setting.kind !== 'given' || setting.node.kind !== 'scalar' || !setting.node.value.known) return undefined;
  const { value } = setting.node.value;
  if (typeof value !== 'string' || /^[/~]|^[A-Za-z]:|[{}$<>*\\]|:\/\//.test(value)) return undefined;
  return value
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
}

/** A notebook runs in its own folder, a script in any above; what goes elsewhere first may be anywhere. */
function workingFolders({ document, entryPoint, sourceDirectory }: TrainingLaunch): readonly string[] {
  const { path, part } = document;
  const text = part?.container.text ?? document.text;
  if (/\bchdir\b|%cd\b|!cd\b/.test(text)) return [];
  const own = parentFolder(path);
  const isBesideFile = [entryPoint, sourceDirectory].some(
    (setting) => setting.kind === 'given' && setting.node.kind === 'scalar' && setting.node.value.known && setting.node.value.assumed,
  );
  if (isBesideFile || /\.ipynb$/.test(path)) return [own];
  const folders = [own];
  for (let folder = own; folder !== ''; folders.push(folder)) folder = parentFolder(folder);
  return folders;
}

/** Whether the file is to be made first: by code that speaks of it, by a script beside it, or because git knows nothing of it. */
function mayBeMade({ document, entryPoint }: TrainingLaunch, entry: string, folder: string, files: ProjectFiles): boolean {
  const name = entry.slice(entry.lastIndexOf('/') + 1);
  const text = document.part?.container.text ?? document.text;
  const written = entryPoint.kind === 'given' ? document.text.slice(entryPoint.argument.start, entryPoint.argument.end) : '';
  const mentions = text.split(/\r?\n/).filter((line) => line.includes(name) && !line.includes(written));
  if (mentions.some((line) => /writ|open\(|\bcp\b|copy|\bmv\b|move|download|wget|curl|clone|upload|save|sed|>|\btee\b/i.test(line)))
    return true;
  const ignored = textOf(files, '.gitignore').concat(textOf(files, joinPath(folder, '.gitignore')));
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  if (
    ignored.split(/\r?\n/).some(
      (line) =>
        line.includes(name) ||
        (last !== '' &&
          line
            .replace(/^\/|\/$/g, '')
            .split('/')
            .includes(last)),
    )
  )
    return true;
  if (textOf(files, '.gitmodules').includes(folder === '' ? '\0' : folder)) return true;
  return ['', parentFolder(document.path), folder].some((each) =>
    (files.entries(each) ?? []).some(
      (found) =>
        found.kind === 'file' &&
        /^(Makefile|.*\.(sh|mk|dvc|toml|ya?ml))$/.test(found.name) &&
        textOf(files, joinPath(each, found.name)).includes(name),
    ),
  );
}

function filesBelow(files: ProjectFiles, folder: string, entry: string): readonly string[] {
  const found: string[] = [];
  const queue = [{ path: folder, depth: 0 }];
  for (let count = 0; count < mostFolders; count++) {
    const next = queue.shift();
    if (!next) break;
    for (const { name, kind } of next.depth < 2 ? (files.entries(next.path) ?? []) : []) {
      if (kind !== 'directory' || skippedFolders.test(name)) continue;
      const path = joinPath(next.path, name);
      queue.push({ path, depth: next.depth + 1 });
      if (isFile(files, joinPath(path, entry))) found.push(joinPath(path, entry).slice(folder === '' ? 0 : folder.length + 1));
    }
  }
  return found;
}

/** What is not read yet may be there. */
function isAbsent(files: ProjectFiles, path: string): boolean {
  return files.read(path).kind === 'absent';
}

function isFile(files: ProjectFiles, path: string): boolean {
  const { kind } = files.read(path);
  return kind === 'text' || kind === 'skipped';
}

function textOf(files: ProjectFiles, path: string): string {
  const read = files.read(path);
  return read.kind === 'text' ? read.text : '';
}
