import type { Timing } from '../linter/lint.js';
import type { Host } from './host.js';

/** Collects how long things take, for `--timing`. */
export function createTimes(): { readonly timing: Timing; print(host: Host): void } {
  const started = performance.now();
  const spent = new Map<string, number>();
  return {
    timing: {
      now: () => performance.now(),
      add: (what, milliseconds) => void spent.set(what, (spent.get(what) ?? 0) + milliseconds),
    },
    print(host) {
      const total = performance.now() - started;
      const linted = [...spent].sort(([, a], [, b]) => b - a);
      const rest = total - linted.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
      const rows: [string, number][] = [...linted, ['searching, reading, loading, printing', rest], ['together', total]];
      for (const [what, milliseconds] of rows) host.note(`${milliseconds.toFixed(1).padStart(9)} ms  ${what}\n`);
    },
  };
}
