/**
 * Finding one's way through Python text without parsing it: over strings, comments and brackets.
 * All offsets are UTF-16 offsets of the text at hand.
 */

/** What `skipString` found. */
export interface SkippedString {
  /** The offset behind the string; of one that nobody closed, where it is given up. */
  readonly end: number;
  readonly isClosed: boolean;
  /** Whether a hole of an f-string was not closed: then its rest was taken for plain text. */
  readonly isBroken: boolean;
}

/** How far a closing bracket is looked for: broken text must not be gone over again and again. */
const farthest = 20_000;
/** How deep strings in the holes of strings are followed. */
const deepestHole = 6;

const letterOrDigit = /[\w\u0080-\uffff]/;

/** Whether a character may stand in a name. */
export function isNameCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57) || code >= 128;
}

/** Where the letters before a quote start that make it an f-string and the like; the quote's offset where there are none. */
export function prefixStart(text: string, quote: number): number {
  let start = quote;
  while (start > 0 && quote - start < 3 && isPrefixCode(text.charCodeAt(start - 1) | 0x20)) start--;
  return start > 0 && letterOrDigit.test(text.charAt(start - 1)) ? quote : start;
}

/** b, f, r, t or u. */
function isPrefixCode(code: number): boolean {
  return code === 98 || code === 102 || code === 114 || code === 116 || code === 117;
}

/** Skips the string whose opening quote stands at `quote`. */
export function skipString(text: string, quote: number, start: number, depth = 0): SkippedString {
  let isFormat = false;
  for (let at = start; at < quote; at++) {
    const code = text.charCodeAt(at) | 0x20;
    if ((code === 102 || code === 116) && depth < deepestHole) isFormat = true;
  }
  const mark = text.charAt(quote);
  const isLong = text.startsWith(mark + mark, quote + 1);
  if (isLong && !isFormat) return skipLongString(text, quote, mark.repeat(3));
  const markCode = text.charCodeAt(quote);
  let at = quote + (isLong ? 3 : 1);
  let isBroken = false;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) {
      // A line break of two characters is escaped as one.
      if (text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10) at++;
      at++;
    } else if (code === markCode) {
      if (!isLong) return { end: at + 1, isClosed: true, isBroken };
      if (text.startsWith(mark + mark, at + 1)) return { end: at + 3, isClosed: true, isBroken };
    } else if (!isLong && (code === 10 || code === 13)) {
      return { end: at, isClosed: false, isBroken };
    } else if (isFormat && code === 123) {
      if (text.charCodeAt(at + 1) === 123) {
        at++;
      } else {
        // Since 3.12 a hole may go over lines in short strings, too: taken for one where its first line is empty.
        const end = skipHole(text, at, isLong || endsLine(text, at + 1), depth + 1);
        if (end > 0) at = end - 1;
        else {
          isBroken = true;
          isFormat = false;
        }
      }
    }
  }
  return { end: text.length, isClosed: false, isBroken };
}

function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(skipBlanks(text, at));
  return code === 10 || code === 13 || code === 35;
}

/** The offset behind the hole of an f-string that opens at `open`, with its format, or -1 where nobody closes it. */
function skipHole(text: string, open: number, overLines: boolean, depth: number): number {
  const end = Math.min(text.length, open + farthest);
  const hasFormat = (at: number) => text.charCodeAt(at) === 58 && text.charCodeAt(at + 1) !== 61;
  for (let at = open + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 125) return at + 1;
    if (hasFormat(at)) return skipFormat(text, at + 1, overLines, depth);
    if (code === 40 || code === 91 || code === 123) {
      const behind = skipBrackets(text, at, overLines, depth);
      if (behind < 0) return -1;
      at = behind - 1;
    } else if (code === 34 || code === 39) {
      const string = skipString(text, at, prefixStart(text, at), depth);
      if (!string.isClosed || string.isBroken) return -1;
      at = string.end - 1;
    } else if (code === 41 || code === 93 || (!overLines && (code === 10 || code === 13))) {
      return -1;
    } else if (code === 35) {
      at = skipComment(text, at) - 1;
    }
  }
  return -1;
}

