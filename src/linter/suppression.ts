import type { SourceDocument } from '../text/document.js';
import { lineBreakOf, type TextEdit } from '../text/edit.js';
import { type Span, span } from '../text/span.js';
import type { RuleNames } from './rule-names.js';
import type { Suppression } from './run.js';

/**
 * The construct that an offset stands in: the lines that a comment above, or within, speaks of.
 * In a Dockerfile the instruction with its continuation lines, in YAML the entry of a mapping or list.
 */
export type ConstructOf = (offset: number) => Span;

/** Where a language allows comments: alone on a line, also at the end of one, or not at all. */
export type CommentPlace = 'whole-line' | 'anywhere' | 'nowhere';

/** The suppressions of one document. */
export interface Suppressions {
  readonly all: readonly Suppression[];
  /**
   * Whether a comment silences a finding of `rule` (an id) at an offset, and remembers that the comment was of use.
   * An unnamed comment leaves the linter's own rules alone: it would hide what is said of itself.
   */
  silences(rule: string, offset: number, own: boolean): boolean;
}

/** What silences every rule has this name among the used ones. */
export const everyRule = '*';

/** Finds the `# sagelint: ignore[...]` and `# sagelint: ignore-file[...]` comments of a document. */
export function findSuppressions(
  document: SourceDocument,
  names: RuleNames,
  comments: CommentPlace,
  constructOf: ConstructOf,
): Suppressions {
  // Nearly every file has none, and then not even its lines are looked at.
  if (comments === 'nowhere' || !/sagelint:/i.test(document.text)) return noSuppressions;
  const found: { line: number; suppression: Suppression; used: Set<string> }[] = [];
  for (let line = 0; line < document.lines.lineCount; line++) {
    const comment = readComment(document, line, names, comments);
    if (!comment) continue;
    const used = new Set<string>();
    found.push({ line, suppression: { ...comment, used }, used });
  }

  return {
    all: found.map(({ suppression }) => suppression),
    silences(rule, offset, own) {
      let silenced = false;
      let lines: { first: number; last: number } | undefined;
      for (const { line, suppression, used } of found) {
        const named = suppression.rules.some(({ id }) => id === rule);
        if (!named && (own || suppression.rules.length > 0)) continue;
        lines ??= linesSpokenOf(document, constructOf(offset));
        if (!suppression.wholeFile && (line < lines.first || line > lines.last)) continue;
        // A trailing comment speaks of its own line, not of the next.
        if (!suppression.wholeFile && line < firstLineOf(document, constructOf(offset)) && !isCommentLine(document, line)) continue;
        used.add(named ? rule : everyRule);
        silenced = true;
      }
      return silenced;
    },
  };
}

const noSuppressions: Suppressions = { all: [], silences: () => false };

/**
 * The edit that silences `rule` for the construct at an offset: a comment line above it, with its indentation and the
 * text's own line break, or one more id in the comment that is already there.
 */
export function suppressionEdit(document: SourceDocument, offset: number, rule: string, constructOf: ConstructOf): TextEdit {
  const { lines, text } = document;
  const line = firstLineOf(document, constructOf(offset));
  const above = line > 0 ? text.slice(lines.lineStart(line - 1), lines.lineEnd(line - 1)) : '';
  const list = /^\s*#\s*sagelint:\s*ignore\[[^\]]*[^\]\s,](?=\s*\])/i.exec(above);
  if (list) {
    const end = lines.lineStart(line - 1) + list[0].length;
    return { span: span(end, end), newText: `, ${rule}` };
  }
  const start = lines.lineStart(line);
  const lineBreak = lineBreakOf(text);
  if (text.startsWith('#!', start)) {
    // A line above would hide the shebang from the system that starts the file.
    const next = lines.lineEnd(line);
    return { span: span(next, next), newText: `${lineBreak}# sagelint: ignore-file[${rule}]` };
  }
  const indentation = /^\uFEFF?([ \t]*)/.exec(text.slice(start, lines.lineEnd(line)));
  const at = text.startsWith('\uFEFF', start) ? start + 1 : start;
  return { span: span(at, at), newText: `${indentation?.[1] ?? ''}# sagelint: ignore[${rule}]${lineBreak}` };
}

