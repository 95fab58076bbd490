import { type Enclosure, enclosureOf } from '../../languages/python/walk.js';
import type { ScriptModel } from './model.js';

/**
 * Whether something is certainly run where the script is started as a program: its own code leads there, under no condition,
 * and without a `try` that would go on after a failure.
 */
export function isCertainlyRun(
  { flow }: ScriptModel,
  site: { readonly within: Enclosure | undefined; readonly lambda?: unknown },
): boolean {
  const run = flow.runOf(site);
  return run.when !== 'unknown' && !run.isConditional && !enclosureOf(site.within, ['try']);
}
