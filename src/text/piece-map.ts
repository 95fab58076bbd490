import { indexAt } from './index-at.js';
import type { Span } from './span.js';

/** Where the characters of a text stand in another text that it was read from: with escapes, in several strings, without some blanks. */
export interface PieceMap {
  /** How long the text is, in UTF-16 code units. */
  readonly length: number;
  /**
   * The span in the other text. What starts where two pieces meet starts in the later one, what ends there ends in the
   * earlier one, and an empty span stays empty. Offsets outside the text are moved to its nearest end.
   */
  toSource(span: Span): Span;
}

/** Collects the pieces of a text in their order. */
export interface PieceMapBuilder {
  /** `length` code units that stand in the other text at `start` as they are. */
  copy(start: number, length: number): void;
  /** `length` code units that are written there in another way, with so many of `sourceLength`: nothing in between has a place. */
  replace(start: number, length: number, sourceLength: number): void;
  /** The map; `empty` is the place in the other text that counts where there is no piece at all. */
  finish(empty: number): PieceMap;
}

/** Starts a map. Pieces that follow each other in both texts become one, so that a text without escapes has few. */
export function buildPieceMap(): PieceMapBuilder {
  const starts: number[] = [];
  const sources: number[] = [];
  const sourceLengths: number[] = [];
  let total = 0;
  /** Whether the last piece is a copy that could grow. */
  let grows = false;

  const push = (start: number, length: number, sourceLength: number): void => {
    starts.push(total);
    sources.push(start);
    sourceLengths.push(sourceLength);
    total += length;
  };
  return {
    copy(start, length) {
      if (length <= 0) return;
      const last = sources.length - 1;
      if (grows && (sources[last] ?? 0) + (sourceLengths[last] ?? 0) === start) {
        sourceLengths[last] = (sourceLengths[last] ?? 0) + length;
        total += length;
      } else push(start, length, length);
      grows = true;
    },
    replace(start, length, sourceLength) {
      if (length <= 0) return;
      push(start, length, sourceLength);
      grows = false;
    },
    finish: (empty) => createPieceMap(starts, sources, sourceLengths, total, empty),
  };
}

function createPieceMap(
  starts: readonly number[],
  sources: readonly number[],
  sourceLengths: readonly number[],
  total: number,
  empty: number,
): PieceMap {
  /** The piece that holds the character at an offset. */
  const pieceAt = (offset: number): number => indexAt(starts, offset);
  /** How far into the other text an offset within a piece reaches; `atEnd` for the far side of what is written in another way. */
  const inPiece = (piece: number, offset: number, atEnd: boolean): number => {
    const start = starts[piece] ?? 0;
    const length = (starts[piece + 1] ?? total) - start;
    const source = sources[piece] ?? 0;
    const sourceLength = sourceLengths[piece] ?? 0;
    if (length === sourceLength) return source + offset - start;
    return atEnd ? source + sourceLength : source;
  };
  return {
    length: total,
    toSource(span) {
      if (starts.length === 0) return { start: empty, end: empty };
      const from = Math.min(Math.max(span.start, 0), total);
      const to = Math.min(Math.max(span.end, from), total);
      const start = from === total ? inPiece(starts.length - 1, total, true) : inPiece(pieceAt(from), from, false);
      return { start, end: to === from ? start : inPiece(pieceAt(to - 1), to, true) };
    },
  };
}
