/**
 * Finds values in JSON text. Everything here expects text that JSON.parse has accepted: then finding a value takes no
 * tree of it, and the outputs of a notebook, which are most of its text, are passed over.
 */

const blank = /[ \t\r\n]*/y;
/** What is of no interest inside an array or object that is passed over. */
const plain = /[^"[\]{}]*/y;
/** A number, true, false or null. */
const word = /[^\s,\]}]*/y;

/** The offset of the first character from `at` on that is no blank. */
export function skipBlanks(text: string, at: number): number {
  blank.lastIndex = at;
  blank.test(text);
  return blank.lastIndex;
}

/** The offset behind a string that starts at `at` with its quote. */
export function skipString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** The offset behind a value that starts at `at`. */
export function skipValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return skipString(text, at);
  if (first !== '[' && first !== '{') {
    word.lastIndex = at;
    word.test(text);
    return word.lastIndex;
  }
  let depth = 0;
  for (let place = at; place < text.length; ) {
    plain.lastIndex = place;
    plain.test(text);
    place = plain.lastIndex;
    const character = text[place];
    if (character === '"') {
      place = skipString(text, place);
      continue;
    }
    depth += character === '[' || character === '{' ? 1 : -1;
    place++;
    if (depth === 0) return place;
  }
  return text.length;
}

/** Where the values of an array start; nothing where `at` is no array. */
export function elementsAt(text: string, at: number | undefined): number[] {
  const starts: number[] = [];
  if (at === undefined || text[at] !== '[') return starts;
  for (let place = skipBlanks(text, at + 1); place < text.length && text[place] !== ']'; ) {
    starts.push(place);
    place = skipBlanks(text, skipValue(text, place));
    if (text[place] === ',') place = skipBlanks(text, place + 1);
  }
  return starts;
}

/** Where the values of some members of an object start. Of members of the same name the last one counts, as for JSON.parse. */
export function membersAt(text: string, at: number | undefined, names: readonly string[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  if (at === undefined || text[at] !== '{') return values;
  for (let place = skipBlanks(text, at + 1); text[place] === '"'; ) {
    const end = skipString(text, place);
    const name = nameOf(text.slice(place, end));
    const value = skipBlanks(text, skipBlanks(text, end) + 1);
    if (names.includes(name)) values.set(name, value);
    place = skipBlanks(text, skipValue(text, value));
    if (text[place] === ',') place = skipBlanks(text, place + 1);
  }
  return values;
}

function nameOf(written: string): string {
  return written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1);
}
