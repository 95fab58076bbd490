// Lines seen from an offset, for edits: a whole index of the lines is not needed there. Offsets are UTF-16.

/** Where the line of an offset starts. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** Where it ends, before its line break. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Where the line behind starts, seen from the end of one; the end of the text where there is none. */
export function nextLine(text: string, lineEnd: number): number {
  if (text[lineEnd] === '\r' && text[lineEnd + 1] === '\n') return lineEnd + 2;
  return Math.min(lineEnd + 1, text.length);
}

/** The length of the line break that ends before an offset. */
export function lineBreakBefore(text: string, offset: number): number {
  return text[offset - 1] === '\n' && text[offset - 2] === '\r' ? 2 : 1;
}

/** Whether nothing but blanks stands between two offsets. */
export function isBlank(text: string, start: number, end: number): boolean {
  return /^[ \t]*$/.test(text.slice(start, end));
}
