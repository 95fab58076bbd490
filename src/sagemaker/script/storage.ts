import type { ScriptContext } from './context.js';

// Placeholder: the owner of this part replaces the file.
export interface StorageReading {
  readonly placeholder?: never;
}

export function readStorage(_context: ScriptContext): StorageReading {
  return {};
}
