import type { Span } from '../../text/span.js';
import { behind, deepest, endOf, firstChild, type Reading, readTuple, startOf, typeOf } from './reading.js';
import type { Expression, StringExpression } from './syntax.js';
import { types } from './tree.js';

/** How one literal is written. */
interface Literal {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  readonly isFormat: boolean;
  readonly contentStart: number;
  readonly contentEnd: number;
}

// Each hole stands in two lists: whoever goes over both sees a hole in a hole in a hole eight times. Ten deep are read.
const depthOfHole = deepest / 10;

const none: readonly Expression[] = [];

/** Reads a string without holes. */
export function readString(reading: Reading, node: number): StringExpression {
  const span: Span = { start: startOf(reading, node), end: endOf(reading, node) };
  const literal = readLiteral(reading.text, span);
  const written = reading.text.slice(literal.contentStart, literal.contentEnd);
  // An f-string comes here only half typed, with holes of which nothing is known.
  const value = literal.isFormat ? undefined : resolveEscapes(written, literal);
  return {
    kind: 'string',
    span,
    value,
    isBytes: literal.isBytes,
    holes: none,
    parts: [value ?? written],
    contentSpan: value === written ? { start: literal.contentStart, end: literal.contentEnd } : undefined,
  };
}

/** Reads an f-string. */
export function readFormatString(reading: Reading, node: number): StringExpression {
  return joinStrings(reading, node, [node]);
}

/** Reads adjacent strings, which Python takes for one. */
export function readContinuedString(reading: Reading, node: number): StringExpression {
  const literals: number[] = [];
  const end = behind(reading, node);
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.string || type === types.formatString) literals.push(next);
  }
  return joinStrings(reading, node, literals);
}

function joinStrings(reading: Reading, node: number, literals: readonly number[]): StringExpression {
  const parts: (string | Expression)[] = [];
  const holes: Expression[] = [];
  let isKnown = true;
  let isBytes = false;
  const addText = (text: string) => {
    const last = parts.length - 1;
    const before = parts[last];
    if (typeof before === 'string') parts[last] = before + text;
    else parts.push(text);
  };
  const addWritten = (start: number, end: number, literal: Literal) => {
    if (start >= end) return;
    const written = reading.text.slice(start, end);
    const value = resolveEscapes(literal.isFormat ? written.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : written, literal);
    if (value === undefined) isKnown = false;
    addText(value ?? written);
  };
  for (const at of literals) {
    const literal = readLiteral(reading.text, { start: startOf(reading, at), end: endOf(reading, at) });
    if (literal.isBytes) isBytes = true;
    let done = literal.contentStart;
    const end = behind(reading, at);
    for (let next = firstChild(at); next < end; next = behind(reading, next)) {
      if (typeOf(reading, next) !== types.formatReplacement) continue;
      addWritten(done, startOf(reading, next), literal);
      reading.depth += depthOfHole;
      const hole = readHole(reading, next, holes);
      reading.depth -= depthOfHole;
      if (hole.selfDocumentation) addText(hole.selfDocumentation);
      parts.push(hole.value);
      isKnown = false;
      done = endOf(reading, next);
    }
    addWritten(done, literal.contentEnd, literal);
  }
  const first = parts[0];
  const value = isKnown ? (typeof first === 'string' ? first : '') : undefined;
  if (parts.length === 0) parts.push('');
  return {
    kind: 'string',
    span: { start: startOf(reading, node), end: endOf(reading, node) },
    value,
    isBytes,
    holes,
    parts,
    contentSpan: undefined,
  };
}

/** Reads `{value!r:format}`; the holes of the format follow the value in `holes`. */
function readHole(reading: Reading, node: number, holes: Expression[]): { readonly value: Expression; readonly selfDocumentation: string } {
  const end = behind(reading, node);
  const first = firstChild(node);
  let selfDocumentation = '';
  let valueEnd = first;
  const formats: number[] = [];
  for (let next = first; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.formatSelfDocumentation) selfDocumentation = readSelfDocumentation(reading, node, next);
    else if (type === types.formatSpecification) formats.push(next);
    else if (type !== types.formatConversion && type !== types.openBrace && type !== types.closeBrace) valueEnd = behind(reading, next);
  }
  const afterBrace = typeOf(reading, first) === types.openBrace ? behind(reading, first) : first;
  const value = readTuple(reading, afterBrace, valueEnd, startOf(reading, node) + 1);
  holes.push(value);
  for (const format of formats) {
    const formatEnd = behind(reading, format);
    for (let next = firstChild(format); next < formatEnd; next = behind(reading, next)) {
      if (typeOf(reading, next) === types.formatReplacement) readHole(reading, next, holes);
    }
  }
  return { value, selfDocumentation };
}

/** `a = ` of `{a = !r}`, with the blanks behind the sign. */
function readSelfDocumentation({ text, nodes }: Reading, replacement: number, sign: number): string {
  let end = nodes[sign + 2] as number;
  while (/\s/.test(text.charAt(end))) end++;
  return text.slice((nodes[replacement + 1] as number) + 1, end);
}

function readLiteral(text: string, span: Span): Literal {
  let at = span.start;
  let isRaw = false;
  let isBytes = false;
  let isFormat = false;
  for (; at < span.end; at++) {
    const letter = text.charCodeAt(at) | 0x20;
    if (letter === 0x72) isRaw = true;
    else if (letter === 0x62) isBytes = true;
    else if (letter === 0x66 || letter === 0x74) isFormat = true;
    else if (letter !== 0x75) break;
  }
  const quote = text.charAt(at);
  const marks = text.startsWith(quote.repeat(3), at) && at + 3 <= span.end ? 3 : 1;
  const contentStart = Math.min(at + marks, span.end);
  const closing = span.end - marks;
  // A string that somebody is still typing has no closing quotes.
  const isClosed = closing >= contentStart && text.startsWith(quote.repeat(marks), closing);
  return { isRaw, isBytes, isFormat, contentStart, contentEnd: isClosed ? closing : span.end };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

/** Resolves escapes as Python does; undefined where `\N{...}` asks for the Unicode database. */
function resolveEscapes(source: string, literal: Literal): string | undefined {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  if (literal.isRaw || !text.includes('\\')) return text;
  let isKnown = true;
  const value = text.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{[^}]*\}|([\s\S]))/g,
    (written: string, octal?: string, byte?: string, short?: string, long?: string, other?: string) => {
      if (octal !== undefined) return String.fromCharCode(literal.isBytes ? Number.parseInt(octal, 8) & 255 : Number.parseInt(octal, 8));
      if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
      if (other !== undefined) return simpleEscapes[other] ?? written;
      if (literal.isBytes) return written;
      if (short !== undefined) return String.fromCharCode(Number.parseInt(short, 16));
      const point = long === undefined ? Number.NaN : Number.parseInt(long, 16);
      if (point <= 0x10ffff) return String.fromCodePoint(point);
      isKnown = false;
      return written;
    },
  );
  return isKnown ? value : undefined;
}
