/**
 * The index of the last of some ascending offsets that is not behind `offset`; 0 where all of them are. Which line, cell
 * or piece of a text an offset is in.
 */
export function indexAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}
