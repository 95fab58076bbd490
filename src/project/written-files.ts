import type { SourceDocument } from '../text/document.js';
import type { DirectoryEntry, ProjectFiles } from './files.js';
import type { WrittenFile } from './parts.js';
import { parentFolder } from './paths.js';

/** The files that notebooks and shell scripts write, as far as these have been read. */
export interface WrittenFiles {
  documentOf(path: string): SourceDocument | undefined;
  /** All of that path: several notebooks may each write their own `train.py`. */
  documentsOf(path: string): readonly SourceDocument[];
  add(files: readonly WrittenFile[]): void;
  remove(files: readonly WrittenFile[]): void;
  /** The files of the disk with the written ones behind them: what lies on the disk counts before what a cell would write. */
  behind(disk: ProjectFiles): ProjectFiles;
}

/** Makes an empty memory of written files. */
export function createWrittenFiles(): WrittenFiles {
  const documents = new Map<string, SourceDocument[]>();
  const folders = new Map<string, Map<string, DirectoryEntry['kind']>>();
  /** The folders are made anew when they are next asked for: files are written seldom and listed often. */
  let isFresh = true;
  const refresh = (): void => {
    if (isFresh) return;
    isFresh = true;
    folders.clear();
    for (const path of documents.keys()) {
      let kind: DirectoryEntry['kind'] = 'file';
      for (let below = path; below !== ''; below = parentFolder(below)) {
        const folder = parentFolder(below);
        const entries = folders.get(folder) ?? new Map<string, DirectoryEntry['kind']>();
        entries.set(below.slice(folder === '' ? 0 : folder.length + 1), kind);
        folders.set(folder, entries);
        kind = 'directory';
      }
    }
  };
  const documentOf = (path: string): SourceDocument | undefined => documents.get(path)?.at(-1);
  return {
    documentOf,
    documentsOf: (path) => documents.get(path) ?? [],
    add(files) {
      for (const { path, document } of files) documents.set(path, [...(documents.get(path) ?? []), document]);
      if (files.length > 0) isFresh = false;
    },
    remove(files) {
      for (const { path, document } of files) {
        const left = (documents.get(path) ?? []).filter((other) => other !== document);
        if (left.length > 0) documents.set(path, left);
        else documents.delete(path);
      }
      if (files.length > 0) isFresh = false;
    },
    behind: (disk) => ({
      read(path) {
        const read = disk.read(path);
        const written = read.kind === 'absent' ? documentOf(path) : undefined;
        return written ? { kind: 'text', text: written.text } : read;
      },
      entries(directory) {
        const onDisk = disk.entries(directory);
        refresh();
        const written = folders.get(directory);
        if (!written) return onDisk;
        const names = new Set(onDisk?.map(({ name }) => name));
        return [...(onDisk ?? []), ...[...written].filter(([name]) => !names.has(name)).map(([name, kind]) => ({ name, kind }))];
      },
      isExecutable: (path) =>
        documents.size > 0 && documentOf(path) && disk.read(path).kind === 'absent' ? undefined : disk.isExecutable(path),
    }),
  };
}
