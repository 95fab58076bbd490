import type { SourceDocument } from '../../text/document.js';
import type { TextEdit } from '../../text/edit.js';
import { endOfLine, isBlank, lineBreakBefore, nextLine, startOfLine } from '../../text/line-ends.js';
import { type Span, span } from '../../text/span.js';
import type { Brackets, Member } from './tree.js';

/**
 * Removes one entry of a Python call, dictionary or list together with its comma; a line of its own goes with it.
 * Offsets are of the document's text before the edit.
 */
export function removeEntry(document: SourceDocument, entry: Span): TextEdit {
  const { text } = document;
  const behind = skipBlanks(text, entry.end);
  const hasComma = text[behind] === ',';
  let end = hasComma ? behind + 1 : entry.end;
  let start = entry.start;
  const lineStart = startOfLine(text, start);
  const lineEnd = endOfLine(text, end);
  const startsLine = isBlank(text, lineStart, start);
  if (startsLine && isBlankOrComment(text.slice(end, lineEnd)) && lineStart > 0) {
    // The break before the line goes, and not the one behind it: that also works for the last line of a text.
    return { span: span(endOfLine(text, lineStart - lineBreakBefore(text, lineStart)), lineEnd), newText: '' };
  }
  if (hasComma) while (text[end] === ' ' || text[end] === '\t') end++;
  else if (!startsLine) {
    // The last entry: the comma before it goes with it, unless a comment or a line break stands between.
    let before = start;
    while (text[before - 1] === ' ' || text[before - 1] === '\t') before--;
    if (text[before - 1] === ',') start = before - 1;
  }
  return { span: span(start, end), newText: '' };
}

/** Removes a member however it is written, by an entry or a statement of its own. */
export function removeMember(member: Member): TextEdit | undefined {
  const { document, span: place } = member.place;
  if (!member.isStatement) return removeEntry(document, place);
  const { text } = document;
  const lineStart = startOfLine(text, place.start);
  const lineEnd = endOfLine(text, place.end);
  if (!isBlank(text, lineStart, place.start) || !isBlankOrComment(text.slice(place.end, lineEnd))) return undefined;
  const next = nextLine(text, lineEnd);
  return { span: span(lineStart, next), newText: '' };
}

/**
 * Adds entries, `name=value` or `"name": value`, behind the last one, on lines of their own where the last one has one.
 * Undefined where the closing bracket is not there yet.
 */
export function addEntry(document: SourceDocument, brackets: Brackets, ...entries: readonly string[]): TextEdit | undefined {
  const { text } = document;
  if (!/[)}\]]/.test(text[brackets.span.end - 1] ?? '') || brackets.span.end - brackets.span.start < 2) return undefined;
  // Of code that is half typed, the brackets are not the ones they seem to be.
  if (!isBalanced(text.slice(brackets.span.start, brackets.span.end))) return undefined;
  const { last } = brackets;
  if (!last) return { span: span(brackets.span.start + 1, brackets.span.start + 1), newText: entries.join(', ') };
  const lineStart = startOfLine(text, last.start);
  const hasOwnLine = isBlank(text, lineStart, last.start);
  const separator = hasOwnLine ? `\n${text.slice(lineStart, last.start)}` : ' ';
  const entry = entries.join(`,${separator}`);
  const behind = skipBlanks(text, last.end);
  if (text[behind] === ',') {
    if (!hasOwnLine) return { span: span(behind + 1, behind + 1), newText: `${separator}${entry}` };
    const lineEnd = endOfLine(text, behind);
    const at = isBlankOrComment(text.slice(behind + 1, lineEnd)) ? lineEnd : behind + 1;
    return { span: span(at, at), newText: `${separator}${entry},` };
  }
  const lineEnd = endOfLine(text, last.end);
  const comment = text.slice(last.end, lineEnd);
  if (hasOwnLine && /^\s*#/.test(comment)) {
    return { span: span(last.end, lineEnd), newText: `,${comment}${separator}${entry}` };
  }
  return { span: span(last.end, last.end), newText: `,${separator}${entry}` };
}

/** Whether a text is one pair of brackets with whole ones in it, those of strings and comments aside. */
function isBalanced(text: string): boolean {
  let open = '';
  for (const { 0: token, index } of text.matchAll(
    /#[^\r\n]*|("""|''')[\s\S]*?\1|"(?:\\[\s\S]|[^"\\\r\n])*"|'(?:\\[\s\S]|[^'\\\r\n])*'|[([{)\]}"']/g,
  )) {
    if (token === '"' || token === "'") return false;
    if (/^[([{]$/.test(token)) open += token;
    else if (/^[)\]}]$/.test(token)) {
      if (`${open.at(-1)}${token}` !== '()' && `${open.at(-1)}${token}` !== '[]' && `${open.at(-1)}${token}` !== '{}') return false;
      open = open.slice(0, -1);
      if (open === '' && index < text.length - 1) return false;
    }
  }
  return open === '';
}

/** Renames a member; the quotes of a key stay. */
export function renameMember(member: Member, name: string): TextEdit | undefined {
  const { document, span: place } = member.namePlace;
  const written = document.text.slice(place.start, place.end);
  if (written === member.name) return { span: place, newText: name };
  const quoted = /^(["'])([^"'\\]*)\1$/.exec(written);
  return quoted?.[2] === member.name ? { span: span(place.start + 1, place.end - 1), newText: name } : undefined;
}

/** Over blanks, line breaks and comments. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const character = text[at];
    if (character === '#') at = endOfLine(text, at);
    else if (character !== undefined && /\s/.test(character)) at++;
    else return at;
  }
}

function isBlankOrComment(rest: string): boolean {
  return /^\s*(#|$)/.test(rest);
}
