import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationName } from '../linter/configuration.js';

/**
 * The root of the project that a folder (absolute) belongs to: the nearest one upward with a `.git`, since build
 * contexts reach up to there; without one the nearest with a `sagelint.yaml`; else the folder itself.
 */
export function projectRootOf(folder: string): string {
  return nearestWith(folder, '.git') ?? nearestWith(folder, configurationName) ?? folder;
}

function nearestWith(folder: string, name: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, name))) return current;
    if (current === dirname(current)) return undefined;
  }
}
