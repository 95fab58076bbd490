import { readCodeCell } from '../languages/notebook/magics.js';
import { type Notebook, type NotebookCell, parseNotebook } from '../languages/notebook/parse.js';
import { type CellPlace, createDocument, type DocumentPart, rangeOf, type SourceDocument } from '../text/document.js';
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
    reading ??= readCells(document);
    return reading;
  };
  return {
    get program() {
      const { cells, container } = readingOf();
      program ??= programOf(container, cells);
      return program;
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

interface PythonCell {
  readonly cell: NotebookCell;
  /** Its source with everything that is no Python masked. */
  readonly python: string;
}

interface Reading {
  readonly container: Container;
  readonly cells: readonly PythonCell[];
  readonly commands: readonly NotebookCommand[];
  writings(): readonly Writing[];
}

function readCells(document: SourceDocument): Reading {
  const notebook = parseNotebook(document.text);
  const container = createContainer(document, notebook);
  const cells: PythonCell[] = [];
  const commands: NotebookCommand[] = [];
  /** Files of whole cells, and the commands of the shell that may write some, in their order. */
  const steps: (Writing | NotebookCommand)[] = [];
  const kernel = createKernelFolder(parentFolder(document.path));
  const addCommand = (cell: NotebookCell, body: Span, kind: NotebookCommand['kind']): void => {
    const text = cell.source.slice(body.start, body.end);
    const command = { document: createDocument(document.path, text, partAt(container, cell, body.start)), kind, folder: kernel.folder };
    commands.push(command);
    steps.push(command);
  };
  for (const cell of notebook?.cells ?? []) {
    if (cell.kind !== 'code' || cell.source === '') continue;
    if (/^(bash|shellscript|sh)$/.test(cell.language)) addCommand(cell, { start: 0, end: cell.source.length }, 'cell');
    if (cell.language !== 'python') continue;
    const { python, uses } = readCodeCell(cell.source);
    cells.push({ cell, python });
    for (const use of uses) {
      if (use.kind === 'folder') kernel.go(use.name);
      else if (use.kind === 'shell') addCommand(cell, use.body, use.isCell ? 'cell' : 'line');
      else {
        const path = pathInProject(kernel.folder, use.name);
        const text = cell.source.slice(use.body.start, use.body.end);
        const isFile = path !== undefined && !use.isAppended;
        const file = isFile ? createDocument(path, text, partAt(container, cell, use.body.start)) : undefined;
        steps.push({ path, document: file, isExpanded: false });
      }
    }
    kernel.runPython(python);
  }
  return {
    container,
    cells: notebook?.language === 'python' ? cells : [],
    commands,
    writings: () => steps.flatMap((step) => ('kind' in step ? shellWritings(step.document, step.folder) : [step])),
  };
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

/** All cells one below the other. A span that reaches over several cells ends with the first: no edit may tear cells apart. */
function programOf(container: Container, cells: readonly PythonCell[]): SourceDocument | undefined {
  const [first] = cells;
  if (!first) return undefined;
  const starts: number[] = [];
  let length = 0;
  for (const { python } of cells) {
    starts.push(length);
    length += python.length + 1;
  }
  const part = partOf(container, (span) => {
    const index = indexAt(starts, span.start);
    const { cell } = cells[index] ?? first;
    const within = (offset: number): number => Math.min(Math.max(offset - (starts[index] ?? 0), 0), cell.source.length);
    return { cell, span: { start: within(span.start), end: within(span.end) } };
  });
  return createDocument(container.document.path, cells.map(({ python }) => python).join('\n'), part);
}
