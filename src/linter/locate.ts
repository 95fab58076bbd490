import type { Project } from '../project/project.js';
import { type Place, rangeOf, type SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { FileEdit, Location } from './finding.js';

/** A span together with the document that it is in. */
export interface DocumentPlace {
  readonly document: SourceDocument;
  readonly span: Span;
}

/** The document that a rule speaks of. Throws where a place names a file that the project does not have, which is the rule's mistake. */
export function documentPlace(project: Project, document: SourceDocument, at: Span | Place): DocumentPlace {
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
  return { file: document.path, span, range: rangeOf(document, span) };
}

/** The edit in the file that holds the text; a fix in a part lands in its container. */
export function fileEdit(place: DocumentPlace, newText: string): FileEdit {
  const { file, span } = locationOf(place);
  return { file, span, newText };
}

function inContainer({ document, span }: DocumentPlace): DocumentPlace {
  const { part } = document;
  if (!part) return { document, span };
  return inContainer({ document: part.container, span: { start: part.toContainer(span.start), end: part.toContainer(span.end) } });
}
