import type { Span } from '../../text/span.js';
import type { NginxDirective, NginxSyntax, NginxWord } from './syntax.js';

/** A directive whose block is still open. */
interface OpenBlock {
  readonly words: readonly NginxWord[];
  readonly start: number;
  readonly directives: NginxDirective[];
}

/**
 * Reads an nginx.conf as nginx does: words end at blanks, `;`, `{` and `}`; quotes and comments count at the start of a
 * word only; the brace of `${name}` opens no block. Templates are read as well. Never throws, and never nests itself:
 * what is half typed gives directives that are not terminated and blocks that are not closed.
 */
export function parseNginx(text: string): NginxSyntax {
  const root: NginxDirective[] = [];
  const open: OpenBlock[] = [];
  let words: NginxWord[] = [];
  let offset = text.startsWith('\uFEFF') ? 1 : 0;

  const add = (directive: NginxDirective): void => {
    (open.at(-1)?.directives ?? root).push(directive);
  };
  const endWords = (end: number, isTerminated: boolean): void => {
    if (words.length > 0) add(makeDirective(words, end, isTerminated, undefined));
    words = [];
  };
  const closeBlock = (end: number, isClosed: boolean): void => {
    const block = open.pop();
    if (block)
      add(makeDirective(block.words, end, isClosed, { span: { start: block.start, end }, directives: block.directives, isClosed }));
  };

  while (offset < text.length) {
    const character = text[offset] ?? '';
    if (/\s/.test(character)) {
      offset++;
    } else if (character === '#') {
      offset = endOfLine(text, offset);
    } else if (character === ';') {
      offset++;
      endWords(offset, true);
    } else if (character === '}') {
      endWords(words.at(-1)?.span.end ?? offset, false);
      offset++;
      closeBlock(offset, true);
    } else if (character === '{' && text[offset + 1] !== '{' && text[offset + 1] !== '%') {
      const start = offset;
      if (/_by_lua_block$/.test(words[0]?.text ?? '')) {
        // Lua follows rules of its own; what it does is nobody's guess.
        offset = endOfBraces(text, offset);
        add(makeDirective(words, offset, true, { span: { start, end: offset }, directives: [], isClosed: true }));
      } else {
        offset++;
        open.push({ words, start, directives: [] });
      }
      words = [];
    } else {
      const word = readWord(text, offset);
      words.push(word);
      offset = word.span.end;
    }
  }
  endWords(words.at(-1)?.span.end ?? offset, false);
  while (open.length > 0) closeBlock(text.length, false);
  return { text, directives: root };
}

function makeDirective(
  [name, ...words]: readonly NginxWord[],
  end: number,
  isTerminated: boolean,
  block: NginxDirective['block'],
): NginxDirective {
  const nameSpan = name?.span ?? emptyAt(block?.span.start ?? end);
  return {
    name: name?.text ?? '',
    nameSpan,
    isPlaceholder: name !== undefined && !name.isLiteral,
    words,
    span: { start: nameSpan.start, end },
    block,
    isTerminated,
  };
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}

function readWord(text: string, start: number): NginxWord {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    let end = start + 1;
    while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
    const content = text.slice(start + 1, end);
    return { text: content, span: { start, end: Math.min(end + 1, text.length) }, isQuoted: true, isLiteral: isLiteral(content) };
  }
  let end = start;
  while (end < text.length) {
    const character = text[end] ?? '';
    const next = text[end + 1];
    const closing =
      character === '{' && next === '{'
        ? '}}'
        : character === '{' && next === '%'
          ? '%}'
          : character === '$' && next === '{'
            ? '}'
            : undefined;
    if (closing !== undefined) {
      const line = text.slice(end, endOfLine(text, end));
      const found = line.indexOf(closing);
      end += found < 0 ? line.length : found + closing.length;
    } else if (/[\s;{}]/.test(character)) {
      break;
    } else {
      end += character === '\\' && next !== undefined ? 2 : 1;
    }
  }
  const word = text.slice(start, end);
  return { text: word, span: { start, end }, isQuoted: false, isLiteral: isLiteral(word) };
}

/** Whether a text is what nginx gets to read: a `$` before a letter is a variable of nginx, or one that a script fills in before. */
function isLiteral(text: string): boolean {
  return !/\$\{?\w|%\w+%|\{\{|\{%|@@?[A-Z_]{2,}@|<[A-Z_]{2,}>|__[A-Z_]+__/.test(text);
}

function endOfLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** The offset behind the brace that closes the one at `offset`, strings skipped. */
function endOfBraces(text: string, offset: number): number {
  let depth = 0;
  for (let index = offset; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '{') depth++;
    else if (character === '}') {
      depth--;
      if (depth === 0) return index + 1;
    } else if (character === '"' || character === "'") {
      const end = text.indexOf(character, index + 1);
      if (end > 0 && end < endOfLine(text, index)) index = end;
    }
  }
  return text.length;
}
