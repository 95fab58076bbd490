import type { TextEdit } from '../../text/edit.js';
import { endOfLine, isBlank, nextLine, startOfLine } from '../../text/line-ends.js';
import { type Span, span } from '../../text/span.js';
import type { Brackets } from './tree.js';

// Mappings in braces: JSON, and YAML where it is written like it. Offsets are UTF-16, of the text before the edit.

/** What may stand between two entries besides the comma. */
const comments = { json: /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y, flow: /#[^\r\n]*/y } as const;
type BraceStyle = keyof typeof comments;

/** Removes an entry with its comma, so that none is left at the end that was not there before. A line of its own goes with it. */
export function removeFromBraces(text: string, style: BraceStyle, entries: readonly Span[], entry: Span): TextEdit | undefined {
  const index = entries.findIndex(({ start, end }) => start === entry.start && end === entry.end);
  if (index < 0) return undefined;
  const comma = commaBehind(text, style, entry.end);
  const before = entries[index - 1];
  if (comma === undefined && before) return removeLast(text, style, before.end, entry);
  const end = comma === undefined ? entry.end : comma + 1;
  const lineStart = startOfLine(text, entry.start);
  const lineEnd = endOfLine(text, end);
  if (isBlank(text, lineStart, entry.start) && lineStart > 0 && isBlankOrComment(text, style, end, lineEnd)) {
    return { span: span(lineStart, nextLine(text, lineEnd)), newText: '' };
  }
  const next = entries[index + 1];
  if (next && isBlank(text, end, next.start)) return { span: span(entry.start, next.start), newText: '' };
  let start = entry.start;
  if (!next) while (isBlank(text, start - 1, start) && start > lineStart) start--;
  return { span: span(start, end), newText: '' };
}

/** Removes the last of several entries and the comma before it, and leaves the comments between them. */
function removeLast(text: string, style: BraceStyle, from: number, entry: Span): TextEdit {
  const comma = commaBehind(text, style, from) ?? from;
  const between = text.slice(from, comma) + text.slice(comma + 1, entry.start);
  const kept = between.trimEnd();
  const lineEnd = endOfLine(text, entry.end);
  const isLineEnd = isBlankOrComment(text, style, entry.end, lineEnd);
  // The comment behind it goes with it where it can only be about it.
  const end = isLineEnd && isBlank(text, startOfLine(text, entry.start), entry.start) ? lineEnd : entry.end;
  // Another one, up to the end of its line, must not take what follows with it.
  const isSafe = kept === '' || kept.endsWith('*/') || (isLineEnd && lineEnd < text.length);
  return { span: span(from, end), newText: isSafe ? kept : between };
}

/** How an entry is added to an object: `name` as a key without quotes, for YAML where the others have none. */
export interface AddedEntry {
  readonly name: string;
  /** The value as it is written. */
  readonly value: string;
}

/** Adds an entry behind the last one, with the blanks and line breaks that stand between the others. Undefined where the closing brace is not there yet. */
export function addToBraces(
  text: string,
  style: BraceStyle,
  brackets: Brackets,
  entries: readonly Span[],
  { name, value }: AddedEntry,
): TextEdit | undefined {
  const { span: braces } = brackets;
  if (text[braces.end - 1] !== '}' || braces.end - braces.start < 2) return undefined;
  const last = entries.at(-1);
  if (!last) return addToEmpty(text, style, braces, `${style === 'json' ? JSON.stringify(name) : name}: ${value}`);
  const [, key = '', colon = ': '] = /^("(?:[^"\\]|\\.)*"|[^\s:]*)(\s*:[ \t]*)?/.exec(text.slice(last.start, last.end)) ?? [];
  const isQuoted = style === 'json' || /^["']/.test(key);
  const entry = `${isQuoted ? JSON.stringify(name) : name}${style === 'json' ? colon.replace(/[\r\n]\s*/g, ' ') : ': '}${value}`;
  const lineStart = startOfLine(text, last.start);
  const hasOwnLine = isBlank(text, lineStart, last.start);
  const separator = hasOwnLine ? `\n${text.slice(lineStart, last.start)}` : blanksBetween(text, style, entries);
  const comma = commaBehind(text, style, last.end);
  const end = comma === undefined ? last.end : comma + 1;
  const lineEnd = endOfLine(text, end);
  const isLineEnd = hasOwnLine && isBlankOrComment(text, style, end, lineEnd);
  if (comma !== undefined) {
    const at = isLineEnd ? lineEnd : end;
    return { span: span(at, at), newText: `${separator}${entry},` };
  }
  const comment = isLineEnd ? text.slice(end, lineEnd) : '';
  return { span: span(end, end + comment.length), newText: `,${comment}${separator}${entry}` };
}

function addToEmpty(text: string, style: BraceStyle, braces: Span, entry: string): TextEdit {
  const inner = span(braces.start + 1, braces.end - 1);
  const lineEnd = endOfLine(text, inner.start);
  if (lineEnd < inner.end) {
    const indentation = /^\uFEFF?([ \t]*)/.exec(text.slice(startOfLine(text, braces.start)))?.[1] ?? '';
    const step = indentation.startsWith('\t') ? '\t' : '  ';
    return { span: span(lineEnd, lineEnd), newText: `\n${indentation}${step}${entry}` };
  }
  const isEmpty = isBlank(text, inner.start, inner.end);
  const written = style === 'flow' || inner.end > inner.start ? ` ${entry} ` : entry;
  return isEmpty ? { span: inner, newText: written } : { span: span(inner.start, inner.start), newText: ` ${entry}` };
}

/** What stands between two entries on one line: a blank, or nothing where all is written densely. */
function blanksBetween(text: string, style: BraceStyle, entries: readonly Span[]): string {
  const [first, second] = entries;
  const comma = first && second && commaBehind(text, style, first.end);
  if (second && comma !== undefined) return comma + 1 === second.start ? '' : ' ';
  return style === 'json' && first && /^"(?:[^"\\]|\\.)*":\S/.test(text.slice(first.start, first.end)) ? '' : ' ';
}

/** Where the comma behind an entry stands, over blanks, line breaks and comments. */
function commaBehind(text: string, style: BraceStyle, from: number): number | undefined {
  const at = skipBlanks(text, style, from);
  return text[at] === ',' ? at : undefined;
}

function skipBlanks(text: string, style: BraceStyle, from: number): number {
  let at = from;
  for (;;) {
    const comment = comments[style];
    comment.lastIndex = at;
    const length = comment.exec(text)?.[0].length;
    if (length !== undefined) at += length;
    else if (/\s/.test(text[at] ?? '')) at++;
    else return at;
  }
}

function isBlankOrComment(text: string, style: BraceStyle, start: number, end: number): boolean {
  return skipBlanks(text, style, start) >= end;
}
