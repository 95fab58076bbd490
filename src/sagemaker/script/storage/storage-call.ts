import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import { functionAround, type PythonCall } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import type { PathValue } from '../values/evaluate.js';
import { openers } from './read-calls.js';

/**
 * A way to call something that writes or reads. `names` are full names of what is imported; `method` says that a method
 * of that name on any object is meant too, or only on an object whose name fits.
 */
export interface StorageCall<Kind> {
  readonly kind: Kind;
  readonly names?: RegExp;
  readonly method?: true | RegExp;
  /** The position of the path and the keywords it has; -1: it has no position; `receiver`: the object is the path. */
  readonly path: readonly [number, ...string[]] | 'receiver';
  /** Copies: the same for what is copied. */
  readonly source?: readonly [number, ...string[]];
}

/** A path that nothing is known of. */
export const unknownPath: PathValue = { root: { kind: 'unknown' }, rest: undefined, text: undefined };

/** The last part of the name that is called. */
export function lastName({ callee }: CallExpression): string | undefined {
  return callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : undefined;
}

/** The full name of what is called; undefined for methods of objects that the script makes. */
export function fullName({ callee }: CallExpression, { names }: ScriptContext): string | undefined {
  // A method of a text or of a result is nothing that was imported.
  if (callee.kind === 'attribute' && callee.object.kind !== 'name' && callee.object.kind !== 'attribute') return undefined;
  return names.qualifiedName(callee);
}

/** What is found of calls, in the order of the text. */
export function inOrder<Found extends { readonly site: PythonCall }>(found: readonly Found[]): Found[] {
  return found.toSorted((first, second) => first.site.call.span.start - second.site.call.span.start);
}

/** Finds the form of a table that a call has. */
export function formOf<Kind>(
  { call }: PythonCall,
  forms: readonly StorageCall<Kind>[],
  context: ScriptContext,
): { readonly form: StorageCall<Kind>; readonly name: string } | undefined {
  const last = lastName(call) ?? '';
  const full = fullName(call, context);
  for (const form of forms) {
    if (full !== undefined && form.names?.test(full)) return { form, name: full };
    if (form.method === undefined || call.callee.kind !== 'attribute' || isFunctionOfModule(full, last, form)) continue;
    if (form.method === true || form.method.test(receiverName(call.callee.object))) return { form, name: `.${last}` };
  }
  return undefined;
}

/** `utils.save(...)` is some function, `utils.model.save_pretrained(...)` most likely the method. */
function isFunctionOfModule(full: string | undefined, last: string, { names }: StorageCall<unknown>): boolean {
  return full !== undefined && (names !== undefined || !last.includes('_') || full.split('.').length < 3);
}

/** The last name of the object of a call: `model` of `self.model.save(...)`. */
function receiverName(object: Expression): string {
  if (object.kind === 'name' || object.kind === 'attribute') return object.name;
  if (object.kind === 'call') return lastName(object) ?? '';
  if (object.kind === 'subscript') return receiverName(object.object);
  return '';
}

/** The argument of a call by position or keyword; undefined where `*rest` may bring it. */
export function argumentOf(call: CallExpression, [position, ...keywords]: readonly [number, ...string[]]): Argument | undefined {
  for (const argument of call.arguments) if (argument.name !== undefined && keywords.includes(argument.name)) return argument;
  const positional = call.arguments.filter(({ name, star }) => name === undefined && star !== '**');
  const found = position >= 0 ? positional[position] : undefined;
  return positional.slice(0, position + 1).some(({ star }) => star === '*') ? undefined : found;
}

/** Where a call's path is written, and what is known of it. A file handle leads to what it was opened with. */
export function pathOf<Kind>(site: PythonCall, { path }: StorageCall<Kind>, context: ScriptContext) {
  const { callee } = site.call;
  const argument = path === 'receiver' ? undefined : argumentOf(site.call, path);
  const written = path === 'receiver' ? (callee.kind === 'attribute' ? callee.object : undefined) : argument?.value;
  const pathExpression = written && openedPath(written, context);
  return {
    pathExpression,
    pathArgument: pathExpression !== undefined && pathExpression === argument?.value ? argument : undefined,
    path: pathExpression ? context.evaluator.path(pathExpression) : unknownPath,
  };
}

/** What a file handle was opened with: of `f` in `with open(path) as f`, of `open(path)` itself; anything else is returned as it is. */
export function openedPath(expression: Expression, context: ScriptContext): Expression {
  let next = expression;
  if (next.kind === 'name') {
    const [binding, ...others] = context.names.bindingsOf(next);
    if (binding && others.length === 0 && binding.value?.kind === 'call' && (binding.kind === 'with' || binding.kind === 'assignment'))
      next = binding.value;
  }
  if (next.kind !== 'call') return expression;
  const full = fullName(next, context);
  if (full !== undefined && openers.test(full)) return argumentOf(next, [0, 'file', 'filename', 'name'])?.value ?? expression;
  const { callee } = next;
  return callee.kind === 'attribute' && callee.name === 'open' && full === undefined ? callee.object : expression;
}

/** Functions of serving code, which load a model to use it, and write only for themselves. */
const servingFunctions = /^(model_fn|input_fn|predict_fn|output_fn|transform_fn)$/;

/** Whether a call stands in a function that a serving toolkit calls, which may be in the script of the training, too. */
export function isInServingFunction({ within }: PythonCall): boolean {
  return servingFunctions.test(functionAround(within)?.name ?? '');
}
