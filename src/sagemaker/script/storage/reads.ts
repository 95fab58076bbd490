import type { CallsByName } from '../../../languages/python/calls-by-name.js';
import type { ScriptContext } from '../context.js';
import { openerNames, readCalls } from './read-calls.js';
import { openCall } from './saves.js';
import type { StorageRead } from './storage.js';
import { formOf, inOrder, pathOf } from './storage-call.js';

/** Finds the calls of a script that look at a path. */
export function readReads(calls: CallsByName, context: ScriptContext): StorageRead[] {
  const reads: StorageRead[] = [];
  for (const [last, sites] of calls) {
    const forms = readCalls.get(last);
    for (const site of forms ? sites : []) {
      const found = forms && formOf(site, forms, context);
      if (!found) continue;
      const { pathExpression, path } = pathOf(site, found.form, context);
      reads.push({ kind: found.form.kind, name: found.name, site, pathExpression, path });
    }
    for (const site of openerNames.test(last) ? sites : []) {
      const opened = openCall(site.call, context);
      if (!opened || /[wax]/.test(opened.mode)) continue;
      const { pathExpression, path } = pathOf(site, { kind: 'open', path: opened.path }, context);
      reads.push({ kind: 'open', name: opened.name, site, pathExpression, path });
    }
  }
  return inOrder(reads);
}
