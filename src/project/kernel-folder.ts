import { pathInProject } from './written-paths.js';

/** The folder in which a notebook's kernel is, while its cells run from the first to the last. */
export interface KernelFolder {
  /** Relative to the project's root; undefined where nobody can tell, or outside of the project. */
  readonly folder: string | undefined;
  /** Goes to a folder as `%cd` does; undefined for one that is not known, `-` for the one before. */
  go(name: string | undefined): void;
  /** Goes where the Python of a cell goes. */
  runPython(python: string): void;
}

/** Starts where Jupyter starts a kernel: in the folder of the notebook. */
export function createKernelFolder(start: string): KernelFolder {
  let folder: string | undefined = start;
  let before: string | undefined;
  const go = (name: string | undefined): void => {
    const next = name === '-' ? before : pathInProject(folder, name);
    before = folder;
    folder = next;
  };
  return {
    get folder() {
      return folder;
    },
    go,
    runPython(python) {
      if (!python.includes('chdir')) return;
      for (const call of python.matchAll(/\bchdir\(\s*(?:(["'])([^"'\\\r\n]+)\1\s*\))?/g)) go(call[2]);
    },
  };
}
