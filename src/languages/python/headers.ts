import { isNameCode, prefixStart, scanLine, skipBlanks, skipBrackets, skipComment, skipString } from './skip.js';

/** A change to what the parser is given: the text between two offsets is replaced. */
export interface SourceEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  /** Whether it is shown as a mere name, to be read by itself later. */
  readonly isHidden: boolean;
}

const dottedName = /[^\W\d][\w\u0080-\uffff]*(?:[ \t]*\.[ \t]*[^\W\d][\w\u0080-\uffff]*)*|[\u0080-\uffff][\w.\u0080-\uffff]*/y;
const simpleSubject = /[\w.]+[ \t]*:/y;
/** What cannot follow the name `match`. */
const looseWord = /(?!(?:in|is|and|or|if|not)\b)[\w"'\u0080-\uffff]/y;
const caseLine = /(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*case\b/y;
const legacyPrint = /(?:print|exec)(?:[ \t]+(?!(?:in|is|and|or|if|else|for|not[ \t]+in)\b)[\w"'{`\u0080-\uffff]|["']|[ \t]*>>)/y;

/**
 * Looks at the statement that starts at `at` for what is Python and yet beyond the parser's grammar, and adds the edits that
 * show it something of the same meaning or a name in its place.
 */
export function editStatement(text: string, at: number, edits: SourceEdit[]): void {
  switch (text.charCodeAt(at)) {
    case 64: // @
      editDecorator(text, at, edits);
      return;
    case 97: // a
      if (text.startsWith('async', at) && !isNameCode(text.charCodeAt(at + 5))) {
        const next = skipBlanks(text, at + 5);
        if (isWord(text, 'with', next)) editWith(text, next + 4, edits);
      }
      return;
    case 119: // w
      if (isWord(text, 'with', at)) editWith(text, at + 4, edits);
      return;
    case 109: // m
      if (isWord(text, 'match', at)) editMatch(text, at + 5, edits);
      return;
    case 101: // e
    case 112: // p
      editPrint(text, at, edits);
  }
}

/** Decorators of any form: the parser knows names with arguments. */
function editDecorator(text: string, at: number, edits: SourceEdit[]): void {
  const start = skipBlanks(text, at + 1);
  if (isLineEnd(text, start)) {
    replace(at + 1, at + 1, '_', edits);
    return;
  }
  let next = skipBlanks(text, endOfMatch(dottedName, text, start) ?? start);
  if (next > start && text.charCodeAt(next) === 40) next = skipBlanks(text, Math.max(next, skipBrackets(text, next, true)));
  if (next > start && isLineEnd(text, next)) return;
  const end = scanLine(text, start, text.length, () => false);
  hide(text, start, end, edits);
}

/** `with (a as b, c as d):`, and targets that are more than a name. */
function editWith(text: string, at: number, edits: SourceEdit[]): void {
  const start = skipBlanks(text, at);
  if (text.charCodeAt(start) === 40) {
    const close = skipBrackets(text, start, true);
    const after = close < 0 ? -1 : skipBlanks(text, close);
    if (text.charCodeAt(after) === 58 && editTargets(text, start + 1, close - 1, true, edits)) {
      replace(start, start + 1, ' ', edits);
      blankLineBreaks(text, start + 1, close - 1, edits);
      replace(close - 1, close, ' ', edits);
      return;
    }
  }
  editTargets(text, start, text.length, false, edits);
}

/** Hides the targets between two offsets that are no names; whether there is any `as` at all. */
function editTargets(text: string, start: number, end: number, overLines: boolean, edits: SourceEdit[]): boolean {
  let hasTarget = false;
  let at = start;
  while (at >= 0 && at < end) {
    const found = scanLine(text, at, end, (code, offset) => code === 58 || (code === 97 && isWord(text, 'as', offset)));
    if (found < 0 || found >= end) break;
    const code = text.charCodeAt(found);
    if (code !== 97) {
      if (!overLines || code === 58) break;
      at = code === 35 ? skipComment(text, found) : found + 1;
      continue;
    }
    hasTarget = true;
    const target = skipBlanks(text, found + 2);
    const stop = scanLine(text, target, end, (next) => next === 44 || next === 58);
    if (stop < 0) break;
    let last = stop;
    while (last > target && text.charCodeAt(last - 1) <= 32) last--;
    let isName = last > target;
    for (let offset = target; offset < last; offset++) if (!isNameCode(text.charCodeAt(offset))) isName = false;
    if (!isName) hide(text, target, last, edits);
    at = stop;
  }
  return hasTarget;
}

/** What `match` looks at may be any expression; the parser knows simple ones. */
function editMatch(text: string, at: number, edits: SourceEdit[]): void {
  const start = skipBlanks(text, at);
  if (endOfMatch(simpleSubject, text, start) !== undefined) return;
  let colon = -1;
  const end = scanLine(text, start, text.length, (code, offset) => {
    if (code === 58 && text.charCodeAt(offset + 1) !== 61) colon = offset;
    return false;
  });
  if (colon < 0 && endOfMatch(looseWord, text, start) !== undefined) hide(text, at - 5, at, edits);
  if (colon < 0 || end < 0 || skipBlanks(text, colon + 1) !== end) return;
  const lineBreak = text.indexOf('\n', end);
  if (lineBreak < 0 || endOfMatch(caseLine, text, lineBreak + 1) === undefined) return;
  let last = colon;
  while (last > start && text.charCodeAt(last - 1) <= 32) last--;
  hide(text, start, last, edits);
}

/** Python 2's `print a, b`, `print >>f, a` and `exec code in names` read as `return` does. */
function editPrint(text: string, at: number, edits: SourceEdit[]): void {
  if (endOfMatch(legacyPrint, text, at) === undefined) return;
  const keywordEnd = at + (text.charCodeAt(at) === 112 ? 5 : 4);
  const next = skipBlanks(text, keywordEnd);
  replace(at, text.startsWith('>>', next) ? next + 2 : keywordEnd, 'return ', edits);
}

/** Hides a stretch behind a name of the same length. */
function hide(text: string, start: number, end: number, edits: SourceEdit[]): void {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= 32) last--;
  if (last > start) edits.push({ start, end: last, newText: '_'.repeat(last - start), isHidden: true });
}

function replace(start: number, end: number, newText: string, edits: SourceEdit[]): void {
  edits.push({ start, end, newText, isHidden: false });
}

/** Blanks out what ends lines where the brackets around are taken away. */
function blankLineBreaks(text: string, start: number, end: number, edits: SourceEdit[]): void {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) {
      replace(at, at + 1, ' ', edits);
    } else if (code === 35) {
      const stop = Math.min(skipComment(text, at), end);
      replace(at, stop, ' '.repeat(stop - at), edits);
      at = stop - 1;
    } else if (code === 34 || code === 39) {
      at = skipString(text, at, prefixStart(text, at)).end - 1;
    }
  }
}

function isWord(text: string, word: string, at: number): boolean {
  return text.startsWith(word, at) && !isNameCode(text.charCodeAt(at + word.length)) && !(at > 0 && isNameCode(text.charCodeAt(at - 1)));
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === 10 || code === 13 || code === 35;
}

function endOfMatch(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
