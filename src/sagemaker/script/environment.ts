import type { ScriptContext } from './context.js';

export interface EnvironmentReading {
  readonly placeholder?: never;
}

export function readEnvironment(_context: ScriptContext): EnvironmentReading {
  return {};
}
