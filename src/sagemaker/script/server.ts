import type { ScriptContext } from './context.js';

// Placeholder: the owner of this part replaces the file.
export interface ServerReading {
  readonly placeholder?: never;
}

export function readServer(_context: ScriptContext): ServerReading {
  return {};
}
