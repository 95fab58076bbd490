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

/** Where the text of a part stands in its container. */
export interface DocumentPart {
  readonly container: SourceDocument;
  /** Offset in the container for an offset in the part, both UTF-16. */
  toContainer(offset: number): number;
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
