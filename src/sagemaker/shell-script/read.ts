import type { SourceDocument } from '../../text/document.js';
import type { ShellScriptModel } from './model.js';

/** Reads a shell script. Never throws. */
export function readShellScript(document: SourceDocument): ShellScriptModel {
  return { document };
}
