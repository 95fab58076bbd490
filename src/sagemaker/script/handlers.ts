import type { ScriptContext } from './context.js';

// Placeholder: the owner of this part replaces the file.
export interface HandlerReading {
  readonly placeholder?: never;
}

export function readHandlers(_context: ScriptContext): HandlerReading {
  return {};
}
