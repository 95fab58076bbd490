import type { Ignore } from 'ignore';
import { fileKindOf } from '../project/file-kind.js';
import type { DiskFiles } from './disk-files.js';

/** What the `.gitignore` files from the root down to a folder say, all as lines of one that lies in the root. */
interface IgnoreLines {
  readonly lines: readonly string[];
  readonly rules: Ignore | undefined;
}

const neverSearched = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Finds the files that Sagelint lints in a folder of a project: by name, without those that `.gitignore` files of the
 * folder, those above it up to the root, and those below name. Links are not followed. Paths are relative to the root,
 * sorted by folder.
 */
export async function searchFolder(files: DiskFiles, start: string): Promise<string[]> {
  const found: string[] = [];
  let makeIgnore: (() => Ignore) | undefined;

  const withIgnoreFile = async (folder: string, above: IgnoreLines): Promise<IgnoreLines> => {
    const file = files.read(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    if (file.kind !== 'text') return above;
    makeIgnore ??= (await import('ignore')).default;
    const lines = [...above.lines, ...asLinesOfRoot(file.text, folder)];
    return { lines, rules: makeIgnore().add(lines) };
  };

  const visit = async (folder: string, above: IgnoreLines): Promise<void> => {
    const entries = files.list(folder);
    const ignored = entries.has('.gitignore') ? await withIgnoreFile(folder, above) : above;
    const folders: string[] = [];
    for (const name of [...entries.keys()].sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const kind = entries.get(name);
      if (kind === 'directory') {
        if (!neverSearched.has(name) && !ignored.rules?.ignores(`${path}/`)) folders.push(path);
      } else if (kind === 'file' && fileKindOf(path) !== undefined && !ignored.rules?.ignores(path)) {
        found.push(path);
      }
    }
    for (const path of folders) await visit(path, ignored);
  };

  let above: IgnoreLines = { lines: [], rules: undefined };
  const parts = start === '' ? [] : start.split('/');
  for (let depth = 0; depth < parts.length; depth++) above = await withIgnoreFile(parts.slice(0, depth).join('/'), above);
  // Someone who names an ignored folder wants to know of it.
  if (start !== '' && above.rules?.ignores(`${start}/`)) above = { lines: [], rules: undefined };
  await visit(start, above);
  return found;
}

/** The lines of a `.gitignore` in a folder, written as they would be in the root: later lines overrule those above them. */
function asLinesOfRoot(text: string, folder: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (folder === '') return lines;
  const prefix = folder.replace(/[\\*?[\]!#]/g, '\\$&');
  return lines.map((line) => {
    const negation = line.startsWith('!') ? '!' : '';
    const pattern = line.slice(negation.length);
    // A slash at the start or within ties a pattern to its folder; else it counts in all folders below as well.
    const isTied = pattern.trimEnd().replace(/\/$/, '').includes('/');
    return `${negation}/${prefix}/${isTied ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
  });
}
