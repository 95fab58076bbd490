import type { TextEdit } from '../../text/edit.js';
import { removeInstruction, rewriteArguments } from './edit-instruction.js';
import { rejectionOf, withoutTini } from './entry-point.js';
import { execForm } from './exec-form.js';
import type { ImageModel } from './model.js';
import { baseName } from './paths.js';
import type { RealCommand } from './roles.js';
import { entryPointWorks, type FileReader } from './started-files.js';
import { startedWords } from './wrappers.js';

/** How the program of CMD becomes an ENTRYPOINT. */
export interface Move {
  /** The ENTRYPOINT to write; undefined where only a shell knows the words of CMD. */
  readonly line: string | undefined;
  /** Undefined where the result would not work either, or where comments would be lost. */
  readonly edits: readonly TextEdit[] | undefined;
}

/**
 * Moves the program of CMD into ENTRYPOINT, behind the words that are there already. A program that would stumble over
 * the argument that SageMaker appends gets it out of its sight: in another order, or by a shell that `exec`s it.
 */
export function moveToEntryPoint(image: ImageModel, { command, words }: RealCommand, read: FileReader): Move {
  if (!words) return { line: undefined, edits: undefined };
  const front = withoutTini(image.entrypoint?.words.map(({ text }) => text) ?? []);
  const all = outOfSight([...front, ...withoutTini(words)]);
  if (!all) return { line: undefined, edits: undefined };
  const line = `ENTRYPOINT ${execForm(all)}`;
  const edits = entryPointWorks(image, all, read) ? editsFor(image, command, execForm(all)) : undefined;
  return { line, edits };
}

/** Programs with a strict command line of which nobody has tried what they do with one more argument. */
const strictPrograms = /^(streamlit|fastapi|daphne)$/;

/** Words that start the same program whatever is appended to them; undefined where there are none. */
export function outOfSight(words: readonly string[]): readonly string[] | undefined {
  const rejection = rejectionOf(words);
  if (!rejection && !strictPrograms.test(baseName(startedWords(words)[0] ?? ''))) return words;
  if (rejection?.reordered) return rejection.reordered;
  return words.every((word) => /^[\w./:@%+,=-]+$/.test(word)) ? ['sh', '-c', `exec ${words.join(' ')}`] : undefined;
}

function editsFor(image: ImageModel, command: RealCommand['command'], exec: string): readonly TextEdit[] | undefined {
  const existing = image.instructions.filter((instruction) => instruction.keyword === 'ENTRYPOINT');
  const last = existing.at(-1);
  const { keywordSpan } = command.instruction;
  const isAfter = last === undefined || image.instructions.indexOf(last) < image.instructions.indexOf(command.instruction);
  if (image.entrypoint || !isAfter) {
    const edit = last && rewriteArguments(image, last, exec);
    return edit && [edit, removeInstruction(image, command.instruction)];
  }
  const edit = rewriteArguments(image, command.instruction, exec);
  if (!edit) return undefined;
  const isLower = /^[a-z]/.test(image.document.text.slice(keywordSpan.start, keywordSpan.end));
  return [{ span: keywordSpan, newText: isLower ? 'entrypoint' : 'ENTRYPOINT' }, edit];
}
