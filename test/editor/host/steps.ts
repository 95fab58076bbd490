import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says what is being done; a line per step, since steps take up to a few minutes. */
export type Say = (line: string) => void;

/** One step of an installation; run again only as long as it has not come to its end. */
export interface Step {
  readonly name: string;
  run(): Promise<unknown>;
}

/** Runs the steps that have not been finished in `folder`; another `recipe` than last time starts anew. */
export async function runSteps(folder: string, recipe: string, steps: readonly Step[], say: Say): Promise<void> {
  const stamp = join(folder, 'finished-steps.json');
  let done: string[] = [];
  if (existsSync(stamp)) {
    const read: { recipe?: string; done?: string[] } = JSON.parse(readFileSync(stamp, 'utf8'));
    if (read.recipe === recipe) done = read.done ?? [];
    else rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  for (const step of steps) {
    if (done.includes(step.name)) continue;
    say(`installing: ${step.name}`);
    await step.run();
    done.push(step.name);
    writeFileSync(stamp, JSON.stringify({ recipe, done }, null, 2));
  }
}

/** npm without questions, funding notes and the like. */
export const quietNpm = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-progress', '--loglevel=error'];
