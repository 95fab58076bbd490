import type { DocumentPart, SourceDocument } from '../../text/document.js';
import { createDocument } from '../../text/document.js';
import { buildPieceMap } from '../../text/piece-map.js';
import type { Span } from '../../text/span.js';

type Quotes = '' | "'" | '"';

/** A word as the program gets it, with marks for what only the running shell knows. */
export interface ShellValue {
  /** A part of the document that the word stands in. A value that is not known is one character, `isHole`. */
  readonly document: SourceDocument;
  /** What stands for a hole of the text, as it is written: `$NAME`. */
  expressionAt(hole: string): string;
}

const firstHole = 0xe000;
const holes = /[\uE000-\uF8FF]/;

/** Whether a text has a part that is not known. */
export function hasHole(text: string): boolean {
  return holes.test(text);
}

/** The parts of a text, undefined for each that is not known. */
export function piecesOf(text: string): readonly (string | undefined)[] {
  return text
    .split(/([\uE000-\uF8FF])/)
    .filter((piece) => piece !== '')
    .map((piece) => (holes.test(piece) ? undefined : piece));
}

/**
 * Reads a word with its quotes taken away, so that each of its characters keeps its place. In JSON a value that is not known
 * stands between quotes, whether the shell's word has them or not.
 */
export function readShellValue(container: SourceDocument, source: string, span: Span): ShellValue {
  const map = buildPieceMap();
  const quoting: Quotes[] = [];
  const expressions: string[] = [];
  const isJson = /^['"\\\s]*[[{]/.test(source);
  let text = '';
  let quotes: Quotes = '';
  let isInString = false;

  const put = (characters: string, at: number, length: number): void => {
    if (characters.length === length) map.copy(span.start + at, length);
    else map.replace(span.start + at, characters.length, length);
    for (const character of characters) {
      if (character === '"' && !text.endsWith('\\')) isInString = !isInString;
      text += character;
      quoting.push(quotes);
    }
  };
  const putHole = (at: number, length: number): void => {
    const hole = String.fromCharCode(firstHole + expressions.length);
    expressions.push(source.slice(at, at + length));
    put(isJson && !isInString ? `"${hole}"` : hole, at, length);
  };

  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (quotes === "'" ? character === "'" : character === '"' && quotes === '"') {
      quotes = '';
      at++;
    } else if (quotes === "'") put(character, at++, 1);
    else if (quotes === '' && (character === "'" || character === '"')) {
      quotes = character;
      at++;
    } else if (character === '\\') {
      if (next === '\n') at += 2;
      else if (quotes === '' || /["\\$`]/.test(next)) {
        put(next, at, 2);
        at += 2;
      } else put(character, at++, 1);
    } else if (character === '$' || character === '`') {
      const length = expansionLength(source.slice(at));
      if (length > 0) putHole(at, length);
      else put(character, at, 1);
      at += Math.max(length, 1);
    } else put(character, at++, 1);
  }
  const finished = map.finish(span.start);
  const part: DocumentPart = {
    container,
    toContainer: finished.toSource,
    encode: (newText, place) => encode(newText, quoting[place.start] ?? quoting.at(-1) ?? ''),
  };
  return {
    document: createDocument(container.path, text, part),
    expressionAt: (hole) => expressions[hole.charCodeAt(0) - firstHole] ?? '',
  };
}

/** How long what the shell puts a value in the place of is: `$NAME`, `${NAME:-x}`, `$(command)`; 0 for a plain dollar sign. */
function expansionLength(text: string): number {
  const simple = /^\$(?:\w+|[@*#?$!-])|^`[^`]*`/.exec(text);
  if (simple) return simple[0].length;
  const open = text[1];
  if (open !== '{' && open !== '(') return 0;
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return text.length;
}

function encode(newText: string, quotes: Quotes): string {
  if (quotes === "'") return newText.replace(/'/g, "'\\''");
  if (quotes === '"') return newText.replace(/["\\$`]/g, '\\$&');
  return /^[\w/.:=,@%+-]*$/.test(newText) ? newText : `'${newText.replace(/'/g, "'\\''")}'`;
}
