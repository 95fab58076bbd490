import type { ProjectFiles } from './files.js';

/** Who has read what, looked up from both ends. */
export interface ReadingNotes {
  /** Files that note for a reader every file that is read, and every folder that is listed, with a slash behind its path. */
  noting(reader: string, files: ProjectFiles): ProjectFiles;
  note(reader: string, path: string): void;
  readBy(reader: string): ReadonlySet<string>;
  readersOf(path: string): ReadonlySet<string>;
  forget(reader: string): void;
}

const nothing: ReadonlySet<string> = new Set();

/** Makes empty notes. */
export function createReadingNotes(): ReadingNotes {
  const read = new Map<string, Set<string>>();
  const readers = new Map<string, Set<string>>();
  const note = (reader: string, path: string): void => {
    add(read, reader, path);
    add(readers, path, reader);
  };
  return {
    note,
    noting: (reader, files) => ({
      read(path) {
        note(reader, path);
        return files.read(path);
      },
      entries(directory) {
        note(reader, `${directory}/`);
        return files.entries(directory);
      },
      isExecutable: (path) => files.isExecutable(path),
    }),
    readBy: (reader) => read.get(reader) ?? nothing,
    readersOf: (path) => readers.get(path) ?? nothing,
    forget(reader) {
      for (const path of read.get(reader) ?? []) {
        const others = readers.get(path);
        others?.delete(reader);
        if (others?.size === 0) readers.delete(path);
      }
      read.delete(reader);
    },
  };
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
