import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './disk-files.js';

/** A file whose text is to become another one. */
export interface Rewrite {
  /** Absolute. */
  readonly path: string;
  /** The text that was linted. */
  readonly before: string;
  readonly after: string;
}

/** Why a file must not be written now, in words that follow its name; undefined where nothing is against it. */
export function refusalOf({ path, before }: Rewrite): string | undefined {
  try {
    const bytes = readFileSync(path);
    if (bytes.toString('utf8') !== before) return 'has changed since it was linted; it was left as it is. Run the command again';
    if (!bytes.equals(Buffer.from(before, 'utf8'))) return 'is not all UTF-8, and writing it would lose those bytes; it was left as it is';
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot be written (${codeOf(error)}); it was left as it is`;
  }
}

/**
 * Writes a file as a whole or not at all: the new text goes to a file beside it, which then takes its place. The mode
 * stays, and a link stays one. Gives what went wrong, in words that follow the file's name.
 */
export function rewriteFile(rewrite: Rewrite): string | undefined {
  const refusal = refusalOf(rewrite);
  if (refusal !== undefined) return refusal;
  let temporary: string | undefined;
  try {
    const path = realpathSync.native(rewrite.path);
    temporary = join(dirname(path), `.${basename(path)}.${process.pid}.sagelint`);
    const descriptor = openSync(temporary, 'wx');
    try {
      writeFileSync(descriptor, rewrite.after, 'utf8');
      fchmodSync(descriptor, statSync(path).mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return `cannot be written (${codeOf(error)}); it was left as it is`;
  }
}
