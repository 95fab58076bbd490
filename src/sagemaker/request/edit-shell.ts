import type { TextEdit } from '../../text/edit.js';
import { endOfLine, isBlank, lineBreakBefore, nextLine, startOfLine } from '../../text/line-ends.js';
import { type Span, span } from '../../text/span.js';

/** Removes an option of a command with its value. A line of its own goes with it, and the backslash that led to it where it is the last. */
export function removeOption(text: string, place: Span): TextEdit {
  const lineStart = startOfLine(text, place.start);
  const lineEnd = endOfLine(text, place.end);
  const behind = text.slice(place.end, lineEnd).trim();
  if (!isBlank(text, lineStart, place.start)) return { span: span(withoutBlanks(text, place.start), place.end), newText: '' };
  if (behind === '\\') return { span: span(lineStart, nextLine(text, lineEnd)), newText: '' };
  const before = lineStart === 0 ? 0 : lineStart - lineBreakBefore(text, lineStart);
  if (behind === '' && text[before - 1] === '\\') return { span: span(withoutBlanks(text, before - 1), place.end), newText: '' };
  return { span: place, newText: '' };
}

/** Where the blanks in front of an offset begin. */
function withoutBlanks(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return start;
}
