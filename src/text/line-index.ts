import { indexAt } from './index-at.js';

/** A place in a text as people and editors count it. Both numbers are 0-based; `column` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Two positions, `end` exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Translates between offsets and lines of one text. */
export interface LineIndex {
  readonly lineCount: number;
  /** 0-based position of an offset; offsets outside the text are moved to its nearest end. */
  positionAt(offset: number): Position;
  /** Offset of a 0-based position; columns past the end of a line are moved to its end. */
  offsetAt(position: Position): number;
  /** Offset at which a 0-based line starts. */
  lineStart(line: number): number;
  /** Offset at which a 0-based line ends, before its line break. */
  lineEnd(line: number): number;
}

/** Reads where the lines of `text` start. Line breaks are `\n`, `\r\n` and a lone `\r`, as in editors. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 13 && text.charCodeAt(offset + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(offset + 1);
  }
  const lineStart = (line: number): number => starts[Math.min(Math.max(line, 0), starts.length - 1)] ?? 0;
  const lineEnd = (line: number): number => {
    let end = line + 1 < starts.length ? (starts[line + 1] ?? text.length) : text.length;
    while (end > lineStart(line) && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
    return end;
  };
  return {
    lineCount: starts.length,
    lineStart,
    lineEnd,
    positionAt(offset) {
      const wanted = Math.min(Math.max(offset, 0), text.length);
      const line = indexAt(starts, wanted);
      return { line, column: wanted - (starts[line] ?? 0) };
    },
    offsetAt({ line, column }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      return Math.min(lineStart(line) + Math.max(column, 0), lineEnd(line));
    },
  };
}
