import { diffArrays } from 'diff';
import type { TextEdit as ProtocolEdit, Range } from 'vscode-languageserver-types';
import { rangeOf, type SourceDocument } from '../text/document.js';
import { applyEdits, lineBreakOf, type TextEdit } from '../text/edit.js';
import { toRange } from './diagnostics.js';

/** How one file is to change, in an editor's terms. */
export interface FileChange {
  readonly file: string;
  /** The text that the edits were made for: where the file has another one by now, they are void. */
  readonly before: string;
  readonly edits: readonly ProtocolEdit[];
  /** Set where the line endings of the whole file change, which editors do not do by edits. */
  readonly lineBreak?: '\n' | '\r\n';
}

/** The edits of a fix for one file. */
export function changeByEdits(document: SourceDocument, edits: readonly TextEdit[]): FileChange {
  const after = applyEdits(document.text, edits);
  if (lineBreakOf(after) !== lineBreakOf(document.text)) return changeToText(document, after);
  return {
    file: document.path,
    before: document.text,
    edits: edits.map(({ span, newText }) => ({ range: toRange(rangeOf(document, span)), newText: withLineBreak(document.text, newText) })),
  };
}

/** The change that turns the text of a document into another: only lines that differ are touched, so that cursors stay. */
export function changeToText(document: SourceDocument, after: string): FileChange {
  const before = linesOf(document.text);
  const edits: ProtocolEdit[] = [];
  let line = 0;
  let removed = 0;
  let added: string[] = [];
  const flush = (): void => {
    if (removed + added.length > 0) edits.push(replaceLines(before, line - removed, line, added, lineBreakOf(after)));
    removed = 0;
    added = [];
  };
  for (const part of diffArrays(before, linesOf(after))) {
    if (part.added) {
      added = [...added, ...part.value];
    } else if (part.removed) {
      removed += part.value.length;
      line += part.value.length;
    } else {
      flush();
      line += part.value.length;
    }
  }
  flush();
  const lineBreak = lineBreakOf(after);
  const changesBreaks = before.length > 1 && lineBreak !== lineBreakOf(document.text);
  return { file: document.path, before: document.text, edits, ...(changesBreaks ? { lineBreak } : {}) };
}

/** Replaces the lines from `start` to before `end` (0-based) of a text given as lines. */
function replaceLines(lines: readonly string[], start: number, end: number, added: readonly string[], lineBreak: string): ProtocolEdit {
  const endOf = (line: number): Range['end'] => ({ line, character: lines[line]?.length ?? 0 });
  const text = added.join(lineBreak);
  if (end > start && added.length > 0) return { range: { start: { line: start, character: 0 }, end: endOf(end - 1) }, newText: text };
  if (end < lines.length) {
    const newText = added.length > 0 ? text + lineBreak : '';
    return { range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } }, newText };
  }
  // At the end of the text the line break before goes or comes with the lines.
  const from = start > 0 ? endOf(start - 1) : { line: 0, character: 0 };
  return { range: { start: from, end: endOf(end - 1) }, newText: added.length > 0 ? lineBreak + text : '' };
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

function withLineBreak(text: string, newText: string): string {
  return newText.replace(/\r\n|\r|\n/g, lineBreakOf(text));
}
