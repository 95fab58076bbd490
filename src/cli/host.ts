import { isAbsolute, join, relative, resolve } from 'node:path';
import { slashed } from './targets.js';

/** What the command has of the process it runs in; tests hand in their own. */
export interface Host {
  readonly workingFolder: string;
  /** Where `SM103.md` and its like are, and where they stand in a checkout. */
  readonly pages: URL;
  readonly version: string;
  out(text: string): void;
  /** For what is not the result: summaries, progress, complaints. */
  note(text: string): void;
  /** Whether people look at standard output and at standard error. */
  readonly isTerminal: boolean;
  readonly isErrorTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of standard input. */
  readInput(): Promise<Buffer>;
}

/** How the command ends. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;

/** A file as people see it: relative to the working folder, with forward slashes. */
export function displayPath(host: Host, root: string, path: string): string {
  const absolute = isAbsolute(path) ? path : join(root, path);
  return slashed(relative(host.workingFolder, absolute)) || '.';
}

/** The absolute path of what was written on the command line. */
export function absolutePath(host: Host, written: string): string {
  return resolve(host.workingFolder, written);
}

/** Whether to write in colour: as asked for, else as NO_COLOR says, else on a terminal. */
export function wantsColor(host: Host, asked: boolean | undefined): boolean {
  if (asked !== undefined) return asked;
  return host.isTerminal && !host.environment.NO_COLOR && host.environment.TERM !== 'dumb';
}
