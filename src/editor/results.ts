import type { Finding } from '../linter/finding.js';
import { mergeFindings, sortFindings } from '../linter/merge.js';

/** What linting one file has found, here and in other files. */
export interface Result {
  readonly findings: readonly Finding[];
  /** Something that counts for it has changed since. */
  isOutdated: boolean;
}

/** The results of linting, by the file that was linted and by the files that findings lie in. */
export interface Results {
  get(path: string): Result | undefined;
  has(path: string): boolean;
  /** The linted files, in the order in which they came. */
  paths(): readonly string[];
  /** Takes what was found, or takes it back. Returns the files of which something else is known now. */
  set(path: string, findings: readonly Finding[] | undefined): readonly string[];
  /** What is known of a file, whichever file was linted for it. What another file's linting found before something changed counts no longer: its place may be gone. */
  findingsIn(file: string): readonly Finding[];
  /** The linted files that something was found in this file for. */
  reaching(file: string): readonly string[];
}

/** Makes an empty memory. */
export function createResults(): Results {
  const results = new Map<string, Result>();
  /** By file, those that were linted when something was found in it. */
  const readers = new Map<string, Set<string>>();
  return {
    get: (path) => results.get(path),
    has: (path) => results.has(path),
    paths: () => [...results.keys()],
    set(path, findings) {
      const concerned = new Set([path]);
      for (const { file } of results.get(path)?.findings ?? []) {
        concerned.add(file);
        readers.get(file)?.delete(path);
        if (readers.get(file)?.size === 0) readers.delete(file);
      }
      if (findings === undefined) results.delete(path);
      else results.set(path, { findings, isOutdated: false });
      for (const { file } of findings ?? []) {
        concerned.add(file);
        const known = readers.get(file);
        if (known) known.add(path);
        else readers.set(file, new Set([path]));
      }
      return [...concerned];
    },
    findingsIn(file) {
      const found = [...(readers.get(file) ?? [])].flatMap((path) => {
        const result = results.get(path);
        if (!result || (result.isOutdated && path !== file)) return [];
        return result.findings.filter((finding) => finding.file === file);
      });
      return sortFindings(mergeFindings(found));
    },
    reaching: (file) => [...(readers.get(file) ?? [])],
  };
}