/** What must go with a comment when it is taken out: its line with the line break, or the blanks before it where it ends a line. */
export function commentRemoval(document: SourceDocument, comment: Span): Span {
  const { lines, text } = document;
  const { line } = lines.positionAt(comment.start);
  const start = lines.lineStart(line);
  const before = text.slice(start, comment.start);
  if (before.trim() !== '') return span(start + before.trimEnd().length, comment.end);
  if (line + 1 < lines.lineCount) return span(start, lines.lineStart(line + 1));
  return span(line > 0 ? lines.lineEnd(line - 1) : start, comment.end);
}

/** The constructs of a text in which every line stands for itself. */
export function lineConstructs(document: SourceDocument): ConstructOf {
  return (offset) => {
    const { line } = document.lines.positionAt(offset);
    return span(document.lines.lineStart(line), document.lines.lineEnd(line));
  };
}

function readComment(
  document: SourceDocument,
  line: number,
  names: RuleNames,
  comments: CommentPlace,
): Omit<Suppression, 'used'> | undefined {
  const start = document.lines.lineStart(line);
  const text = document.text.slice(start, document.lines.lineEnd(line)).trimEnd();
  const opening = comments === 'whole-line' ? wholeLineComment : anyComment;
  const match = opening.exec(text);
  if (!match) return undefined;
  const [whole, before = '', directive = ''] = match;
  const at = match.index + before.length;
  return {
    span: span(start + at, start + text.length),
    wholeFile: directive.toLowerCase() === 'ignore-file',
    rules: readRules(text, match.index + whole.length, start, names),
  };
}

const wholeLineComment = /^(\uFEFF?\s*)#+\s*sagelint:\s*(ignore-file|ignore)(?![\w-])/i;
const anyComment = /(^\uFEFF?\s*|\s)#+\s*sagelint:\s*(ignore-file|ignore)(?![\w-])/i;

/** The rules named after `ignore`: in brackets, or, as people forget them, bare ids. `start` is the line's offset. */
function readRules(text: string, from: number, start: number, names: RuleNames): Suppression['rules'] {
  const bracket = /^\s*\[([^\]]*)\]?/.exec(text.slice(from));
  const bare = /^[\s:]*((?:SM\d{3}\b[\s,]*)+)/i.exec(text.slice(from));
  const list = bracket ?? bare;
  if (!list) return [];
  const inner = list[1] ?? '';
  const innerStart = from + list[0].indexOf(inner, bracket ? list[0].indexOf('[') + 1 : 0);
  const rules = [...inner.matchAll(/[^\s,]+/g)].map((word) => {
    const at = start + innerStart + word.index;
    const id = names.idOf(word[0]);
    return { id: id ?? word[0], span: span(at, at + word[0].length), known: id !== undefined };
  });
  if (rules.length > 0) return rules;
  // Empty brackets name nothing; silencing everything by them would be a surprise.
  const end = Math.min(start + innerStart + inner.length + 1, start + text.length);
  return [{ id: '', span: span(start + innerStart - 1, end), known: false }];
}

/** First and last line (0-based) on which a comment speaks of a construct: the comment lines directly above it, and its own. */
function linesSpokenOf(document: SourceDocument, construct: Span): { first: number; last: number } {
  let first = firstLineOf(document, construct);
  const last = document.lines.positionAt(construct.end).line;
  if (first > 0) first--;
  while (first > 0 && isCommentLine(document, first) && isCommentLine(document, first - 1)) first--;
  return { first, last };
}

function firstLineOf(document: SourceDocument, construct: Span): number {
  return document.lines.positionAt(construct.start).line;
}

function isCommentLine(document: SourceDocument, line: number): boolean {
  return /^\uFEFF?\s*#/.test(document.text.slice(document.lines.lineStart(line), document.lines.lineEnd(line)));
}
