import type { TextEdit } from '../../text/edit.js';
import { endOfLine, isBlank, lineBreakBefore, nextLine, startOfLine } from '../../text/line-ends.js';
import { type Span, span } from '../../text/span.js';

// Mappings of YAML that are written by indentation. Offsets are UTF-16, of the text before the edit.

/** Adds an entry on a line of its own below the last one, indented like the first. Undefined where there is none yet. */
export function addToBlock(text: string, entries: readonly Span[], name: string, value: string): TextEdit | undefined {
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) return undefined;
  const key = /^["']/.test(text.slice(last.start, last.start + 1)) ? JSON.stringify(name) : writeKey(name);
  const at = endOfLine(text, last.end);
  return { span: span(at, at), newText: `\n${indentationOf(text, first.start)}${key}: ${value}` };
}

/** Removes an entry with its lines; the last one of all leaves an empty mapping. Undefined where it is written in an unusual way. */
export function removeFromBlock(text: string, entries: readonly Span[], entry: Span): TextEdit | undefined {
  const index = entries.findIndex(({ start, end }) => start === entry.start && end === entry.end);
  if (index < 0) return undefined;
  if (entries.length === 1) return { span: entry, newText: '{}' };
  const lineStart = startOfLine(text, entry.start);
  const lineEnd = endOfLine(text, entry.end);
  const next = entries[index + 1];
  if (!isBlank(text, lineStart, entry.start)) {
    // It stands behind the dash of a list, and what comes next takes its place.
    if (!next) return undefined;
    const line = nextLine(text, lineEnd);
    return { span: span(entry.start, line + (/^\s*/.exec(text.slice(line, next.start))?.[0].length ?? 0)), newText: '' };
  }
  if (lineEnd < text.length) return { span: span(lineStart, nextLine(text, lineEnd)), newText: '' };
  const start = lineStart === 0 ? 0 : lineStart - lineBreakBefore(text, lineStart);
  return { span: span(start, lineEnd), newText: '' };
}

/** A key as it is written in YAML. */
export function writeKey(name: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(name) && !isWordOfYaml(name) ? name : JSON.stringify(name);
}

/** A text as it is written in YAML: in the quotes that the one before had, without any where it needs none. */
export function writeText(value: string, quote: string | undefined): string {
  if (quote === "'" && !/[\r\n]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (quote === undefined && /^[A-Za-z/][\w/.-]*$/.test(value) && !isWordOfYaml(value)) return value;
  return JSON.stringify(value);
}

/** Words that stand for something else, in one version of YAML or another. */
function isWordOfYaml(text: string): boolean {
  return /^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
}

/** Blanks up to the column of an offset: an entry may stand behind the dash of a list. */
function indentationOf(text: string, offset: number): string {
  return text
    .slice(startOfLine(text, offset), offset)
    .replace('\uFEFF', '')
    .replace(/[^ \t]/g, ' ');
}
