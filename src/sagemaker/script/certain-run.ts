import { enclosureOf, type PythonCall } from '../../languages/python/walk.js';
import type { ScriptModel } from './model.js';

/**
 * Whether a call is certainly made where the script is started as a program: its own code leads to it, under no condition,
 * and without a `try` that would go on after a failure.
 */
export function isCertainlyRun({ flow }: ScriptModel, site: PythonCall): boolean {
  const run = flow.runOf(site);
  return run.when !== 'unknown' && !run.isConditional && !enclosureOf(site.within, ['try']);
}
