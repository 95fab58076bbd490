import type { Expression, StringExpression } from '../../languages/python/syntax.js';
import { createDocument, type SourceDocument } from '../../text/document.js';
import { buildPieceMap, type PieceMapBuilder } from '../../text/piece-map.js';
import type { ScriptModel } from '../script/model.js';
import { textParts } from '../script/values/text-parts.js';
import type { CommandNotation } from './model.js';

/** A command line that Python hands to the shell or to a program, as text for the shell. */
export interface PythonCommandText {
  readonly document: SourceDocument;
  readonly notation: CommandNotation;
}

type Reading = Pick<ScriptModel, 'document' | 'evaluator' | 'names'>;

interface Writer {
  text: string;
  readonly map: PieceMapBuilder;
  /** Every word has its place. */
  isExact: boolean;
}

/** The text that an expression gives: a string, an f-string, texts that are put together. Undefined where nothing of it is known. */
export function commandText(expression: Expression, reading: Reading): PythonCommandText | undefined {
  const value = reading.evaluator.resolve(expression);
  const writer: Writer = { text: '', map: buildPieceMap(), isExact: true };
  if (value.kind !== 'string' || !writeString(value, reading, writer)) {
    if (!writeParts(value, reading, writer, 0)) return undefined;
    writer.isExact = false;
  }
  const quote = value.kind === 'string' ? quoteOf(value, reading.document.text) : undefined;
  return finish(writer, value, reading, 'python-text', (newText) =>
    escaped(newText, quote?.text ?? '"', value.kind === 'string' && value.holes.length > 0),
  );
}

/** The words of a list as one line for the shell. Undefined for anything but a list. */
export function commandList(expression: Expression, reading: Reading): PythonCommandText | undefined {
  const value = reading.evaluator.resolve(expression);
  if (value.kind !== 'list' && value.kind !== 'tuple') return undefined;
  const { text } = reading.document;
  const writer: Writer = { text: '', map: buildPieceMap(), isExact: true };
  let before: number | undefined;
  for (const element of value.elements) {
    const content = element.kind === 'string' ? element.contentSpan : undefined;
    const from = content?.start ?? element.span.start;
    if (before !== undefined) put(writer, ' ', before, from - before);
    const plain = content ? text.slice(content.start, content.end) : undefined;
    if (content && plain !== undefined && !plain.includes("'")) {
      const isQuoted = !/^[\w@%+=:,./-]+$/.test(plain);
      if (isQuoted) put(writer, "'", content.start, 0);
      writer.text += plain;
      writer.map.copy(content.start, plain.length);
      if (isQuoted) put(writer, "'", content.end, 0);
    } else {
      const inner: Writer = { text: '', map: buildPieceMap(), isExact: false };
      if (!writeParts(element, reading, inner, 0)) inner.text = variableFor(text.slice(element.span.start, element.span.end));
      put(writer, `"${inner.text.replace(/["`\\]/g, '\\$&')}"`, element.span.start, element.span.end - element.span.start);
    }
    before = content?.end ?? element.span.end;
  }
  const quote = /["'][^"']*$/.exec(text.slice(value.span.start, value.elements[0]?.span.end ?? value.span.start))?.[0][0] ?? '"';
  return finish(writer, value, reading, 'python-list', (newText) => newText.split(' ').join(`${quote}, ${quote}`));
}

function finish(
  { text, map, isExact }: Writer,
  value: Expression,
  { document }: Reading,
  notation: CommandNotation,
  encode: (newText: string) => string,
): PythonCommandText {
  const pieces = map.finish(value.span.start);
  const toContainer: SourceDocument['part'] = {
    container: document,
    toContainer: pieces.toSource,
    encode,
    around: (span) => ({ document, span: pieces.toSource(span) }),
  };
  return { document: createDocument(document.path, text, toContainer), notation: isExact ? notation : 'python-value' };
}

/** A string at its places; false where they are not known: adjacent strings, escapes. */
function writeString(value: StringExpression, reading: Reading, writer: Writer): boolean {
  const { text } = reading.document;
  if (value.contentSpan) {
    const { start, end } = value.contentSpan;
    writer.text += text.slice(start, end);
    writer.map.copy(start, end - start);
    return true;
  }
  const quote = quoteOf(value, text);
  if (!quote || value.holes.length === 0) return false;
  const content = text.slice(quote.start, quote.end);
  if (/\\|\{\{|\}\}/.test(content)) return false;
  let done = quote.start;
  for (const hole of value.holes) {
    const open = text.lastIndexOf('{', hole.span.start);
    const close = text.indexOf('}', hole.span.end) + 1;
    if (open < done || close === 0 || close > quote.end) return false;
    writer.text += text.slice(done, open);
    writer.map.copy(done, open - done);
    const known = reading.evaluator.scalar(hole);
    const shown = known.known && known.value !== null ? String(known.value) : variableFor(text.slice(hole.span.start, hole.span.end));
    put(writer, shown, open, close - open);
    done = close;
  }
  writer.text += text.slice(done, quote.end);
  writer.map.copy(done, quote.end - done);
  return true;
}

/** A text that is put together of others, all of it at the place of the whole. */
function writeParts(value: Expression, reading: Reading, writer: Writer, depth: number): boolean {
  const known = reading.evaluator.scalar(value);
  const at = value.span;
  if (known.known && known.value !== null) {
    put(writer, String(known.value), at.start, at.end - at.start);
    return true;
  }
  const parts = depth < 6 ? textParts(reading.evaluator.resolve(value), reading.document.text) : undefined;
  if (!parts) return false;
  for (const part of parts.parts) {
    if (typeof part === 'string') put(writer, part, at.start, at.end - at.start);
    else if (!writeParts(part, reading, writer, depth + 1)) {
      put(writer, variableFor(reading.document.text.slice(part.span.start, part.span.end)), at.start, at.end - at.start);
    }
  }
  return true;
}

function put(writer: Writer, text: string, at: number, length: number): void {
  writer.text += text;
  writer.map.replace(at, text.length, length);
}

/** A name for a value that nobody can tell, the same for the same expression. */
function variableFor(source: string): string {
  return `\${${source.replace(/\W+/g, '_').replace(/^_+|_+$/g, '') || '_'}}`;
}

/** The quotes of a single string, and what stands between them. */
function quoteOf(
  value: StringExpression,
  text: string,
): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  const opening = /^[A-Za-z]*("""|'''|"|')/.exec(text.slice(value.span.start, value.span.end));
  const quote = opening?.[1];
  if (!opening || quote === undefined) return undefined;
  const start = value.span.start + opening[0].length;
  const end = value.span.end - quote.length;
  return end >= start && text.slice(end, value.span.end) === quote && !text.slice(start, end).includes(quote)
    ? { text: quote, start, end }
    : undefined;
}

function escaped(newText: string, quote: string, isFormat: boolean): string {
  const character = quote[0] ?? '"';
  const inString = newText.replaceAll('\\', '\\\\').replaceAll(character, `\\${character}`);
  return isFormat ? inString.replace(/[{}]/g, '$&$&') : inString;
}
