import type { Project } from '../project/project.js';
import { type CellPlace, type DocumentPlace, type Place, rangeOf, type SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { FileEdit, Location } from './finding.js';

/** The document that a rule speaks of. Throws where a place names a file that the project does not have, which is the rule's mistake. */
export function documentPlace(project: Project, document: SourceDocument, at: Span | Place | DocumentPlace): DocumentPlace {
  if ('document' in at) return at;
  if (!('file' in at)) return { document, span: at };
  const other = at.file === document.path ? document : project.document(at.file);
  if (!other) throw new Error(`there is no file ${at.file} to point at`);
  return { document: other, span: at.span };
}

/** The location that people see: a place in a part (a notebook's cell) moves to its container. */
export function locationOf(place: DocumentPlace): Location {
  const { document, span } = inContainer(place);
  if (span.start < 0 || span.end < span.start || span.end > document.text.length) {
    throw new RangeError(`a span from ${span.start} to ${span.end} is not within ${document.path}`);
  }
  const cell = cellOf(place);
  return { file: document.path, span, range: rangeOf(document, span), ...(cell ? { cell } : {}) };
}

/** The edit in the file that holds the text; a fix in a part lands in its container, written as it is written there. */
export function fileEdit(place: DocumentPlace, newText: string): FileEdit {
  const { file, span, cell } = locationOf(place);
  return {
    file,
    span,
    newText: encoded(place, newText),
    ...(cell ? { cell: { ...cell, newText: inCell(place, newText) } } : {}),
  };
}

function inContainer({ document, span }: DocumentPlace): DocumentPlace {
  const { part } = document;
  if (!part) return { document, span };
  return inContainer({ document: part.container, span: part.toContainer(span) });
}

function cellOf({ document, span }: DocumentPlace): CellPlace | undefined {
  const { part } = document;
  if (!part) return undefined;
  return part.cellAt?.(span) ?? cellOf({ document: part.container, span: part.toContainer(span) });
}

function encoded({ document: { part }, span }: DocumentPlace, newText: string): string {
  if (!part) return newText;
  return encoded({ document: part.container, span: part.toContainer(span) }, part.encode(newText, span));
}

/** How a text is written in the cell: what a here-document within it asks for, but not the escapes of the notebook's JSON. */
function inCell({ document: { part }, span }: DocumentPlace, newText: string): string {
  if (!part || part.cellAt) return newText;
  return inCell({ document: part.container, span: part.toContainer(span) }, part.encode(newText, span));
}
