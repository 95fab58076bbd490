import type { SourceDocument } from '../text/document.js';
import type { Range } from '../text/line-index.js';
import { printable, type Style } from './style.js';

/** Columns of the terminal that a line of code may take; longer ones are cut around what is marked. */
const widest = 120;

/** The lines around a range with carets under its first line, each with its number. */
export function codeFrame(document: SourceDocument, range: Range, style: Style): string[] {
  const { lines, text } = document;
  const marked = range.start.line;
  const first = Math.max(marked - 1, 0);
  const last = Math.min(Math.max(marked + 1, Math.min(range.end.line, marked + 3)), lines.lineCount - 1);
  const gutter = String(last + 1).length;
  const frame: string[] = [];
  for (let line = first; line <= last; line++) {
    const source = text.slice(lines.lineStart(line), lines.lineEnd(line));
    // An empty line beside the marked one tells nothing.
    if (line !== marked && source.trim() === '') continue;
    const end = line === range.end.line ? range.end.column : source.length;
    const cut = cropped(source, line === marked ? range.start.column : 0, end);
    const number = style('dim', `${String(line + 1).padStart(gutter)} |`);
    frame.push(`${number} ${shown(cut.text)}`.trimEnd());
    if (line !== marked) continue;
    const before = ' '.repeat(displayWidth(shown(cut.text.slice(0, cut.start))));
    const carets = '^'.repeat(Math.max(displayWidth(shown(cut.text.slice(cut.start, cut.end))), 1));
    frame.push(`${style('dim', `${' '.repeat(gutter)} |`)} ${before}${style('error', carets)}`);
  }
  return frame;
}

/** Cuts a long line around what is marked in it. */
function cropped(source: string, start: number, end: number): { text: string; start: number; end: number } {
  const marked = { start: Math.min(start, source.length), end: Math.min(Math.max(end, start), source.length) };
  if (source.length <= widest) return { text: source.replace(/^\uFEFF/, ' '), ...marked };
  const from = marked.end <= widest - 1 ? 0 : Math.max(Math.min(marked.start - 20, source.length - widest), 0);
  const to = Math.min(from + widest, source.length);
  const opening = from > 0 ? '…' : '';
  const shift = opening.length - from;
  return {
    text: `${opening}${source.slice(from, to)}${to < source.length ? '…' : ''}`,
    start: marked.start + shift,
    end: Math.min(marked.end, to) + shift,
  };
}

function shown(text: string): string {
  return printable(text).replace(/\t/g, '    ');
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** How many columns a text takes on a terminal: two for an ideogram or emoji, none for a combining mark. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[\p{Mn}\p{Cf}]/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}
