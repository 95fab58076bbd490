import type { Span } from './span.js';

/** One replacement in a text; the span is in UTF-16 offsets of the text before any edit. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Applies edits to a text and keeps its line endings: a `\n` that an edit brings becomes the text's own
 * line break, unless the edit replaces line breaks itself (that is a change of line endings, and meant).
 * Throws a RangeError if two edits overlap or one lies outside the text, so that no half-made fix is ever written.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const lineBreak = lineBreakOf(text);
  let result = '';
  let done = 0;
  for (const edit of ordered) {
    const { start, end } = edit.span;
    if (start < done || end < start || end > text.length) throw new RangeError(`edits overlap or leave the text at offset ${start}`);
    const replacesBreak = /[\r\n]/.test(text.slice(start, end));
    const newText = replacesBreak || lineBreak === '\n' ? edit.newText : edit.newText.replace(/\r?\n/g, lineBreak);
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}

/** The line break that most lines of a text end with: `\n` for a text without any. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const windows = text.split('\r\n').length - 1;
  const all = text.split('\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}
