import type { AttributeExpression, CallExpression, Expression, Statement } from '../../../languages/python/syntax.js';
import { forEachChild, forEachExpression } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { mayHold, offsetsOfWords } from '../mentions.js';
import type { FoundParsers, ParserDraft } from './parsers.js';
import { parseMethods } from './parses.js';
import { createValueFlow } from './value-flow.js';
import { findValueNames } from './value-names.js';

/** A namespace that a parser fills, or one of the dataclasses that it makes, or the same as a dictionary. */
interface Namespace {
  readonly draft: ParserDraft;
  /** Which of the dataclasses. */
  readonly place: number | undefined;
  readonly isDictionary: boolean;
}

/** A use of one value of a namespace. */
export interface NamespaceRead {
  readonly destination: string;
  readonly expression: Expression;
  readonly from: readonly { readonly draft: ParserDraft; readonly place: number | undefined }[];
  readonly isRewritten: boolean;
}

const dataclassMethods = new Set([
  'parse_args_into_dataclasses',
  'parse_args_and_config',
  'parse_json_file',
  'parse_dict',
  'parse_yaml_file',
]);

const noNamespaces: readonly Namespace[] = [];

/** What `direct` below knows, by names alone. */
function handsOnNamespace(expression: AttributeExpression | CallExpression): true | Expression | undefined {
  if (expression.kind === 'attribute') return expression.name === '__dict__' ? expression.object : undefined;
  const { callee } = expression;
  if (callee.kind === 'attribute' && (parseMethods.has(callee.name) || dataclassMethods.has(callee.name))) return true;
  const first = expression.arguments[0]?.value;
  if (first === undefined) return callee.kind === 'attribute' && callee.name === 'copy' ? callee.object : undefined;
  return isNamed(callee, copyingFunctions) ? first : undefined;
}

