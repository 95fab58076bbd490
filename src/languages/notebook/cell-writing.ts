import { lineBreakOf } from '../../text/edit.js';
import { buildPieceMap, type PieceMap, type PieceMapBuilder } from '../../text/piece-map.js';
import type { Span } from '../../text/span.js';
import { elementsAt, membersAt, skipBlanks, skipString } from './json-places.js';

/** How the source of one cell is written in the JSON of its notebook. */
export interface CellWriting {
  /** From the cell's source to the file's text. */
  readonly map: PieceMap;
  /** How a text that takes the place of `at` in `source` is written. */
  encode(newText: string, at: Span, source: string): string;
}

/** How a whole file is written, found out when the first edit asks. */
interface FileStyle {
  /** What stands between two strings of a list, quotes included, in the first cell with several lines. */
  readonly separator: string;
  /** Characters beyond ASCII are written as `\uXXXX`. */
  readonly isAscii: boolean;
}

/** The writings of all cells of a text that is known to be a notebook, by index. One pass over the text. */
export function findCellWritings(text: string): ReadonlyMap<number, CellWriting> {
  const sources = findSources(text);
  let style: FileStyle | undefined;
  const styleOf = (): FileStyle => {
    style ??= findStyle(text, sources);
    return style;
  };
  return new Map([...sources].map(([index, at]) => [index, createWriting(text, at, styleOf)]));
}

/** Where the value of each cell's source starts. */
function findSources(text: string): ReadonlyMap<number, number> {
  const root = membersAt(text, skipBlanks(text, text.startsWith('\uFEFF') ? 1 : 0), ['cells', 'worksheets']);
  const list = root.get('cells');
  const isNew = list !== undefined && text[list] === '[';
  const lists = isNew
    ? [list]
    : elementsAt(text, root.get('worksheets')).flatMap((sheet) => membersAt(text, sheet, ['cells']).get('cells') ?? []);
  const cells = lists.flatMap((start) => elementsAt(text, start));
  return new Map(
    cells.flatMap((cell, index): [number, number][] => {
      const members = membersAt(text, cell, ['source', 'input']);
      const source = members.get('source');
      const at = source === undefined || text.startsWith('null', source) ? members.get('input') : source;
      return at === undefined ? [] : [[index, at]];
    }),
  );
}

function createWriting(text: string, at: number, styleOf: () => FileStyle): CellWriting {
  const isList = text[at] === '[';
  let map: PieceMap | undefined;
  let lineBreak: string | undefined;
  let strings: readonly number[] | undefined;
  const stringsOf = (): readonly number[] => {
    strings ??= isList ? elementsAt(text, at).filter((start) => text[start] === '"') : text[at] === '"' ? [at] : [];
    return strings;
  };
  return {
    get map() {
      map ??= mapOf(text, stringsOf(), at);
      return map;
    },
    encode(newText, span, source) {
      lineBreak ??= lineBreakOf(source);
      const replacesBreak = /[\r\n]/.test(source.slice(span.start, span.end));
      const plain = replacesBreak || lineBreak === '\n' ? newText : newText.replace(/\r?\n/g, lineBreak);
      const escaped = (line: string): string => jsonText(line, styleOf().isAscii);
      if (!isList) return escaped(plain);
      const lines = plain.split(/(?<=\n)/);
      const [first] = stringsOf();
      // A list without a string has no quotes yet to write within.
      if (first === undefined) return plain === '' ? '' : lines.map((line) => `"${escaped(line)}"`).join(', ');
      // At the end of a string the break ends it, and the next one is there already or not needed.
      if (lines.length > 0 && plain.endsWith('\n') && text[this.map.toSource(span).end] !== '"') lines.push('');
      return lines.map(escaped).join(separatorOf(text, stringsOf()) ?? styleOf().separator);
    },
  };
}

/** The characters of the strings that start at `strings`, in order; `at` is where the cell's source starts. */
function mapOf(text: string, strings: readonly number[], at: number): PieceMap {
  const builder = buildPieceMap();
  for (const start of strings) addString(builder, text, start + 1);
  return builder.finish(Math.min((strings[0] ?? at) + 1, text.length));
}

const unescaped = /[^\\"]*/y;

function addString(builder: PieceMapBuilder, text: string, start: number): void {
  for (let done = start; ; ) {
    unescaped.lastIndex = done;
    unescaped.test(text);
    const stop = unescaped.lastIndex;
    builder.copy(done, stop - done);
    if (text[stop] !== '\\') return;
    const length = text[stop + 1] === 'u' ? 6 : 2;
    builder.replace(stop, 1, length);
    done = stop + length;
  }
}

/** What stands between the last two strings of a list, if that is all: a list may hold other values by mistake. */
function separatorOf(text: string, strings: readonly number[]): string | undefined {
  const [before, last] = strings.slice(-2);
  if (before === undefined || last === undefined) return undefined;
  const separator = text.slice(skipString(text, before) - 1, last + 1);
  return /^"\s*,\s*"$/.test(separator) ? separator : undefined;
}

function findStyle(text: string, sources: ReadonlyMap<number, number>): FileStyle {
  let separator: string | undefined;
  // With no list of two lines anywhere, the blanks before the only line of one tell how the next would be indented.
  let opening: string | undefined;
  for (const at of sources.values()) {
    const strings = elementsAt(text, at).filter((start) => text[start] === '"');
    separator = separatorOf(text, strings);
    if (separator !== undefined) break;
    if (strings.length === 1 && strings[0] === skipBlanks(text, at + 1)) opening ??= text.slice(at + 1, strings[0]);
  }
  return {
    separator: separator ?? `",${opening || ' '}"`,
    // Where it has both, it is no rule of this file.
    isAscii: !/[^\0-\x7F\uFEFF]/.test(text) && /\\u(?!00[0-7])[0-9a-f]{4}/i.test(text),
  };
}

function jsonText(text: string, isAscii: boolean): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  if (!isAscii) return escaped;
  return escaped.replace(/[^\0-\x7F]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
