import { createLineIndex, type LineIndex, type Range } from './line-index.js';
import type { Span } from './span.js';

/**
 * One text that is linted. `path` is relative to the project's root, with forward slashes.
 * A document may be a part of another one (a notebook cell, a heredoc in a shell script): then `part` says
 * where its text stands there, and findings and fixes land in the container.
 */
export interface SourceDocument {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly part?: DocumentPart;
}

/** Where the text of a part stands in its container, and how it is written there. */
export interface DocumentPart {
  readonly container: SourceDocument;
  /** The span in the container for a span in the part. An empty span stays empty. */
  toContainer(span: Span): Span;
  /**
   * How a text that an edit puts in the place of `at` is written in the container: escaped in a JSON string, indented in a
   * here-document. The place counts: a line break may end one string of a list, and one cell's list is another's string.
   */
  encode(newText: string, at: Span): string;
  /** Where comments about a span of the part stand, if that is not the part itself: in the Python around a command. */
  around?(span: Span): DocumentPlace | undefined;
  /** The notebook's cell that a span of the part starts in; only where the container is a notebook. */
  cellAt?(span: Span): CellPlace;
}

/** A place in a notebook as people see it. */
export interface CellPlace {
  /** 0-based, over all cells of the notebook whatever their kind. */
  readonly cell: number;
  /** The cell's own text, for those who show its lines: they need not read notebooks. */
  readonly text: string;
  /** UTF-16 offsets in the cell's own text. */
  readonly span: Span;
  readonly range: Range;
}

/** A span of a document that is at hand: unlike a Place, it may be in a part that has no path of its own. */
export interface DocumentPlace {
  readonly document: SourceDocument;
  readonly span: Span;
}

/** A span together with the file it is in. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** Makes a document; the line index is made when it is first asked for. */
export function createDocument(path: string, text: string, part?: DocumentPart): SourceDocument {
  let lines: LineIndex | undefined;
  return {
    path,
    text,
    get lines() {
      lines ??= createLineIndex(text);
      return lines;
    },
    ...(part ? { part } : {}),
  };
}

/** The 0-based range of a span of a document. */
export function rangeOf(document: SourceDocument, span: Span): Range {
  return { start: document.lines.positionAt(span.start), end: document.lines.positionAt(span.end) };
}
