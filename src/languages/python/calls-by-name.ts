import type { PythonCall } from './walk.js';

/** Calls by the last part of the name that is called: `save` of `torch.save(...)`. Those of each name in their order. */
export type CallsByName = ReadonlyMap<string, readonly PythonCall[]>;

/** Sorts calls like that, so that a table is asked once for each name. */
export function callsByName(calls: readonly PythonCall[]): CallsByName {
  const found = new Map<string, PythonCall[]>();
  for (const site of calls) {
    const { callee } = site.call;
    if (callee.kind !== 'attribute' && callee.kind !== 'name') continue;
    const known = found.get(callee.name);
    if (known) known.push(site);
    else found.set(callee.name, [site]);
  }
  return found;
}
