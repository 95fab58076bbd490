import { readCodeCell } from '../languages/notebook/magics.js';
import { type Notebook, type NotebookCell, parseNotebook } from '../languages/notebook/parse.js';
import { type CellPlace, createDocument, type DocumentPart, type DocumentPlace, rangeOf, type SourceDocument } from '../text/document.js';
import { indexAt } from '../text/index-at.js';
import type { Span } from '../text/span.js';
import { createKernelFolder } from './kernel-folder.js';
import type { DocumentParts, NotebookCommand } from './parts.js';
import { parentFolder } from './paths.js';
import { shellWritings } from './shell-parts.js';
import { pathInProject, type Writing, writtenFiles } from './written-paths.js';

/** What a notebook holds: its Python, the files that its cells write, its shell commands. The document's text is the file's JSON. */
export function notebookParts(document: SourceDocument): DocumentParts {
  let reading: Reading | undefined;
  let program: SourceDocument | undefined;
  let written: DocumentParts['written'] | undefined;
  const readingOf = (): Reading => {
    reading ??= readCells(document, programIn);
    return reading;
  };
  const programIn = (): SourceDocument | undefined => {
    const { cells, container } = readingOf();
    program ??= programOf(container, cells);
    return program;
  };
  return {
    get program() {
      return programIn();
    },
    get written() {
      written ??= writtenFiles(readingOf().writings());
      return written;
    },
    get commands() {
      return readingOf().commands;
    },
  };
}

/** A notebook together with the document that holds it. */
interface Container {
  readonly document: SourceDocument;
  readonly notebook: Notebook | undefined;
  placeIn(cell: NotebookCell, span: Span): CellPlace;
}

/** A text that stands in a cell, from an offset of the cell's source on. */
interface CellPiece {
  readonly cell: NotebookCell;
  readonly start: number;
  readonly text: string;
}

/** A cell that is written to a file, or added to one. */
interface CellFile {
  readonly kind: 'file';
  readonly path: string | undefined;
  readonly piece: CellPiece;
  readonly isAppended: boolean;
}

interface Reading {
  readonly container: Container;
  /** The code, with everything that is no Python masked. */
  readonly cells: readonly CellPiece[];
  readonly commands: readonly NotebookCommand[];
  writings(): readonly Writing[];
}

function readCells(document: SourceDocument, programDocument: () => SourceDocument | undefined): Reading {
  const notebook = parseNotebook(document.text);
  const container = createContainer(document, notebook);
  const cells: CellPiece[] = [];
  const commands: NotebookCommand[] = [];
  /** Files of whole cells, and the commands of the shell that may write some, in their order. */
  const steps: (CellFile | NotebookCommand)[] = [];
  const kernel = createKernelFolder(parentFolder(document.path));
  /** Where a span of a command stands in the program, in which it is masked: comments about it are there. */
  const placeInProgram = (cell: NotebookCell, start: number, span: Span): DocumentPlace | undefined => {
    const program = programDocument();
    const before = cells.findIndex((piece) => piece.cell === cell);
    if (!program || before < 0) return undefined;
    const offset = cells.slice(0, before).reduce((length, { text }) => length + text.length + 1, start);
    return { document: program, span: { start: span.start + offset, end: span.end + offset } };
  };
  const addCommand = (cell: NotebookCell, body: Span, kind: NotebookCommand['kind']): void => {
    const text = cell.source.slice(body.start, body.end);
    const part: DocumentPart = { ...partAt(container, cell, body.start), around: (span) => placeInProgram(cell, body.start, span) };
    const command = { document: createDocument(document.path, text, part), kind, folder: kernel.folder };
    commands.push(command);
    steps.push(command);
  };
  for (const cell of notebook?.cells ?? []) {
    if (cell.kind !== 'code' || cell.source === '') continue;
    if (/^(bash|shellscript|sh)$/.test(cell.language)) addCommand(cell, { start: 0, end: cell.source.length }, 'cell');
    if (cell.language !== 'python') continue;
    const { python, uses } = readCodeCell(cell.source);
    cells.push({ cell, start: 0, text: python });
    for (const use of uses) {
      if (use.kind === 'folder') kernel.go(use.name);
      else if (use.kind === 'shell') addCommand(cell, use.body, use.isCell ? 'cell' : 'line');
      else {
        const text = cell.source.slice(use.body.start, use.body.end);
        const path = pathInProject(kernel.folder, use.name);
        steps.push({ kind: 'file', path, piece: { cell, start: use.body.start, text }, isAppended: use.isAppended });
      }
    }
    kernel.runPython(python);
  }
  return {
    container,
    cells: notebook?.language === 'python' ? cells : [],
    commands,
    writings: () => writingsOf(container, steps),
  };
}