/** Behind the colon any character may stand, and holes. */
function skipFormat(text: string, start: number, overLines: boolean, depth: number): number {
  const end = Math.min(text.length, start + farthest);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 125) return at + 1;
    if (!overLines && (code === 10 || code === 13)) return -1;
    if (code !== 123) continue;
    const behind = depth < deepestHole ? skipHole(text, at, overLines, depth + 1) : -1;
    if (behind < 0) return -1;
    at = behind - 1;
  }
  return -1;
}

function skipLongString(text: string, quote: number, marks: string): SkippedString {
  let at = quote + 3;
  for (;;) {
    const found = text.indexOf(marks, at);
    if (found < 0) return { end: text.length, isClosed: false, isBroken: false };
    let backslashes = 0;
    while (found - backslashes > quote + 3 && text.charCodeAt(found - backslashes - 1) === 92) backslashes++;
    if (backslashes % 2 === 0) return { end: found + 3, isClosed: true, isBroken: false };
    at = found + 1;
  }
}

/** The offset of the line break that ends a comment, or of the text's end. */
export function skipComment(text: string, hash: number): number {
  const lineFeed = text.indexOf('\n', hash);
  const end = lineFeed < 0 ? text.length : lineFeed;
  // A lone carriage return ends a line, too.
  const carriageReturn = text.slice(hash, end).indexOf('\r');
  return carriageReturn < 0 ? end : hash + carriageReturn;
}

/**
 * The offset behind the bracket that closes the one at `open`, or -1 where none does.
 * It gives up after 20,000 characters and, without `overLines`, at a line break.
 */
export function skipBrackets(text: string, open: number, overLines: boolean, depth = 0): number {
  const closers: number[] = [];
  const end = Math.min(text.length, open + farthest);
  for (let at = open; at < end; at++) {
    const code = text.charCodeAt(at);
    switch (code) {
      case 40:
        closers.push(41);
        break;
      case 91:
        closers.push(93);
        break;
      case 123:
        closers.push(125);
        break;
      case 41:
      case 93:
      case 125:
        if (closers.pop() !== code) return -1;
        if (closers.length === 0) return at + 1;
        break;
      case 34:
      case 39: {
        const string = skipString(text, at, prefixStart(text, at), depth);
        if (!string.isClosed || string.isBroken) return -1;
        at = string.end - 1;
        break;
      }
      case 35:
        at = skipComment(text, at) - 1;
        break;
      case 10:
      case 13:
        if (!overLines) return -1;
    }
  }
  return -1;
}

/** The offset of the first character from `at` on that is no blank (continued lines are blanks). */
export function skipBlanks(text: string, at: number): number {
  let next = at;
  for (;;) {
    const code = text.charCodeAt(next);
    if (code === 32 || code === 9 || code === 12) next++;
    else if (code === 92 && text.charCodeAt(next + 1) === 10) next += 2;
    else if (code === 92 && text.charCodeAt(next + 1) === 13 && text.charCodeAt(next + 2) === 10) next += 3;
    else return next;
  }
}

/**
 * Goes over the characters of a logical line outside of strings, comments and brackets, from `at` on, and calls `visit` for each;
 * it stops where `visit` answers true, at the line's end, or at `end`, and gives that offset; -1 where a bracket is not closed.
 */
export function scanLine(text: string, at: number, end: number, visit: (code: number, at: number) => boolean): number {
  for (let next = at; next < end; next++) {
    const code = text.charCodeAt(next);
    switch (code) {
      case 10:
      case 13:
      case 35:
        return next;
      case 92:
        next = Math.max(next, skipBlanks(text, next) - 1);
        break;
      case 34:
      case 39:
        next = skipString(text, next, prefixStart(text, next)).end - 1;
        break;
      case 40:
      case 91:
      case 123: {
        if (visit(code, next)) return next;
        const behind = skipBrackets(text, next, true);
        if (behind < 0) return -1;
        next = behind - 1;
        break;
      }
      default:
        if (visit(code, next)) return next;
    }
  }
  return end;
}
