import { readdirSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileKindOf } from '../project/file-kind.js';
import { codeOf, createDiskFiles, type DiskFiles } from './disk-files.js';
import { projectRootOf } from './project-root.js';
import { searchFolder } from './search.js';

/** The files of one project that are to be linted; paths relative to its root, each once. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  readonly files: DiskFiles;
  readonly paths: readonly string[];
}

/** What the paths of a command line lead to. */
export interface Targets {
  readonly projects: readonly Target[];
  /** Files that were named but are none that Sagelint lints; absolute. */
  readonly notLinted: readonly string[];
  /** Paths that lead nowhere, as sentences. */
  readonly problems: readonly string[];
}

/** Finds what to lint. `paths` are as written on the command line, relative to `workingFolder`. */
export async function findTargets(paths: readonly string[], workingFolder: string): Promise<Targets> {
  const byRoot = new Map<string, { readonly files: DiskFiles; readonly found: Set<string> }>();
  const notLinted: string[] = [];
  const problems: string[] = [];
  const projectOf = (root: string): { readonly files: DiskFiles; readonly found: Set<string> } => {
    const project = byRoot.get(root) ?? { files: createDiskFiles(root), found: new Set<string>() };
    byRoot.set(root, project);
    return project;
  };

  for (const written of paths) {
    const path = resolve(workingFolder, written);
    const kind = kindOnDisk(path);
    if (kind === 'file') {
      const root = projectRootOf(dirname(path));
      const inside = slashed(relative(root, path));
      if (fileKindOf(inside) === undefined) notLinted.push(path);
      else projectOf(root).found.add(inside);
    } else if (kind === 'folder') {
      const root = projectRootOf(path);
      const { files, found } = projectOf(root);
      for (const inside of await searchFolder(files, slashed(relative(root, path)))) found.add(inside);
    } else {
      problems.push(`${written}: ${kind}.`);
    }
  }
  const projects = [...byRoot]
    .filter(([, { found }]) => found.size > 0)
    .map(([root, { files, found }]) => ({ root, files, paths: [...found] }));
  return { projects, notLinted, problems };
}

/** What a path leads to; anything else is why it leads nowhere. */
function kindOnDisk(path: string): string {
  try {
    if (!statSync(path).isDirectory()) return 'file';
    readdirSync(path);
    return 'folder';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file or folder';
    if (code === 'EACCES' || code === 'EPERM') return 'the rights to read it are missing';
    return `it cannot be read (${code})`;
  }
}

/** A path with forward slashes, whatever the system has. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