/** What is written, in its order. A cell that adds to what cells alone have written gives the whole file, out of all these cells. */
function writingsOf(container: Container, steps: readonly (CellFile | NotebookCommand)[]): Writing[] {
  const files = new Map<string, readonly CellPiece[]>();
  return steps.flatMap((step) => {
    if (step.kind !== 'file') {
      const writings = shellWritings(step.document, step.folder);
      for (const { path } of writings) if (path !== undefined) files.delete(path);
      return writings;
    }
    const { path, piece, isAppended } = step;
    if (path === undefined) return [];
    const before = isAppended ? files.get(path) : [];
    const pieces = before && [...before, piece];
    if (pieces) files.set(path, pieces);
    return [{ path, document: pieces && documentOf(container, path, pieces, endedLine), isExpanded: false }];
  });
}

/** A cell's text as it is put into a file: the notebook adds a line break where there is none. */
function endedLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function createContainer(document: SourceDocument, notebook: Notebook | undefined): Container {
  const sources = new Map<NotebookCell, SourceDocument>();
  return {
    document,
    notebook,
    placeIn(cell, span) {
      let source = sources.get(cell);
      if (!source) {
        source = createDocument(document.path, cell.source);
        sources.set(cell, source);
      }
      return { cell: cell.index, text: cell.source, span, range: rangeOf(source, span) };
    },
  };
}

/** A text that stands in one cell from `start` on. */
function partAt(container: Container, cell: NotebookCell, start: number): DocumentPart {
  const inCell = (span: Span): Span => ({ start: span.start + start, end: span.end + start });
  return partOf(container, (span) => ({ cell, span: inCell(span) }));
}

function partOf({ document, notebook, placeIn }: Container, find: (span: Span) => { cell: NotebookCell; span: Span }): DocumentPart {
  return {
    container: document,
    toContainer(at) {
      const { cell, span } = find(at);
      return notebook?.toFile(cell, span) ?? span;
    },
    encode(newText, at) {
      const { cell, span } = find(at);
      return notebook?.encode(cell, newText, span) ?? newText;
    },
    cellAt(at) {
      const { cell, span } = find(at);
      return placeIn(cell, span);
    },
  };
}

/** All cells one below the other. */
function programOf(container: Container, cells: readonly CellPiece[]): SourceDocument | undefined {
  return documentOf(container, container.document.path, cells, (text) => `${text}\n`);
}

/** A document out of pieces, each but the last ended as said. A span that reaches over several cells ends with the first: no edit may tear cells apart. */
function documentOf(
  container: Container,
  path: string,
  pieces: readonly CellPiece[],
  end: (text: string) => string,
): SourceDocument | undefined {
  const [first] = pieces;
  if (!first) return undefined;
  if (pieces.length === 1) return createDocument(path, first.text, partAt(container, first.cell, first.start));
  const texts = pieces.map(({ text }, index) => (index === pieces.length - 1 ? text : end(text)));
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length;
  }
  const part = partOf(container, (span) => {
    const index = indexAt(starts, span.start);
    const { cell, start, text } = pieces[index] ?? first;
    const within = (offset: number): number => start + Math.min(Math.max(offset - (starts[index] ?? 0), 0), text.length);
    return { cell, span: { start: within(span.start), end: within(span.end) } };
  });
  return createDocument(path, texts.join(''), part);
}
