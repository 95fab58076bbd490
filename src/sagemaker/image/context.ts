/** What the build context has for one source of COPY. Paths are relative to the project's root. */
export type ContextMatch =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'directory';
      readonly files: readonly ContextFile[] /** There were too many files to list. */;
      readonly partial: boolean;
    }
  | { readonly kind: 'files'; readonly files: readonly ContextFile[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** A file below a COPY source; `relative` is its path below the destination. */
export interface ContextFile {
  readonly path: string;
  readonly relative: string;
}

/** The folder that `docker build` is given, as far as the project shows it. */
export interface BuildContext {
  match(source: string): ContextMatch;
  /** Text of a file of the project; undefined where it is absent, not text or not loaded yet. */
  read(path: string): string | undefined;
  isExecutable(path: string): boolean | undefined;
  /** A build script beside the Dockerfile makes a file of this name executable before the build. */
  isMadeExecutable(name: string): boolean;
  /** Stages that a build script builds with `--target`. */
  readonly builtTargets: ReadonlySet<string>;
}
