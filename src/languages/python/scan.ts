import type { ChangedRange } from '@lezer/common';
import { completeHeader } from './complete.js';
import { editStatement, type SourceEdit } from './headers.js';
import { isNameCode, prefixStart, skipComment, skipString } from './skip.js';

/** What must be shown to the parser as something else, and what helps to find it in the text that comes next. */
export interface ScannedText {
  readonly edits: readonly SourceEdit[];
  /**
   * Where statements start at the beginning of a line, with no bracket open: whatever was before, the text is read from there
   * in the same way. None where there are edits.
   */
  readonly restarts: readonly number[];
}

/** Finds that, going over the text once: with what was found in an earlier text, over what has changed since and a little around it. */
export function findEdits(text: string, before?: ScannedText, change?: ChangedRange): ScannedText {
  const resumed = before && change ? resumeAt(before, change) : undefined;
  const found = scan(text, undefined, resumed);
  if (found.unclosed.size > 0) return { edits: scan(text, found.unclosed, undefined).edits, restarts: [] };
  return { edits: found.edits, restarts: found.edits.length === 0 ? found.restarts : [] };
}

/** Where to start and to stop in a text of which most is known. */
interface Resumed {
  /** The restarts before the change, the last of which to start at. */
  readonly before: readonly number[];
  /** Those behind the change, ascending: when one of them is reached, all that follows is as it was. */
  readonly behind: ReadonlySet<number>;
}

function resumeAt({ restarts }: ScannedText, change: ChangedRange): Resumed | undefined {
  // The statement before the changed one may have looked at what follows it: it is read again.
  const before = restarts.slice(
    0,
    Math.max(
      0,
      restarts.findLastIndex((at) => at < change.fromA),
    ),
  );
  if (before.length === 0) return undefined;
  const moved = change.toB - change.toA;
  return { before, behind: new Set(restarts.filter((at) => at > change.toA).map((at) => at + moved)) };
}

/** Characters that mean something here; all others are a part of names, numbers and operators. */
const ordinary = 0;
const blank = 1;
const special = 2;
const kinds = new Uint8Array(128);
kinds.fill(blank, 0, 33);
for (const character of '\n\r\f#"\'\\()[]{},.:;lL') kinds[character.charCodeAt(0)] = special;

