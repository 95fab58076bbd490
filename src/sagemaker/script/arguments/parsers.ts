import type { Binding } from '../../../languages/python/names.js';
import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import { known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { ArgumentLibrary, CommandArgument, ParseCall } from './arguments.js';
import { readDataclasses } from './dataclasses.js';
import { keywordOf, readDeclaration } from './declaration.js';
import { openEscaped } from './escapes.js';
import { findUses, isDeclaration, libraryOf, type UsedAsParser } from './parser-looks.js';
import { parseMethods, readParse } from './parses.js';
import { createValueFlow, type ValueFlow } from './value-flow.js';
import { findValueNames, type ValueNames } from './value-names.js';

/** A parser that is being put together. */
export interface ParserDraft {
  readonly library: ArgumentLibrary;
  readonly creation: CallExpression | undefined;
  readonly own: CommandArgument[];
  /** Whose arguments it has, too. */
  readonly parents: ParserDraft[];
  whyOpen: string | undefined;
  allowsAbbreviations: Value<boolean>;
  subcommands:
    | { readonly name: Value<string>; readonly nameSpan: Expression['span'] | undefined; readonly parser: ParserDraft }[]
    | undefined;
  readonly changedDefaults: string[];
  readonly parses: ParseCall[];
  /** The dataclasses that it was made of, as far as they stand in the file; by place. */
  readonly dataclasses: readonly (readonly CommandArgument[] | undefined)[];
}

/** A parser, a group of its arguments, or the object that its subcommands are added to. */
export interface ParserThing {
  readonly kind: 'parser' | 'subcommands';
  readonly draft: ParserDraft;
}

/** The parsers of a file, and how to tell which one an expression is. */
export interface FoundParsers {
  readonly drafts: readonly ParserDraft[];
  readonly flow: ValueFlow<ParserThing>;
}

/** What a parser may be handed to without being given more arguments. */
const harmless = new Set([
  'builtins.print',
  'builtins.isinstance',
  'builtins.type',
  'builtins.repr',
  'builtins.id',
  'argcomplete.autocomplete',
]);

/** Methods that give something to add arguments to. */
const makingMethods = new Set(['add_argument_group', 'add_mutually_exclusive_group', 'add_subparsers', 'add_parser']);

const noArguments: readonly Argument[] = [];

/** Methods by which other code adds arguments. */
const openingMethods = new Set([
  'register',
  'add_arguments',
  'add_class_arguments',
  'add_dataclass_arguments',
  'add_method_arguments',
  '_add_action',
]);

/** Finds every parser of a file, with what is declared on it and where it parses. */
export function findParsers(context: ScriptContext): FoundParsers {
  const drafts = new Map<unknown, ParserDraft>();
  const things = new Map<ParserDraft, { readonly parser: ParserThing; readonly subcommands: ParserThing }>();

  const thingsOf = (draft: ParserDraft) => {
    const kept = things.get(draft);
    if (kept) return kept;
    const made = { parser: { kind: 'parser', draft }, subcommands: { kind: 'subcommands', draft } } as const;
    things.set(draft, made);
    return made;
  };

  /** One parser for each call that makes one, and for each name that one is handed in by. */
  const draftFor = (key: unknown, make: () => ParserDraft): ParserDraft => {
    const kept = drafts.get(key);
    if (kept) return kept;
    const made = make();
    drafts.set(key, made);
    return made;
  };

  const flow = createValueFlow<ParserThing>(context, {
    direct(expression, position, follow) {
      if (expression.kind !== 'call' || position.length > 0) return undefined;
      const { callee } = expression;
      if (callee.kind === 'attribute') {
        switch (callee.name) {
          case 'add_argument_group':
          case 'add_mutually_exclusive_group':
            return follow(callee.object);
          case 'add_subparsers':
            return [...follow(callee.object)].map(({ draft }) => thingsOf(draft).subcommands);
          case 'add_parser': {
            const owners = [...follow(callee.object)].filter(({ kind }) => kind === 'subcommands');
            return owners.length === 0 ? undefined : [thingsOf(subcommand(expression, owners, follow)).parser];
          }
        }
      }
      const library = libraryOf(callee, context);
      return library === undefined ? undefined : [thingsOf(created(expression, library, follow)).parser];
    },
    outside: (binding: Binding) => (isUsedAsParser(binding) ? [thingsOf(outside(binding)).parser] : []),
    names: () => valueNames().names?.names,
  });

  let kept: { readonly names: ValueNames | undefined } | undefined;
  function valueNames() {
    kept ??= { names: findValueNames(context, looksLikeParser, handedInNames()) };
    return kept;
  }

  function looksLikeParser(expression: Expression): true | Expression | undefined {
    if (expression.kind !== 'call') return undefined;
    const { callee } = expression;
    if (callee.kind === 'attribute' && makingMethods.has(callee.name)) return callee.object;
    return libraryOf(callee, context) === undefined ? undefined : true;
  }

  /** The names of the parameters that a parser may be handed in by. */
  function handedInNames(): Set<string> {
    const found = new Set(Array.from(uses().bindings, ({ name }) => name));
    for (const { statement } of context.statements) {
      for (const { name, annotation } of statement.kind === 'function' ? statement.parameters : [])
        if (annotation && libraryOf(annotation, context) !== undefined) found.add(name);
    }
    return found;
  }

  function created(call: CallExpression, library: ArgumentLibrary, follow: ValueFlow<ParserThing>): ParserDraft {
    const kept = drafts.get(call);
    if (kept) return kept;
    const draft = draftFor(call, () => emptyDraft(library, call, context));
    const parents = keywordOf(call, 'parents')?.value;
    if (parents) addParents(draft, parents, follow);
    return draft;
  }

  function addParents(draft: ParserDraft, parents: Expression, follow: ValueFlow<ParserThing>): void {
    const elements = parents.kind === 'list' || parents.kind === 'tuple' ? parents.elements : undefined;
    for (const parent of elements ?? []) {
      const found = [...follow(parent)];
      for (const thing of found) draft.parents.push(thing.draft);
      if (found.length === 0) draft.whyOpen ??= 'it has parents that are not seen';
    }
    if (elements === undefined) draft.whyOpen ??= 'it has parents that are not seen';
  }

  function subcommand(call: CallExpression, owners: readonly ParserThing[], follow: ValueFlow<ParserThing>): ParserDraft {
    const kept = drafts.get(call);
    if (kept) return kept;
    const draft = created(call, 'argparse', follow);
    const first = call.arguments[0];
    const written = first && first.name === undefined && first.star === '' ? first.value : keywordOf(call, 'name')?.value;
    const name = written ? context.evaluator.text(written) : unknown('it is not given');
    for (const { draft: owner } of owners)
      owner.subcommands = [...(owner.subcommands ?? []), { name, nameSpan: written?.span, parser: draft }];
    return draft;
  }

  function outside(key: unknown): ParserDraft {
    return draftFor(key, () => {
      const draft = emptyDraft('argparse', undefined, context);
      draft.whyOpen = 'it is made elsewhere';
      return draft;
    });
  }

  let usedAsParser: UsedAsParser | undefined;
  const uses = () => {
    usedAsParser ??= findUses(context);
    return usedAsParser;
  };

  function isUsedAsParser(binding: Binding): boolean {
    const annotation = binding.parameter?.annotation;
    return uses().bindings.has(binding) || (annotation !== undefined && libraryOf(annotation, context) !== undefined);
  }

  /** The parsers that a method is called of; one that is made elsewhere where nothing else is known. */
  function receiversOf(object: Expression, mayBeElsewhere: boolean): readonly ParserDraft[] {
    const found = [...flow(object)].map(({ draft }) => draft);
    if (found.length > 0 || !mayBeElsewhere) return found;
    return [outside(context.document.text.slice(object.span.start, object.span.end))];
  }

  for (const place of context.calls) readCall(place);

  function readCall(place: PythonCall): void {
    const { call } = place;
    const { callee } = call;
    for (const { value } of uses().methods.size > 0 ? call.arguments : noArguments) {
      const owner = methodBehind(value);
      if (owner) for (const { draft } of flow(owner)) draft.whyOpen ??= 'a method of it is handed on';
    }
    if (callee.kind === 'attribute') {
      const method = callee.name;
      if (method === 'add_argument' || method === 'add_option') {
        declare(place, receiversOf(callee.object, isDeclaration(call)));
        return;
      }
      if (method === 'add_subparsers') {
        for (const { draft } of flow(callee.object)) draft.subcommands ??= [];
        return;
      }
      if (method === 'add_parser' || method === 'add_argument_group' || method === 'add_mutually_exclusive_group') {
        flow(call);
        return;
      }
      if (method === 'set_defaults') {
        for (const { draft } of flow(callee.object)) changeDefaults(draft, call);
        return;
      }
      if (parseMethods.has(method)) {
        for (const { draft, kind } of flow(callee.object)) if (kind === 'parser') draft.parses.push(readParse(place, callee, context));
        return;
      }
      if (openingMethods.has(method)) for (const { draft } of flow(callee.object)) draft.whyOpen ??= `${method} may add to it`;
    }
    // `add = parser.add_argument`
    const method = methodBehind(callee);
    if (method) declare(place, receiversOf(method, false));
    else if (libraryOf(callee, context) !== undefined) flow(call);
    else if (call.arguments.some(mayBeParser) && context.flow.functionOf(call) === undefined && !isHarmless(callee)) {
      for (const argument of call.arguments) if (mayBeParser(argument)) openIfParser(argument.value);
    }
  }

  /** What `add` belongs to where it stands for `parser.add_argument`. */
  function methodBehind(callee: Expression): Expression | undefined {
    if (callee.kind !== 'name' || !uses().methods.has(callee.name)) return undefined;
    const [binding, ...others] = context.names.bindingsOf(callee);
    const value = others.length === 0 && binding?.kind === 'assignment' && binding.position.length === 0 ? binding.value : undefined;
    return value?.kind === 'attribute' && value.name === 'add_argument' ? value.object : undefined;
  }

  function declare(place: PythonCall, receivers: readonly ParserDraft[]): void {
    if (receivers.length === 0) return;
    const { argument, hasUnknownNames } = readDeclaration(place, context);
    for (const draft of receivers) {
      draft.own.push(argument);
      if (hasUnknownNames) draft.whyOpen ??= 'it takes arguments whose names are not seen';
    }
  }

  function isHarmless(callee: Expression): boolean {
    const name = context.names.qualifiedName(callee);
    return name !== undefined && harmless.has(name);
  }

  function mayBeParser({ value }: Argument): boolean {
    if (value.kind === 'call') return valueNames().names?.mayBe(value) ?? true;
    return (value.kind === 'name' || value.kind === 'attribute') && uses().names.has(value.name);
  }

  /** A parser that other code is given may get more arguments there. */
  function openIfParser(value: Expression): void {
    for (const { draft } of flow(value)) draft.whyOpen ??= 'other code is given it';
  }

  if (drafts.size > 0) openEscaped(context, flow, uses().names);
  return { drafts: [...drafts.values()], flow };
}

function emptyDraft(library: ArgumentLibrary, creation: CallExpression | undefined, context: ScriptContext): ParserDraft {
  const abbreviations = creation && keywordOf(creation, 'allow_abbrev');
  const allows = abbreviations ? context.evaluator.scalar(abbreviations.value) : known(true);
  const isSure = creation?.arguments.every(({ star }) => star === '');
  return {
    library,
    creation,
    own: [],
    parents: [],
    whyOpen: openByMaking(library, creation, context),
    allowsAbbreviations: isSure && allows.known && typeof allows.value === 'boolean' ? known(allows.value) : unknown('it is not seen'),
    subcommands: undefined,
    changedDefaults: [],
    parses: [],
    dataclasses: library === 'huggingface' && creation ? readDataclasses(creation, context) : [],
  };
}

function openByMaking(library: ArgumentLibrary, creation: CallExpression | undefined, context: ScriptContext): string | undefined {
  if (library !== 'argparse') return 'its arguments come from elsewhere, too';
  if (creation?.arguments.some(({ star }) => star !== '')) return 'it is made with options that are not seen';
  if (creation && context.names.qualifiedName(creation.callee) === undefined && creation.callee.kind === 'name')
    return 'its class is not seen';
  const prefix = creation && keywordOf(creation, 'prefix_chars');
  return prefix ? 'its options do not begin with `-` alone' : undefined;
}

function changeDefaults(draft: ParserDraft, call: CallExpression): void {
  for (const { name, star } of call.arguments) {
    if (name !== undefined) draft.changedDefaults.push(name);
    else if (star === '**') draft.whyOpen ??= 'its defaults are set from elsewhere';
  }
}
