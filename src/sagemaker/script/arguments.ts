import type { ScriptContext } from './context.js';

export interface ArgumentReading {
  readonly placeholder?: never;
}

export function readArguments(_context: ScriptContext): ArgumentReading {
  return {};
}
