/** A stretch of text in UTF-16 offsets, `end` exclusive: the only way positions travel between rooms. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Makes a span; offsets are UTF-16 code units. */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `inner` lies wholly within `outer`; touching ends count. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans share at least one character, or an empty one stands inside the other. */
export function overlaps(first: Span, second: Span): boolean {
  if (first.start === first.end || second.start === second.end) {
    return contains(first, second) || contains(second, first);
  }
  return first.start < second.end && second.start < first.end;
}
