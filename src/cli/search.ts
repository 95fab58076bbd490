import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ignore } from 'ignore';
import { fileKindOf } from '../project/file-kind.js';

/** A `.gitignore` with the folder it counts from, relative to the root. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

const neverSearched = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Finds the files that Sagelint lints in a folder of a project: by name, without those that `.gitignore` files of the
 * folder, those above it up to the root, and those below name. Links are not followed. Paths are relative to the root,
 * sorted by folder.
 */
export async function searchFolder(root: string, start: string): Promise<string[]> {
  const found: string[] = [];
  let makeIgnore: (() => Ignore) | undefined;

  const withIgnoreFile = async (folder: string, above: readonly IgnoreFile[]): Promise<readonly IgnoreFile[]> => {
    const text = readIgnoreFile(join(root, folder, '.gitignore'));
    if (text === undefined) return above;
    makeIgnore ??= (await import('ignore')).default;
    return [{ folder, rules: makeIgnore().add(text) }, ...above];
  };

  const visit = async (folder: string, above: readonly IgnoreFile[]): Promise<void> => {
    const entries = listFolder(join(root, folder));
    const ignoreFiles = entries.some(({ name }) => name === '.gitignore') ? await withIgnoreFile(folder, above) : above;
    const folders: string[] = [];
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!neverSearched.has(entry.name) && !isIgnored(`${path}/`, ignoreFiles)) folders.push(path);
      } else if (entry.isFile() && fileKindOf(path) !== undefined && !isIgnored(path, ignoreFiles)) {
        found.push(path);
      }
    }
    for (const path of folders) await visit(path, ignoreFiles);
  };

  let above: readonly IgnoreFile[] = [];
  const parts = start === '' ? [] : start.split('/');
  for (let depth = 0; depth < parts.length; depth++) above = await withIgnoreFile(parts.slice(0, depth).join('/'), above);
  await visit(start, above);
  return found;
}

/** The nearest `.gitignore` that says anything of a path decides. A folder's path ends with a slash. */
function isIgnored(path: string, ignoreFiles: readonly IgnoreFile[]): boolean {
  for (const { folder, rules } of ignoreFiles) {
    const { ignored, unignored } = rules.test(folder === '' ? path : path.slice(folder.length + 1));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function listFolder(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder without the rights to look into it is like one that is not there.
    return [];
  }
}

function readIgnoreFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
