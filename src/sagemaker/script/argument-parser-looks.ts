import type { Binding } from '../../languages/python/names.js';
import type { CallExpression, Expression } from '../../languages/python/syntax.js';
import { parseMethods } from './argument-parses.js';
import type { ArgumentLibrary } from './arguments.js';
import type { ScriptContext } from './context.js';

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
  /** The last names of what a parser's methods are called of, and of what a parser is assigned to. */
  readonly names: ReadonlySet<string>;
  /** Names that arguments are declared on. */
  readonly bindings: ReadonlySet<Binding>;
}

/** Finds that in one pass over the calls. */
export function findUses(context: ScriptContext): UsedAsParser {
  const names = new Set<string>();
  const bindings = new Set<Binding>();
  for (const { call, statement } of context.calls) {
    const { callee } = call;
    if (callee.kind === 'attribute' && (callee.name.startsWith('add_') || parseMethods.has(callee.name))) {
      const { object } = callee;
      if (object.kind === 'name' || object.kind === 'attribute') names.add(object.name);
      const isSure = isDeclaration(call) || callee.name === 'add_argument_group' || callee.name === 'add_mutually_exclusive_group';
      if (object.kind === 'name' && isSure) for (const binding of context.names.bindingsOf(object)) bindings.add(binding);
    }
    if (statement.kind !== 'assignment' || statement.value !== call || libraryOf(callee, context) === undefined) continue;
    for (const target of statement.targets) if (target.kind === 'name' || target.kind === 'attribute') names.add(target.name);
  }
  return { names, bindings };
}

/** Whether a call of add_argument is one of a parser by its looks alone: a browser's options have such a method, too. */
export function isDeclaration({ callee, arguments: given }: CallExpression): boolean {
  if (callee.kind !== 'attribute' || callee.name !== 'add_argument') return false;
  return given.some(({ name }) => name !== undefined && declarationKeywords.has(name));
}

/** The library whose parser a call makes; undefined where it makes none. */
export function libraryOf(callee: Expression, { names }: ScriptContext): ArgumentLibrary | undefined {
  const last = callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : undefined;
  if (last === undefined) return undefined;
  const found = /Parser|Tap/.test(last) ? names.qualifiedNames(callee) : [];
  for (const name of found) {
    const library = parserClasses.get(name);
    if (library) return library;
  }
  if (callee.kind !== 'name') return undefined;
  const [binding] = /^[A-Z]/.test(last) || found.length > 0 ? names.bindingsOf(callee) : [];
  // `from argparse import *`
  if (binding === undefined) return last === 'ArgumentParser' && found.length === 0 ? 'argparse' : undefined;
  if (binding.kind !== 'class' || binding.statement?.kind !== 'class') return undefined;
  const bases = binding.statement.bases.flatMap(({ value }) => names.qualifiedNames(value));
  return bases.some((base) => parserClasses.has(base)) ? 'other' : undefined;
}
