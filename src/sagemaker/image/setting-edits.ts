import type { SourceDocument } from '../../text/document.js';
import type { TextEdit } from '../../text/edit.js';
import type { ImageModel, VariableSetting } from './model.js';

/**
 * The edit that takes one variable out of its ENV, the whole line if nothing else is set there. Undefined where a
 * comment stands between the values of a continued ENV, which no edit should lose.
 */
function removeSetting(document: SourceDocument, image: ImageModel, setting: VariableSetting): TextEdit | undefined {
  const { text } = document;
  const { span } = setting.instruction;
  if (/[\r\n][ \t]*#/.test(text.slice(span.start, span.end))) return undefined;
  const siblings = image.environmentSettings.filter((other) => other.instruction === setting.instruction);
  const index = siblings.indexOf(setting);
  const before = siblings[index - 1];
  const after = siblings[index + 1];
  if (before) return { span: { start: before.valueSpan.end, end: setting.valueSpan.end }, newText: '' };
  if (after) return { span: { start: setting.nameSpan.start, end: after.nameSpan.start }, newText: '' };
  let start = span.start;
  while (/[ \t]/.test(text[start - 1] ?? '')) start--;
  const lineBreak = /^[ \t]*(\r\n|\n|\r)/.exec(text.slice(span.end));
  if (lineBreak) return { span: { start, end: span.end + lineBreak[0].length }, newText: '' };
  const breakBefore = /(\r\n|\n|\r)$/.exec(text.slice(0, start));
  return { span: { start: start - (breakBefore?.[0].length ?? 0), end: text.length }, newText: '' };
}

/** The edits that take a variable out of the image, wherever it is set; undefined where that would cost something else. */
export function removeVariable(document: SourceDocument, image: ImageModel, name: string): TextEdit[] | undefined {
  const settings = image.environmentSettings.filter((setting) => setting.name === name);
  if (new Set(settings.map(({ instruction }) => instruction)).size < settings.length) return undefined;
  const edits = settings.map((setting) => removeSetting(document, image, setting));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** The edit that gives a variable another value, in the quotes that it has. */
export function replaceValue(document: SourceDocument, setting: VariableSetting, value: string): TextEdit {
  const { start, end } = setting.valueSpan;
  const quote = /^(["']).*\1$/s.exec(document.text.slice(start, end))?.[1] ?? '';
  return { span: { start, end }, newText: `${quote}${value}${quote}` };
}
