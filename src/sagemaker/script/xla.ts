import type { ScriptContext } from './context.js';

// Placeholder: the owner of this part replaces the file.
export interface XlaReading {
  readonly placeholder?: never;
}

export function readXla(_context: ScriptContext): XlaReading {
  return {};
}
