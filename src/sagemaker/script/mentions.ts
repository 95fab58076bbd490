import type { Span } from '../../text/span.js';

/** Where some words stand in a text, whole, and what begins with `prefix`, in code or not; ascending. */
export function offsetsOfWords(text: string, words: Iterable<string>, prefix?: string): readonly number[] {
  const offsets: number[] = [];
  if (prefix !== undefined) for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) offsets.push(at);
  for (const word of words) {
    // The name that is being typed behind a dot is none yet.
    if (word === '') continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      if (!isPlainNameCode(text.charCodeAt(at - 1)) && !isPlainNameCode(text.charCodeAt(at + word.length))) offsets.push(at);
    }
  }
  return offsets.sort((first, second) => first - second);
}

/** Whether one of some ascending offsets lies in a node. */
export function mayHold({ span }: { readonly span: Span }, offsets: readonly number[]): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? Number.POSITIVE_INFINITY) < span.end;
}

/** A letter, digit or underscore of ASCII: of what is beyond it nothing need be known here. */
function isPlainNameCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
