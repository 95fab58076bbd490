import type { ChangedRange } from '@lezer/common';
import type { SourceEdit } from './headers.js';
import { findEdits, type ScannedText } from './scan.js';

/** The text that the parser is given: what is beyond its grammar, or half typed, is shown to it as something that it knows. */
export interface PreparedSource {
  readonly text: string;
  /** Moves an offset of it to the text that people see; undefined where they are the same. */
  readonly toOriginal: ((offset: number) => number) | undefined;
  /** Stretches that are shown as a mere name, from start to end in the text that people see. */
  readonly hidden: ReadonlyMap<number, number> | undefined;
  /** For the text that comes next. */
  readonly scanned: ScannedText;
}

/** Prepares a text for the parser; nearly always it is the text itself. `change` is what is other than in the text `before`. */
export function prepareSource(text: string, before?: ScannedText, change?: ChangedRange): PreparedSource {
  const scanned = findEdits(text, before, change);
  const whole = halfCharacter.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
  if (scanned.edits.length === 0) return { text: whole, toOriginal: undefined, hidden: undefined, scanned };
  return { ...applyEdits(whole, scanned.edits), scanned };
}

/** Half a character, as JSON can hold it, ends a comment for the parser. */
const halfCharacter = /\p{Surrogate}/u;

function applyEdits(text: string, unordered: readonly SourceEdit[]): Omit<PreparedSource, 'scanned'> {
  // What is hidden comes before the edits within it, which are dropped.
  const edits = [...unordered].sort((first, second) => first.start - second.start);
  const hidden = new Map<number, number>();
  const moves: Move[] = [];
  let result = '';
  let done = 0;
  let isMoved = false;
  for (const { start, end, newText, isHidden } of edits) {
    if (start < done) continue;
    result += text.slice(done, start);
    moves.push({ start, end, newStart: result.length, newEnd: result.length + newText.length });
    result += newText;
    done = end;
    if (newText.length !== end - start) isMoved = true;
    if (isHidden) hidden.set(start, end);
  }
  return {
    text: result + text.slice(done),
    toOriginal: isMoved ? (offset) => toOriginal(moves, offset) : undefined,
    hidden: hidden.size > 0 ? hidden : undefined,
  };
}

interface Move {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

function toOriginal(moves: readonly Move[], offset: number): number {
  let low = 0;
  let high = moves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moves[middle]?.newStart ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const move = moves[low - 1];
  if (move === undefined) return offset;
  return offset < move.newEnd ? Math.min(move.start + offset - move.newStart, move.end) : move.end + offset - move.newEnd;
}
