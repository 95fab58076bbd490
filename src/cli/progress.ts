import type { Host } from './host.js';

/** Says on a terminal how far a long run is. */
export interface Progress {
  step(): void;
  done(): void;
}

/** Runs shorter than this, in milliseconds, say nothing: it would only flicker. */
const patience = 700;
const interval = 100;

/** Writes to standard error, and only where people look at it. */
export function createProgress(host: Host, total: number): Progress {
  if (!host.isErrorTerminal) return { step: () => undefined, done: () => undefined };
  let next = performance.now() + patience;
  let steps = 0;
  let shown = false;
  return {
    step() {
      steps++;
      if (performance.now() < next) return;
      next = performance.now() + interval;
      shown = true;
      host.note(`\r\u001B[2KLinting ${Math.min(steps, total)} of ${total} files`);
    },
    done() {
      if (shown) host.note('\r\u001B[2K');
    },
  };
}