/** Finds every `args.epochs`, `vars(args)["epochs"]` and `getattr(args, "epochs")`. */
export function readNamespaces(context: ScriptContext, parsers: FoundParsers): readonly NamespaceRead[] {
  const { names, evaluator } = context;
  const interned = new Map<ParserDraft, Map<string, Namespace>>();
  const namespace = (draft: ParserDraft, place: number | undefined, isDictionary: boolean): Namespace => {
    const known = interned.get(draft) ?? new Map<string, Namespace>();
    interned.set(draft, known);
    const key = `${place} ${isDictionary}`;
    const made = known.get(key) ?? { draft, place, isDictionary };
    known.set(key, made);
    return made;
  };
  const asDictionaries = (found: Iterable<Namespace>) => [...found].map(({ draft, place }) => namespace(draft, place, true));

  const possible = findValueNames(context, handsOnNamespace);
  const mentions = possible && offsetsOfWords(context.document.text, [...possible.names, ...possible.functions], 'parse_');
  // A namespace is a name that it goes by, or the result of a method: `parse_args` and the like.
  const isMentioned = (node: Expression | Statement) => mentions === undefined || mayHold(node, mentions);

  const flow = createValueFlow<Namespace>(context, {
    names: () => possible?.names,
    direct(expression, position, follow) {
      if (expression.kind === 'attribute' && expression.name === '__dict__' && position.length === 0) {
        return asDictionaries(follow(expression.object));
      }
      if (expression.kind !== 'call') return undefined;
      const { callee } = expression;
      if (callee.kind === 'attribute' && (parseMethods.has(callee.name) || dataclassMethods.has(callee.name))) {
        const drafts = [...parsers.flow(callee.object)].filter(({ kind }) => kind === 'parser').map(({ draft }) => draft);
        if (drafts.length === 0) return undefined;
        const [place, ...deeper] = position;
        if (deeper.length > 0) return [];
        if (dataclassMethods.has(callee.name)) return place === undefined ? [] : drafts.map((draft) => namespace(draft, place, false));
        const isHere = callee.name.includes('known') ? place === 0 : place === undefined;
        return isHere ? drafts.map((draft) => namespace(draft, undefined, false)) : [];
      }
      if (position.length > 0) return undefined;
      const first = expression.arguments[0]?.value;
      if (callee.kind === 'attribute' && callee.name === 'copy' && first === undefined) return follow(callee.object);
      if (first === undefined || !isNamed(callee, copyingFunctions)) return undefined;
      switch (names.qualifiedName(callee)) {
        case 'builtins.vars':
          return asDictionaries(follow(first));
        case 'builtins.dict':
        case 'copy.copy':
        case 'copy.deepcopy':
          return follow(first);
        default:
          return undefined;
      }
    },
  });

  const rewritten = new Map<ParserDraft, Set<string>>();
  const reads: { destination: string; expression: Expression; from: readonly Namespace[] }[] = [];
  const rewrite = (found: Iterable<Namespace>, name: string) => {
    for (const { draft } of found) {
      const known = rewritten.get(draft) ?? new Set<string>();
      rewritten.set(draft, known.add(name));
    }
  };
  const of = (object: Expression, isDictionary: boolean): readonly Namespace[] => {
    const found = flow(object);
    return found.size === 0 ? noNamespaces : [...found].filter((one) => one.isDictionary === isDictionary);
  };
  const read = (destination: string, expression: Expression, from: readonly Namespace[]) => {
    if (from.length > 0) reads.push({ destination, expression, from });
  };

  const look = (node: Expression): void => {
    if (node.kind === 'name' || !isMentioned(node)) return;
    if (node.kind === 'attribute' && !node.name.startsWith('__')) read(node.name, node, of(node.object, false));
    else if (node.kind === 'subscript' && node.index.kind === 'string' && node.index.value !== undefined) {
      read(node.index.value, node, of(node.object, true));
    } else if (node.kind === 'call') lookAtCall(node);
    forEachChild(node, look);
  };

  function lookAtCall(call: CallExpression): void {
    const { callee } = call;
    if (callee.kind === 'attribute') {
      if (callee.name === 'get') {
        const name = textOf(call, 0);
        if (name !== undefined) read(name, call, of(callee.object, true));
      } else if (/^(?:update|setdefault|pop)$/.test(callee.name)) rewrite(of(callee.object, true), everything);
      return;
    }
    if (!isNamed(callee, /^(?:getattr|setattr)$/)) return;
    const object = call.arguments[0]?.value;
    const name = textOf(call, 1);
    if (object === undefined) return;
    if (names.qualifiedName(callee) === 'builtins.setattr') rewrite(of(object, false), name ?? everything);
    else if (name !== undefined) read(name, call, of(object, false));
  }

  function textOf(call: CallExpression, place: number): string | undefined {
    const given = call.arguments[place];
    const text = given && given.star === '' ? evaluator.text(given.value) : undefined;
    return text?.known ? text.value : undefined;
  }

  const assign = (target: Expression): void => {
    if (target.kind === 'attribute') {
      rewrite(of(target.object, false), target.name);
      look(target.object);
    } else if (target.kind === 'subscript') {
      const name = target.index.kind === 'string' ? target.index.value : undefined;
      rewrite(of(target.object, true), name ?? everything);
      forEachChild(target, look);
    } else if (target.kind === 'tuple' || target.kind === 'list') for (const element of target.elements) assign(element);
  };

  for (const { statement } of context.statements) {
    if (!isMentioned(statement)) continue;
    if (statement.kind !== 'assignment') {
      forEachExpression(statement, look);
      continue;
    }
    for (const target of statement.targets) assign(target);
    if (statement.value) look(statement.value);
  }

  return reads.map(({ destination, expression, from }) => {
    const isRewritten = from.some(({ draft }) => {
      const changed = rewritten.get(draft);
      return changed !== undefined && (changed.has(everything) || changed.has(destination));
    });
    return { destination, expression, from: from.map(({ draft, place }) => ({ draft, place })), isRewritten };
  });
}

const copyingFunctions = /^(?:vars|dict|copy|deepcopy)$/;

/** Stands for all destinations. */
const everything = '*';

function isNamed(callee: Expression, name: RegExp): boolean {
  return (callee.kind === 'name' || callee.kind === 'attribute') && name.test(callee.name);
}