/** What nobody starts a line of arguments with: a line that looks like this, and is not indented further, starts a statement. */
const statementLine =
  /(?:async[ \t]+)?(?:def|class|with|for|while|try|if|elif|else|except|finally|import|from|return|raise|pass|break|continue|del|global|nonlocal|assert|match|print)\b|@|[^\W\d][\w.]*[ \t]*(?:[-+*/%|&]?=(?!=)(?!.*,[ \t]*$)|:|\(|\[|,)/my;

/** What nobody writes within the brackets of a header that is indented further: the first line of its body. */
const bodyLine =
  /(?:(?:async[ \t]+)?(?:def|class|with|while|try|import|return|raise|pass|break|continue|del|global|assert)\b|(?:for|if)\b.*:[ \t]*$|from\b.*\bimport\b|[^\W\d][\w.]*[ \t]+[-+*/]?=[ \t](?!.*,[ \t]*$)|""")/my;

/** After these an operand must follow; `*` and `/` may stand alone among parameters. */
const operators = '=+-%<>|&^@~';

/** With these the keywords of compound statements start. */
const headerLetters = 'acdefitw';

interface Scan {
  readonly text: string;
  readonly edits: SourceEdit[];
  /** Where the brackets stand that are open. */
  readonly open: number[];
  /** Where brackets stand that nobody closes. */
  readonly unclosed: Set<number>;
  /** The last character that is neither blank nor comment. */
  last: number;
  /** Where the last string ends that nobody closed, and its quote. */
  openStringEnd: number;
  openQuote: string;
  /** How far the statement at hand is indented. */
  indentation: number;
  /** Where the statement at hand starts, and whether there is a colon in it outside of brackets. */
  statement: number;
  hasColon: boolean;
  /** Whether one of the open brackets is known to be unclosed. */
  isSwallowing: boolean;
  /** See ScannedText. */
  readonly restarts: number[];
  readonly resumed: Resumed | undefined;
  /** Whether all that follows is known. */
  isDone: boolean;
}

/**
 * Goes over a text once. `given` are the brackets that are known to be unclosed: a statement that seems to start within one of
 * them does, and the brackets are closed before it. Otherwise they would swallow the rest of the file.
 */
function scan(text: string, given: ReadonlySet<number> | undefined, resumed: Resumed | undefined): Scan {
  const state: Scan = {
    text,
    edits: [],
    open: [],
    unclosed: new Set(),
    last: -1,
    openStringEnd: -1,
    openQuote: '',
    indentation: 0,
    statement: text.length,
    hasColon: false,
    isSwallowing: false,
    restarts: resumed ? resumed.before.slice(0, -1) : [],
    resumed,
    isDone: false,
  };
  const { open } = state;
  const hasReturns = text.includes('\r');
  const hasMark = text.charCodeAt(0) === 0xfeff;
  if (hasMark) replace(state, 0, 1, ' ');
  const start = resumed?.before.at(-1) ?? (hasMark ? 1 : 0);
  startLine(state, start);
  let last = -1;
  for (let at = start; at < text.length && !state.isDone; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? kinds[code] : ordinary;
    if (kind === ordinary) {
      last = at;
      continue;
    }
    if (kind === blank) continue;
    state.last = last;
    switch (code) {
      case 10: // line feed
        startLine(state, at + 1);
        continue;
      case 13: // carriage return
        if (text.charCodeAt(at + 1) !== 10) startLine(state, at + 1);
        continue;
      case 12: // A form feed before a statement counts as no indentation.
        replace(state, at, 1, isLineStart(text, at) && !isLineBreak(text.charCodeAt(at + 1)) ? '' : ' ');
        continue;
      case 35: // #
        at = skipComment(text, at) - 1;
        continue;
      case 34: // quotes
      case 39: {
        const start = prefixStart(text, at);
        const string = skipString(text, at, start);
        if (string.isBroken) hideFormat(state, start, at);
        else if (start < at) editPrefix(state, start, at);
        if (hasReturns) editContinuedLines(state, at, string.end);
        if (!string.isClosed) {
          state.openStringEnd = string.end - 1;
          state.openQuote = text.charAt(at);
        }
        at = string.end - 1;
        last = at;
        continue;
      }
      case 92: // backslash
        at = continueLine(state, at);
        continue;
      case 40: // opening brackets
      case 91:
      case 123:
        open.push(at);
        if (given?.has(at)) state.isSwallowing = true;
        break;
      case 41: // closing brackets
      case 93:
      case 125:
        if (lacksOperand(state)) insert(state, at, '_');
        close(state, at, code);
        break;
      case 44: // comma
        if (open.length > 0 && lacksOperand(state)) insert(state, at, '_');
        break;
      case 46: // dot
        if (isEndOfInteger(text, at)) replace(state, at, 1, '_');
        break;
      case 76: // L
      case 108:
        if (isLongSuffix(text, at)) replace(state, at, 1, '_');
        break;
      default: // colon and semicolon
        if (open.length > 0) break;
        if (code === 58 && text.charCodeAt(at + 1) !== 61) state.hasColon = true;
        startInline(state, at + 1);
    }
    last = at;
  }
  if (state.isDone) return state;
  state.last = last;
  if (open.length === 0) endStatement(state, false);
  for (const at of open) state.unclosed.add(at);
  return state;
}

function startLine(state: Scan, lineStart: number): void {
  const { text, open } = state;
  let at = lineStart;
  let column = 0;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code === 32) column++;
    else if (code === 9) column += 8 - (column % 8);
    else if (code === 12) column = 0;
    else break;
  }
  if (at >= text.length || isLineBreak(text.charCodeAt(at)) || text.charCodeAt(at) === 35) return;
  if (open.length > 0) {
    if (!state.isSwallowing || !startsStatement(state, at, column)) return;
    closeAll(state);
    endStatement(state, true);
  } else {
    endStatement(state, false);
    if (at === lineStart && isNameCode(text.charCodeAt(at))) restart(state, at);
    if (state.isDone) return;
  }
  state.statement = at;
  state.hasColon = false;
  state.indentation = column;
  editStatement(text, at, state.edits);
}

/** Notes a place from which a text is read in the same way, whatever was before; what follows one behind the change is known. */
function restart(state: Scan, at: number): void {
  const { resumed } = state;
  if (resumed?.behind.has(at) && state.unclosed.size === 0) {
    for (const next of resumed.behind) if (next >= at) state.restarts.push(next);
    state.isDone = true;
  } else {
    state.restarts.push(at);
  }
}

/** Whether a line within brackets that nobody closes starts a statement, by its looks. */
function startsStatement({ text, statement, indentation, last }: Scan, at: number, column: number): boolean {
  const pattern = column > indentation ? bodyLine : statementLine;
  pattern.lastIndex = at;
  return pattern.test(text) && (column <= indentation || completeHeader(text.slice(statement, last + 1)) !== undefined);
}

/** The first line of a compound statement gets what it lacks; where its brackets were closed for it, that is the colon. */
function endStatement(state: Scan, isClosed: boolean): void {
  const { text, statement, last } = state;
  if (state.hasColon || !headerLetters.includes(text.charAt(statement))) return;
  const lacking = completeHeader(text.slice(statement, last + 1));
  if (lacking !== undefined) insert(state, last + 1, isClosed ? ':' : lacking);
}

/** Looks at a backslash outside of strings, and gives the offset of the last character that belongs to it. */
function continueLine(state: Scan, at: number): number {
  const { text } = state;
  const isWide = text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10;
  const end = at + (isWide ? 3 : 2);
  if (!isLineBreak(text.charCodeAt(at + 1))) return at + 1;
  let next = end;
  while (text.charCodeAt(next) === 32 || text.charCodeAt(next) === 9) next++;
  // The parser would go on behind a blank line, which ends the statement.
  if (state.open.length === 0 && (next >= text.length || isLineBreak(text.charCodeAt(next)))) {
    replace(state, at, 1, ' ');
    return at;
  }
  if (isWide) replace(state, at, 3, ' \\\n');
  return end - 1;
}

/** What follows a colon or a semicolon may be a statement of Python 2. */
function startInline(state: Scan, at: number): void {
  let next = at;
  while (state.text.charCodeAt(next) === 32) next++;
  const code = state.text.charCodeAt(next);
  if (code === 112 || code === 101) editStatement(state.text, next, state.edits);
}

/** Closes whatever is open behind the last character. */
function closeAll(state: Scan): void {
  const at = state.last + 1;
  let closers = state.openStringEnd === state.last ? state.openQuote : lacksOperand(state) ? '_' : '';
  for (let next = state.open.pop(); next !== undefined; next = state.open.pop()) closers += closerOf(state.text.charCodeAt(next));
  insert(state, at, closers);
  state.isSwallowing = false;
}

/** Takes away the bracket that a closing one closes; those that are open within it get their own. */
function close(state: Scan, at: number, code: number): void {
  const { text, open } = state;
  const opener = code === 41 ? 40 : code - 2;
  let depth = open.length - 1;
  while (depth >= 0 && text.charCodeAt(open[depth] ?? 0) !== opener) depth--;
  if (depth < 0) return;
  let closers = '';
  while (open.length > depth + 1) {
    const other = open.pop() ?? 0;
    closers += closerOf(text.charCodeAt(other));
    state.unclosed.add(other);
  }
  if (closers !== '') insert(state, at, closers);
  open.pop();
}

function closerOf(code: number): string {
  return code === 40 ? ')' : code === 91 ? ']' : '}';
}

/** Whether an operand should stand between the last character and the next one. */
function lacksOperand(state: Scan): boolean {
  const { text, last, open } = state;
  const character = text.charAt(last);
  if (character === '.') return text.charCodeAt(last - 1) !== 46 && !isEndOfInteger(text, last);
  if (character === ':') return text.charCodeAt(open.at(-1) ?? last) === 123;
  return character !== '' && operators.includes(character);
}

/** Whether a dot ends a number: `0.`, `1.e5`, `255. * x`. */
function isEndOfInteger(text: string, dot: number): boolean {
  if (isDigit(text.charCodeAt(dot + 1))) return false;
  const start = integerStart(text, dot);
  return start < dot && text.charCodeAt(start - 1) !== 46;
}

/** Python 2's `10L`. */
function isLongSuffix(text: string, at: number): boolean {
  if (!isDigit(text.charCodeAt(at - 1)) || isNameCode(text.charCodeAt(at + 1))) return false;
  return integerStart(text, at) < at;
}

/** Where the digits start that end at an offset; the offset itself where they are a part of a name. */
function integerStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && (isDigit(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === 95)) start--;
  return start < end && isDigit(text.charCodeAt(start)) && !(start > 0 && isNameCode(text.charCodeAt(start - 1))) ? start : end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Template strings read as f-strings do; Python 2's `ur"..."` as a raw string. */
function editPrefix(state: Scan, start: number, quote: number): void {
  for (let at = start; at < quote; at++) {
    const letter = state.text.charCodeAt(at) | 0x20;
    if (letter === 116) replace(state, at, 1, 'f');
    else if (letter === 117 && quote - start > 1) replace(state, at, 1, ' ');
  }
}

/** An f-string with a hole that nobody closes would swallow what follows: the parser is shown a string without holes. */
function hideFormat(state: Scan, start: number, quote: number): void {
  for (let at = start; at < quote; at++) {
    const letter = state.text.charCodeAt(at) | 0x20;
    if (letter === 102 || letter === 116) replace(state, at, 1, 'b');
  }
}

/** The parser knows line breaks of one character behind a backslash. */
function editContinuedLines(state: Scan, start: number, end: number): void {
  for (let at = state.text.indexOf('\\\r\n', start); at >= 0 && at < end; at = state.text.indexOf('\\\r\n', at + 3))
    replace(state, at, 3, ' \\\n');
}

/** Whether nothing but blanks stands before an offset in its line. */
function isLineStart(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && (text.charCodeAt(start - 1) === 32 || text.charCodeAt(start - 1) === 9 || text.charCodeAt(start - 1) === 12)) start--;
  return start === 0 || isLineBreak(text.charCodeAt(start - 1));
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function insert(state: Scan, at: number, newText: string): void {
  state.edits.push({ start: at, end: at, newText, isHidden: false });
}

function replace(state: Scan, at: number, length: number, newText: string): void {
  state.edits.push({ start: at, end: at + length, newText, isHidden: false });
}
