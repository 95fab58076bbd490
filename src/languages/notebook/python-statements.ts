/** What the scan meets, in the order of the text. The visitor answers where to go on, or undefined to read on as Python. */
export interface StatementVisitor {
  /** A statement begins at `at`, which is neither a blank nor the start of a comment. */
  statement(at: number): number | undefined;
  /** A `=` that assigns, outside of brackets, ends before `at`. */
  assignment(at: number): number | undefined;
  /** A `?` outside of strings and brackets: no Python, but a question to the notebook. */
  question(at: number, statement: number): number | undefined;
}

const name = /[^\s"'#()[\]{}\\=?!<>:;]+/y;

/**
 * Goes through Python as far as is needed to tell where statements begin: strings, comments, brackets, continued lines.
 * Gives the start of the last statement if its bracket or string is never closed, else undefined.
 */
export function scanStatements(text: string, from: number, visitor: StatementVisitor): number | undefined {
  let at = from;
  let depth = 0;
  let statement: number | undefined;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\n' || character === '\r') {
      at++;
      if (depth > 0 && startsCommand(text, at)) depth = 0;
      if (depth === 0) statement = undefined;
      continue;
    }
    if (character === ' ' || character === '\t' || character === '\f') {
      at++;
      continue;
    }
    if (character === '#') {
      at = lineEnd(text, at);
      continue;
    }
    if (statement === undefined) {
      statement = at;
      const next = visitor.statement(at);
      if (next !== undefined) {
        at = Math.max(next, at + 1);
        continue;
      }
    }
    if (character === '"' || character === "'") {
      const end = stringEnd(text, at);
      if (end === undefined) return statement;
      at = end;
    } else if (character === '(' || character === '[' || character === '{') {
      depth++;
      at++;
    } else if (character === ')' || character === ']' || character === '}') {
      depth = Math.max(depth - 1, 0);
      at++;
    } else if (character === '\\') {
      // A continued line goes on with the statement.
      at += text.startsWith('\r\n', at + 1) ? 3 : 2;
    } else if (character === '?') {
      at = Math.max((depth === 0 ? visitor.question(at, statement) : undefined) ?? at + 1, at + 1);
    } else if (character === '=' && depth === 0 && text[at + 1] !== '=' && !/[=!<>:]/.test(text[at - 1] ?? '')) {
      at = Math.max(visitor.assignment(at + 1) ?? at + 1, at + 1);
    } else {
      name.lastIndex = at;
      at = name.test(text) ? name.lastIndex : at + 1;
    }
  }
  return depth > 0 ? statement : undefined;
}

/** Where the line ends that holds an offset, before its line break. */
export function lineEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end++) if (text[end] === '\n' || text[end] === '\r') return end;
  return text.length;
}

/** The offset behind a string; at the end of its line where it is not closed there; undefined for three quotes without an end. */
function stringEnd(text: string, at: number): number | undefined {
  const quote = text[at] ?? '';
  const isLong = text.startsWith(quote.repeat(3), at);
  for (let place = at + (isLong ? 3 : 1); place < text.length; place++) {
    const character = text[place];
    if (character === '\\') place += text.startsWith('\r\n', place + 1) ? 2 : 1;
    else if (isLong ? text.startsWith(quote.repeat(3), place) : character === quote) return place + (isLong ? 3 : 1);
    else if (!isLong && (character === '\n' || character === '\r')) return place;
  }
  return isLong ? undefined : text.length;
}

/** Whether a line holds a command of the shell: within brackets that are never closed, since `!` begins nothing in Python. */
function startsCommand(text: string, at: number): boolean {
  return /^[ \t]*!(?!=)/.test(text.slice(at, lineEnd(text, at)));
}
