import { readLogicalLines } from '../languages/dockerfile/logical-lines.js';
import type { Language, Project } from '../project/project.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import { dataConstructAt } from './data-construct.js';
import { type CommentPlace, type ConstructOf, lineConstructs } from './suppression.js';

/** What a comment above or within speaks of: an instruction of a Dockerfile, a statement of Python that goes over several lines, an entry of YAML, a line of anything else. */
export function constructsOf(document: SourceDocument, kind: Language | undefined, project?: Pick<Project, 'dataIn'>): ConstructOf {
  const lineOf = lineConstructs(document);
  if (kind === 'python') return (offset) => bracketedLines(document, offset) ?? lineOf(offset);
  if (kind === 'shell' || kind === 'makefile') return (offset) => continuedLines(document, offset);
  if (kind === 'yaml' && project) return (offset) => dataConstructAt(project.dataIn(document), offset) ?? lineOf(offset);
  if (kind !== 'dockerfile') return lineOf;
  let statements: readonly { readonly span: Span }[] | undefined;
  return (offset) => {
    statements ??= readLogicalLines(document.text).statements;
    return statements.find(({ span }) => span.start <= offset && offset <= span.end)?.span ?? lineOf(offset);
  };
}

/** The line of an offset with those that it goes on in, and those that go on in it, by a backslash at their ends. */
function continuedLines({ lines, text }: SourceDocument, offset: number): Span {
  const continues = (line: number): boolean => line >= 0 && line < lines.lineCount - 1 && text[lines.lineEnd(line) - 1] === '\\';
  let first = lines.positionAt(offset).line;
  let last = first;
  while (continues(first - 1)) first--;
  while (continues(last)) last++;
  return { start: lines.lineStart(first), end: lines.lineEnd(last) };
}

/**
 * The lines of a statement within whose brackets an offset stands: a call goes over many lines, and a comment above it
 * speaks of all of them. Strings and comments with brackets in them are stepped over.
 */
function bracketedLines(document: SourceDocument, offset: number): Span | undefined {
  const { lines, text } = document;
  let depth = 0;
  let start = 0;
  for (const token of text.matchAll(/#[^\r\n]*|("""|''')[\s\S]*?\1|"(?:\\[\s\S]|[^"\\\r\n])*"|'(?:\\[\s\S]|[^'\\\r\n])*'|[([{)\]}]/g)) {
    if (depth === 0 && token.index > offset) return undefined;
    if (/^[([{]$/.test(token[0])) {
      if (depth++ === 0) start = token.index;
    } else if (/^[)\]}]$/.test(token[0]) && depth > 0 && --depth === 0) {
      const first = lines.lineStart(lines.positionAt(start).line);
      if (first <= offset && offset <= lines.lineEnd(lines.positionAt(token.index).line)) {
        return { start: first, end: lines.lineEnd(lines.positionAt(token.index).line) };
      }
    }
  }
  return undefined;
}

/** Where the comments of a kind of file stand: Docker takes a `#` behind an instruction as part of it, and JSON has none. */
export function commentPlaceOf(kind: Language | undefined): CommentPlace {
  if (kind === 'json') return 'nowhere';
  return kind === 'dockerfile' ? 'whole-line' : 'anywhere';
}
