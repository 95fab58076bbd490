import type { CallsByName } from '../../../languages/python/calls-by-name.js';
import type { CallExpression } from '../../../languages/python/syntax.js';
import type { ScriptContext } from '../context.js';
import { openerNames, openers, packers } from './read-calls.js';
import type { StorageWrite } from './storage.js';
import { argumentOf, formOf, fullName, inOrder, lastName, pathOf, unknownPath } from './storage-call.js';
import { writeCalls } from './write-calls.js';

/** Finds the calls of a script that write to a path. */
export function readWrites(calls: CallsByName, context: ScriptContext): StorageWrite[] {
  const writes: StorageWrite[] = [];
  for (const [last, sites] of calls) {
    const forms = writeCalls.get(last);
    for (const site of forms ? sites : []) {
      const found = forms && formOf(site, forms, context);
      if (!found) continue;
      const { form, name } = found;
      const place = pathOf(site, form, context);
      // Without a path, `to_csv()` returns a text.
      if (form.kind === 'artifact' && place.pathExpression === undefined) continue;
      const source = form.source && argumentOf(site.call, form.source)?.value;
      writes.push({ kind: form.kind, name, site, ...place, source: source && context.evaluator.path(source) });
    }
    for (const site of openerNames.test(last) ? sites : []) {
      const opened = openCall(site.call, context);
      if (!opened || !/[wax+]/.test(opened.mode)) continue;
      const kind = opened.isPacker ? 'copy' : 'artifact';
      writes.push({ kind, name: opened.name, site, ...pathOf(site, { kind, path: opened.path }, context), source: undefined });
    }
  }
  return withOutputFolder(inOrder(writes));
}

/** A call that opens a file, with its mode; undefined where that is not known. */
export function openCall(
  call: CallExpression,
  context: ScriptContext,
):
  | { readonly name: string; readonly mode: string; readonly isPacker: boolean; readonly path: readonly [number, ...string[]] | 'receiver' }
  | undefined {
  const last = lastName(call);
  const full = fullName(call, context);
  const isPacker = full !== undefined && packers.test(full);
  const isMethod = full === undefined && last === 'open' && call.callee.kind === 'attribute';
  if (!isPacker && !isMethod && !(full !== undefined && openers.test(full))) return undefined;
  const argument = argumentOf(call, isMethod ? [0, 'mode'] : [1, 'mode']);
  const mode = argument ? context.evaluator.text(argument.value) : undefined;
  if (mode && !mode.known) return undefined;
  // `archive.open("name")` and `webbrowser.open(url)` take no mode.
  if (isMethod && mode && !/^[rwaxbt+]{1,3}$/.test(mode.value)) return undefined;
  const path = isMethod ? 'receiver' : ([0, 'file', 'filename', 'name', 'path', 'uri'] as const);
  return { name: full?.replace('builtins.', '') ?? `.${last}`, mode: mode?.value ?? 'r', isPacker, path };
}

/** `trainer.save_model()` without a path saves to the output_dir of the one set of training arguments. */
function withOutputFolder(writes: readonly StorageWrite[]): StorageWrite[] {
  const folders = writes.filter(({ name }) => /(TrainingArguments|Config)$/.test(name));
  const folder = folders.length === 1 ? folders[0] : undefined;
  return writes.map((write) => {
    if (write.pathExpression || write.name !== '.save_model' || write.site.call.arguments.length > 0) return write;
    return { ...write, path: folder?.path ?? unknownPath, pathExpression: folder?.pathExpression };
  });
}
