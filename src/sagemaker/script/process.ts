import type { ScriptContext } from './context.js';

// Placeholder: the owner of this part replaces the file.
export interface ProcessReading {
  readonly placeholder?: never;
}

export function readProcess(_context: ScriptContext): ProcessReading {
  return {};
}
