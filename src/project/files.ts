/** What reading a file gave. `pending` is for hosts that read asynchronously: the file is being fetched, ask again later. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'pending' };

/** One entry of a folder. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

/**
 * The files of a project as the core sees them: synchronous, read-only, nothing outside the root.
 * Paths are relative to the root, with forward slashes; the root itself is ''.
 * A host that can only read asynchronously answers `pending` (and undefined for folders), remembers what was
 * asked for, loads it and lints again: see src/editor/loaded-files.ts.
 */
export interface ProjectFiles {
  read(path: string): FileText;
  /** The entries of a folder, or undefined where it does not exist or is not known yet. */
  entries(directory: string): readonly DirectoryEntry[] | undefined;
  /** Whether the owner may execute the file; undefined where the file system does not say (Windows, virtual workspaces). */
  isExecutable(path: string): boolean | undefined;
}

/** Larger files are skipped, and said to be (SM004): nobody writes a Dockerfile or a script of this size. */
export const largestFile = 10 * 1024 * 1024;

/** Files from memory: for tests, page examples and text from standard input. Names in `executable` carry the bit. */
export function filesFromMemory(texts: ReadonlyMap<string, string>, executable?: ReadonlySet<string>): ProjectFiles {
  return {
    read(path) {
      const text = texts.get(path);
      return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
    },
    entries(directory) {
      const prefix = directory === '' ? '' : `${directory}/`;
      const found = new Map<string, DirectoryEntry>();
      for (const path of texts.keys()) {
        if (!path.startsWith(prefix)) continue;
        const [name = '', ...deeper] = path.slice(prefix.length).split('/');
        found.set(name, { name, kind: deeper.length > 0 ? 'directory' : 'file' });
      }
      return found.size > 0 || directory === '' ? [...found.values()] : undefined;
    },
    isExecutable(path) {
      return executable ? executable.has(path) : undefined;
    },
  };
}
