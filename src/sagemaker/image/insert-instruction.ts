import type { Instruction } from '../../languages/dockerfile/syntax.js';
import type { TextEdit } from '../../text/edit.js';
import { contains } from '../../text/span.js';
import type { ImageModel } from './model.js';

/**
 * Makes the edit that puts a new instruction on a line of its own in front of another one, above the comment lines that
 * belong to it. `text` is one line without its line break.
 */
export function insertInstructionBefore(image: ImageModel, instruction: Instruction, text: string): TextEdit {
  const { lines, text: source } = image.document;
  let line = lines.positionAt(instruction.span.start).line;
  while (line > 0) {
    const start = lines.lineStart(line - 1);
    const end = lines.lineEnd(line - 1);
    // The last line of a here-document, or of a continued instruction, may look like a comment.
    const isInside = image.instructions.some(({ span }) => contains(span, { start, end }));
    if (isInside || !/^[ \t]*#/.test(source.slice(start, end))) break;
    line--;
  }
  const offset = lines.lineStart(line);
  return { span: { start: offset, end: offset }, newText: `${text}\n` };
}

/** Whether the image's own instructions leave root in charge where the instruction runs: a package manager needs it. */
export function runsAsRoot(image: ImageModel, instruction: Instruction): boolean {
  const before = image.instructions.slice(0, image.instructions.indexOf(instruction));
  const user = before.findLast((candidate) => candidate.keyword === 'USER');
  if (user) return /^(root|0)(:|$)/.test(user.argumentsText.trim());
  // These images start as another user.
  return !/jupyter\/|mambaorg\//.test(image.base.reference?.text ?? '');
}
