/**
 * The candidate that `word` was most likely meant to be, or undefined if none is near.
 * Case does not count; a third of the letters may differ (at least one), and of equals the first is taken.
 */
export function nearestName(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many letters must be added, dropped, changed or swapped with their neighbour; `limit` when it is that many or more. */
export function editDistance(first: string, second: string, limit: number): number {
  if (Math.abs(first.length - second.length) >= limit) return limit;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: second.length + 1 }, (_, column) => column);
  for (let row = 1; row <= first.length; row++) {
    const current = [row];
    for (let column = 1; column <= second.length; column++) {
      const same = first[row - 1] === second[column - 1];
      let cost = Math.min((previous[column - 1] ?? 0) + (same ? 0 : 1), (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped = row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[second.length] ?? limit, limit);
}

/** Whether a file's name is most likely a slip for another: they differ in a letter or two, in case, or in their dashes. */
export function isSlip(name: string, other: string): boolean {
  const [first, second] = [name, other].map((each) => each.toLowerCase().replaceAll('_', '-'));
  const limit = other.length < 9 ? 2 : 3;
  return name !== other && editDistance(first ?? '', second ?? '', limit) < limit;
}
