import type { AttributeExpression, CallExpression, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { functionAround } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';

/** What things of one kind may go by in a file; found by names alone, so there are more of them than things. */
export interface ValueNames {
  /** Last names: of variables, parameters and attributes. */
  readonly names: ReadonlySet<string>;
  /** Names of functions and classes whose call may give one. */
  readonly functions: ReadonlySet<string>;
  /** Whether a value flow may find anything in an expression. */
  mayBe(expression: Expression): boolean;
}

/** Says of an attribute or a call whether it is a thing by itself: true, or the expression whose things it hands on. */
export type ThingLooks = (expression: AttributeExpression | CallExpression) => true | Expression | undefined;

/**
 * Finds the names that a value flow may find things behind, so that it need not look up the others: most names of a file.
 * `seeds` are those that things are handed in by. undefined where that cannot be told cheaply.
 */
export function findValueNames(
  context: Pick<ScriptContext, 'document' | 'statements' | 'callsByName'>,
  looks: ThingLooks,
  seeds: Iterable<string> = [],
): ValueNames | undefined {
  // Bindings within expressions are not looked for.
  if (context.document.text.includes(':=')) return undefined;
  const names = new Set(seeds);
  const functions = new Set<string>();
  const definitions = new Map<string, { readonly definition: FunctionStatement; readonly isMethod: boolean }[]>();
  const handovers: { readonly to: readonly Expression[]; readonly from: Expression }[] = [];
  const results: { readonly of: readonly string[]; readonly from: Expression }[] = [];
  const defaults: { readonly name: string; readonly from: Expression }[] = [];
  const callNames = new Map<FunctionStatement, readonly string[]>();

  for (const { statement, within } of context.statements) {
    switch (statement.kind) {
      case 'assignment':
        if (statement.value && mayHandOn(statement.value)) handovers.push({ to: statement.targets, from: statement.value });
        break;
      case 'with':
        for (const { value, target } of statement.items) if (target) handovers.push({ to: [target], from: value });
        break;
      case 'return': {
        const [from] = statement.values;
        const definition = from && mayHandOn(from) ? functionAround(within) : undefined;
        if (from && definition) results.push({ of: callNames.get(definition) ?? [], from });
        break;
      }
      case 'function': {
        const owner = within?.statement.kind === 'class' ? within.statement : undefined;
        const called = owner && statement.name === '__init__' ? [statement.name, owner.name] : [statement.name];
        callNames.set(statement, called);
        for (const name of called) {
          const known = definitions.get(name);
          const made = { definition: statement, isMethod: owner !== undefined };
          if (known) known.push(made);
          else definitions.set(name, [made]);
        }
        for (const parameter of statement.parameters) {
          if (parameter.default && mayHandOn(parameter.default)) defaults.push({ name: parameter.name, from: parameter.default });
        }
      }
    }
  }
  const calls = [...definitions.keys()].flatMap((name) => context.callsByName.get(name) ?? []);

  const may = (expression: Expression): boolean => {
    switch (expression.kind) {
      case 'name':
        return names.has(expression.name);
      case 'attribute': {
        if (names.has(expression.name)) return true;
        const through = looks(expression);
        return through !== undefined && (through === true || may(through));
      }
      case 'call': {
        if (functions.has(lastNameOf(expression.callee))) return true;
        const through = looks(expression);
        return through !== undefined && (through === true || may(through));
      }
      case 'tuple':
      case 'list':
        return expression.elements.some(may);
      case 'subscript':
        return may(expression.object);
      case 'conditional':
        return may(expression.then) || may(expression.otherwise);
      case 'binary':
        return expression.operator === 'or' && (may(expression.left) || may(expression.right));
      case 'unary':
        return may(expression.operand);
      default:
        return false;
    }
  };

  const hand = (call: CallExpression): void => {
    let position = -1;
    for (const { name, star, value } of call.arguments) {
      if (name === undefined && star !== '**') position++;
      if (!may(value)) continue;
      if (name !== undefined) names.add(name);
      else {
        for (const { definition, isMethod } of definitions.get(lastNameOf(call.callee)) ?? []) {
          addParameter(definition, position);
          if (isMethod) addParameter(definition, position + 1);
        }
      }
    }
  };
  const addParameter = ({ parameters }: FunctionStatement, place: number): void => {
    const parameter = parameters[place];
    if (parameter) names.add(parameter.name);
  };

  for (let before = -1; before < names.size + functions.size; ) {
    before = names.size + functions.size;
    for (const { to, from } of handovers) if (may(from)) for (const target of to) addTarget(target, names);
    for (const { of, from } of results) if (may(from)) for (const name of of) functions.add(name);
    for (const { name, from } of defaults) if (may(from)) names.add(name);
    for (const { call } of calls) hand(call);
  }
  return { names, functions, mayBe: may };
}

function addTarget(target: Expression, names: Set<string>): void {
  if (target.kind === 'name' || target.kind === 'attribute') names.add(target.name);
  else if (target.kind === 'tuple' || target.kind === 'list') for (const element of target.elements) addTarget(element, names);
  else if (target.kind === 'unary') addTarget(target.operand, names);
}

/** Whether an expression is of a kind that a value flow follows. */
function mayHandOn({ kind }: Expression): boolean {
  switch (kind) {
    case 'name':
    case 'attribute':
    case 'call':
    case 'tuple':
    case 'list':
    case 'subscript':
    case 'conditional':
    case 'binary':
    case 'unary':
      return true;
    default:
      return false;
  }
}

function lastNameOf(callee: Expression): string {
  return callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : '';
}
