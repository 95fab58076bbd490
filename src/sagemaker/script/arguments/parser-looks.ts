import type { Binding } from '../../../languages/python/names.js';
import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { ScriptContext } from '../context.js';
import type { ArgumentLibrary } from './arguments.js';
import { parseMethods } from './parses.js';

const parserClasses: ReadonlyMap<string, ArgumentLibrary> = new Map([
  ['argparse.ArgumentParser', 'argparse'],
  ['configargparse.ArgumentParser', 'other'],
  ['configargparse.ArgParser', 'other'],
  ['jsonargparse.ArgumentParser', 'other'],
  ['tap.Tap', 'other'],
  ['optparse.OptionParser', 'optparse'],
  ['simple_parsing.ArgumentParser', 'simple-parsing'],
  ['transformers.HfArgumentParser', 'huggingface'],
  ['transformers.hf_argparser.HfArgumentParser', 'huggingface'],
  ['trl.TrlParser', 'huggingface'],
  ['trl.scripts.TrlParser', 'huggingface'],
]);

/** Keyword arguments that argparse knows: what is handed in from elsewhere and takes these is a parser. */
const declarationKeywords = new Set(['type', 'default', 'help', 'action', 'nargs', 'required', 'dest', 'choices', 'metavar', 'const']);

/** What in a file is used as a parser, by its looks. */
export interface UsedAsParser {
  /** The last names that a parser may go by: what its methods are called of, what it is assigned to, and what that is handed on as. */
  readonly names: ReadonlySet<string>;
  /** Names that arguments are declared on. */
  readonly bindings: ReadonlySet<Binding>;
  /** Other names of a method: `add = parser.add_argument`. */
  readonly methods: ReadonlySet<string>;
}

/** Finds that; the words alone count, so that names are found that no parser goes by. */
export function findUses(context: ScriptContext): UsedAsParser {
  const names = new Set<string>();
  const bindings = new Set<Binding>();
  const methods = new Set<string>();
  const handed: { readonly from: string; readonly to: readonly Expression[] }[] = [];
  for (const [method, sites] of context.callsByName) {
    if (!method.startsWith('add_') && !parseMethods.has(method)) continue;
    for (const { call } of sites) {
      if (call.callee.kind !== 'attribute') continue;
      const { object } = call.callee;
      if (object.kind === 'name' || object.kind === 'attribute') names.add(object.name);
      const isSure = isDeclaration(call) || method === 'add_argument_group' || method === 'add_mutually_exclusive_group';
      if (object.kind === 'name' && isSure) for (const binding of context.names.bindingsOf(object)) bindings.add(binding);
    }
  }
  const defined = new Set<string>();
  for (const { statement } of context.statements) {
    if (statement.kind === 'function' || statement.kind === 'class') defined.add(statement.name);
    if (statement.kind !== 'assignment' || !statement.value) continue;
    const { value, targets } = statement;
    if (value.kind === 'call' && libraryOf(value.callee, context) !== undefined) addNames(targets, names);
    const from = lastName(value);
    if (from !== undefined) handed.push({ from, to: targets });
    if (value.kind === 'attribute' && value.name === 'add_argument') addNames(targets, methods);
  }
  const isNamed = ({ value }: Argument) => {
    const name = lastName(value);
    return name !== undefined && names.has(name);
  };
  const callsWithin = [...defined].flatMap((name) => context.callsByName.get(name) ?? []);
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const { from, to } of handed) if (names.has(from)) addNames(to, names);
    for (const { call } of callsWithin) {
      // Few calls are given something of such a name: the others need not be followed.
      if (call.arguments.some(isNamed)) for (const { name } of context.flow.functionOf(call)?.definition.parameters ?? []) names.add(name);
    }
  }
  return { names, bindings, methods };
}

function addNames(targets: readonly Expression[], names: Set<string>): void {
  for (const target of targets) {
    const name = lastName(target);
    if (name !== undefined) names.add(name);
  }
}

function lastName(expression: Expression): string | undefined {
  return expression.kind === 'name' || expression.kind === 'attribute' ? expression.name : undefined;
}

/** Whether a call of add_argument is one of a parser by its looks alone: a browser's options have such a method, too. */
export function isDeclaration({ callee, arguments: given }: CallExpression): boolean {
  if (callee.kind !== 'attribute' || callee.name !== 'add_argument') return false;
  return given.some(({ name }) => name !== undefined && declarationKeywords.has(name));
}

/** The library whose parser a call makes; undefined where it makes none. */
export function libraryOf(callee: Expression, context: ScriptContext): ArgumentLibrary | undefined {
  const last = callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : undefined;
  if (last === undefined) return undefined;
  const { names } = context;
  const mayBeImported = /Parser|Tap/.test(last);
  const mayBeHere = callee.kind === 'name' && (last === 'ArgumentParser' || classNamesOf(context).has(last));
  if (!mayBeImported && !mayBeHere) return undefined;
  const found = mayBeImported ? names.qualifiedNames(callee) : [];
  for (const name of found) {
    const library = parserClasses.get(name);
    if (library) return library;
  }
  if (callee.kind !== 'name' || !mayBeHere) return undefined;
  const [binding] = /^[A-Z]/.test(last) || found.length > 0 ? names.bindingsOf(callee) : [];
  // `from argparse import *`
  if (binding === undefined) return last === 'ArgumentParser' && found.length === 0 ? 'argparse' : undefined;
  if (binding.kind !== 'class' || binding.statement?.kind !== 'class') return undefined;
  const bases = binding.statement.bases.flatMap(({ value }) => names.qualifiedNames(value));
  return bases.some((base) => parserClasses.has(base)) ? 'other' : undefined;
}

const classNames = new WeakMap<ScriptContext, ReadonlySet<string>>();

/** The names of all classes of a file. */
function classNamesOf(context: ScriptContext): ReadonlySet<string> {
  const known = classNames.get(context);
  if (known) return known;
  const found = new Set<string>();
  for (const { statement } of context.statements) if (statement.kind === 'class') found.add(statement.name);
  classNames.set(context, found);
  return found;
}
