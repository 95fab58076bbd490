import type { Span } from '../../text/span.js';
import { type CellWriting, findCellWritings } from './cell-writing.js';

/** One cell of a notebook. */
export interface NotebookCell {
  /** 0-based, over all cells whatever their kind. */
  readonly index: number;
  readonly kind: 'code' | 'markdown' | 'raw';
  /** Of a code cell, in lower case: the notebook's, unless an editor has given the cell one of its own. */
  readonly language: string;
  /** The text of the cell, joined. */
  readonly source: string;
}

/** A notebook, read from the text of its file. Where its cells stand in that text is found when it is first asked for. */
export interface Notebook {
  /** What its kernel runs, in lower case; python where nothing is said. */
  readonly language: string;
  readonly cells: readonly NotebookCell[];
  /** The span in the file's text for a span in the source of a cell. An empty span stays empty. */
  toFile(cell: NotebookCell, span: Span): Span;
  /**
   * How a text that takes the place of `at` in the source of a cell is written in the file: escaped, in the file's own way
   * of writing lists of lines, with the line breaks of the cell unless the edit replaces a line break itself.
   */
  encode(cell: NotebookCell, newText: string, at: Span): string;
}

/** Reads the text of an `.ipynb` file, nbformat 3 and 4. Undefined where it is no notebook: not JSON, or without cells. Never throws. */
export function parseNotebook(text: string): Notebook | undefined {
  const root = readJson(text);
  const cells = cellsOf(root);
  if (!isObject(root) || !cells) return undefined;
  const language = languageOf(root, cells);
  let writings: ReadonlyMap<number, CellWriting> | undefined;
  const writingOf = (cell: NotebookCell): CellWriting | undefined => {
    writings ??= findCellWritings(text);
    return writings.get(cell.index);
  };
  return {
    language,
    cells: cells.flatMap((cell, index) => readCell(cell, index, language)),
    toFile: (cell, span) => writingOf(cell)?.map.toSource(span) ?? { start: 0, end: 0 },
    encode: (cell, newText, at) => writingOf(cell)?.encode(newText, at, cell.source) ?? '',
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All cells: since nbformat 4 in one list, before that in worksheets. */
function cellsOf(root: unknown): readonly unknown[] | undefined {
  if (!isObject(root)) return undefined;
  if (Array.isArray(root.cells)) return root.cells;
  if (!Array.isArray(root.worksheets)) return undefined;
  return root.worksheets.flatMap((sheet: unknown) => (isObject(sheet) && Array.isArray(sheet.cells) ? sheet.cells : []));
}

function readCell(cell: unknown, index: number, language: string): NotebookCell[] {
  if (!isObject(cell)) return [];
  const kind = cell.cell_type === 'code' ? 'code' : cell.cell_type === 'raw' ? 'raw' : 'markdown';
  const editor = isObject(cell.metadata) ? cell.metadata.vscode : undefined;
  const own = isObject(editor) ? textOf(editor.languageId) : undefined;
  // nbformat 3 calls the source of a code cell its input.
  const source = cell.source ?? cell.input;
  return [{ index, kind, language: own ?? language, source: joined(source) }];
}

function joined(source: unknown): string {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : '';
}

/** The kernel's own word first; a kernel that is only named is judged by its name. */
function languageOf(root: JsonObject, cells: readonly unknown[]): string {
  const metadata = isObject(root.metadata) ? root.metadata : {};
  const kernel = isObject(metadata.kernelspec) ? metadata.kernelspec : {};
  const info = isObject(metadata.language_info) ? metadata.language_info : {};
  const first = cells.find((cell) => isObject(cell) && cell.cell_type === 'code');
  const said = textOf(kernel.language) ?? textOf(info.name) ?? (isObject(first) ? textOf(first.language) : undefined);
  if (said === undefined) return /^(ir|r|bash|julia|scala)\b/.exec(textOf(kernel.name) ?? '')?.[0] ?? 'python';
  return /^(i?python\d?|pyspark)$/.test(said) ? 'python' : said;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : undefined;
}
