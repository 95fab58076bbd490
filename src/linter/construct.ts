import { readLogicalLines } from '../languages/dockerfile/logical-lines.js';
import type { FileKind } from '../project/project.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import { type CommentPlace, type ConstructOf, lineConstructs } from './suppression.js';

/** What a comment above or within speaks of, by the kind of a file: an instruction of a Dockerfile, a line of anything else. */
export function constructsOf(document: SourceDocument, kind: FileKind | undefined): ConstructOf {
  const lineOf = lineConstructs(document);
  if (kind !== 'dockerfile') return lineOf;
  let statements: readonly { readonly span: Span }[] | undefined;
  return (offset) => {
    statements ??= readLogicalLines(document.text).statements;
    return statements.find(({ span }) => span.start <= offset && offset <= span.end)?.span ?? lineOf(offset);
  };
}

/** Where the comments of a kind of file stand: Docker takes a `#` behind an instruction as part of it. */
export function commentPlaceOf(kind: FileKind | undefined): CommentPlace {
  return kind === 'dockerfile' ? 'whole-line' : 'anywhere';
}
