import { diffArrays } from 'diff';
import type { TextEdit as ProtocolEdit, Range } from 'vscode-languageserver-types';
import type { FileEdit } from '../linter/finding.js';
import { createDocument, rangeOf, type SourceDocument } from '../text/document.js';
import { applyEdits, lineBreakOf, type TextEdit } from '../text/edit.js';
import { type Addresses, toRange } from './diagnostics.js';
import { cellTexts } from './notebooks.js';

/** How one file is to change, or one cell of a notebook, in an editor's terms. */
export interface FileChange {
  readonly file: string;
  /** The cell (0-based) of a notebook that is open as such: what follows is about its text alone. */
  readonly cell?: number;
  /** The text that the edits were made for: where there is another one by now, they are void. */
  readonly before: string;
  readonly edits: readonly ProtocolEdit[];
  /** Set where the line endings of the whole file change, which editors do not do by edits. */
  readonly lineBreak?: '\n' | '\r\n';
}

/**
 * The edits of a fix, by the files and cells that they are for. Undefined where that cannot be said: a file has gone, or an
 * edit is in no cell of a notebook that is open as such. Half a fix is none.
 */
export function changesByEdits(
  edits: readonly FileEdit[],
  documentOf: (file: string) => SourceDocument | undefined,
  addresses: Addresses,
): FileChange[] | undefined {
  const changes: FileChange[] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const document = documentOf(file);
    if (!document) return undefined;
    const own = edits.filter((edit) => edit.file === file);
    if (!hasCells(file, addresses)) {
      changes.push(changeByEdits(document, own));
      continue;
    }
    for (const index of new Set(own.map(({ cell }) => cell?.cell))) {
      const inCell = own.flatMap(({ cell }) => (cell?.cell === index && cell !== undefined ? [cell] : []));
      const [first] = inCell;
      if (!first) return undefined;
      changes.push({ ...changeByEdits(createDocument(file, first.text), inCell), cell: first.cell });
    }
  }
  return changes;
}

/** The changes that turn the text of a file into another: of its cells, where it is a notebook that is open as such. */
export function changesToText(document: SourceDocument, after: string, addresses: Addresses): FileChange[] {
  if (!hasCells(document.path, addresses)) return [changeToText(document, after)];
  const before = cellTexts(document.text) ?? [];
  const wanted = cellTexts(after) ?? [];
  // Fixes change what is in cells; where cells came or went, something else has happened.
  if (before.length !== wanted.length) return [];
  return before.flatMap((text, cell) => {
    const other = wanted[cell] ?? text;
    return other === text ? [] : [{ ...changeToText(createDocument(document.path, text), other), cell }];
  });
}

function hasCells(file: string, addresses: Addresses): boolean {
  return addresses.uriOfCell(file, 0) !== undefined;
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
