import type { Instruction } from '../../languages/dockerfile/syntax.js';
import type { TextEdit } from '../../text/edit.js';
import type { ImageModel } from './model.js';

/** Makes the edit that puts instructions behind the last one of the image; undefined where that one is not finished. */
export function appendInstructions(image: ImageModel, lines: readonly string[]): TextEdit | undefined {
  return appendAt(image, image.endOfStage, lines);
}

/** Makes the edit that puts instructions behind another one; undefined where that one is not finished. */
export function appendBehind(image: ImageModel, instruction: Instruction, lines: readonly string[]): TextEdit | undefined {
  return appendAt(image, instruction.span.end, lines);
}

function appendAt(image: ImageModel, offset: number, lines: readonly string[]): TextEdit | undefined {
  // A line that ends in an escape goes on with the next one, and would swallow what is added.
  if (/[\\`]\s*$/.test(image.document.text.slice(0, offset))) return undefined;
  return { span: { start: offset, end: offset }, newText: lines.map((line) => `\n${line}`).join('') };
}

/** Makes the edit that takes an instruction away together with its line break. */
export function removeInstruction(image: ImageModel, instruction: Instruction): TextEdit {
  const { text } = image.document;
  const start = text.lastIndexOf('\n', instruction.span.start - 1) + 1;
  const following = /^[ \t]*(\r\n|\n|\r)?/.exec(text.slice(instruction.span.end))?.[0].length ?? 0;
  return { span: { start, end: instruction.span.end + following }, newText: '' };
}

/** Makes the edit that writes other arguments behind the keyword; undefined where comments stand between the old ones. */
export function rewriteArguments(image: ImageModel, instruction: Instruction, newText: string): TextEdit | undefined {
  const { start, end } = instruction.argumentsSpan;
  const written = image.document.text.slice(start, end);
  return /[\r\n]\s*#/.test(written) || start === end ? undefined : { span: instruction.argumentsSpan, newText };
}
