import type { Binding } from '../../../languages/python/names.js';
import type { Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { walkStatements } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';

/** Where in a value something is: empty for the whole, `[0]` for the first of a tuple. */
export type Position = readonly number[];

/** Says which things an expression may be; empty where it is none of them. */
export type ValueFlow<Thing> = (expression: Expression, position?: Position) => ReadonlySet<Thing>;

/** What the flow asks of whoever looks for things. */
export interface FlowSource<Thing> {
  /** The things that an expression is by itself: a call that makes one. undefined where it must be followed. */
  direct(expression: Expression, position: Position, flow: ValueFlow<Thing>): Iterable<Thing> | undefined;
  /** What a parameter is that no call in the file is seen to give. */
  outside?(binding: Binding): Iterable<Thing>;
  /** The last names that things may go by, no name left out; undefined where that is not known. Asked for once. */
  names?(): ReadonlySet<string> | undefined;
}

const nothing: ReadonlySet<never> = new Set();
const whole: Position = [];
/** Nobody hands a thing on more often than that. */
const deepest = 200;

/**
 * Follows things of one kind through a file: names, parameters of its functions, what these return, attributes of `self`.
 * It joins all ways, so what it finds is what an expression may be.
 */
export function createValueFlow<Thing>(
  context: Pick<ScriptContext, 'syntax' | 'names' | 'flow'>,
  source: FlowSource<Thing>,
): ValueFlow<Thing> {
  const { names, flow: calls } = context;
  const byBinding = new Map<Binding, Map<string, ReadonlySet<Thing>>>();
  const byFunction = new Map<FunctionStatement, Map<string, ReadonlySet<Thing>>>();
  const byAttribute = new Map<readonly Expression[], Map<string, ReadonlySet<Thing>>>();
  let possible: { readonly names: ReadonlySet<string> | undefined } | undefined;
  const isPossible = (name: string): boolean => {
    possible ??= { names: source.names?.() };
    return possible.names?.has(name) ?? true;
  };
  let attributes: ReadonlyMap<string, readonly Expression[]> | undefined;

  let depth = 0;

  const flow: ValueFlow<Thing> = (expression, position = whole) => {
    if (depth > deepest) return nothing;
    depth++;
    const found = follow(expression, position);
    depth--;
    return found;
  };

  function follow(expression: Expression, position: Position): ReadonlySet<Thing> {
    const found = source.direct(expression, position, flow);
    if (found) return new Set(found);
    switch (expression.kind) {
      case 'name': {
        if (!isPossible(expression.name)) return nothing;
        const bindings = names.bindingsOf(expression);
        const [first] = bindings;
        if (first === undefined) return nothing;
        return bindings.length === 1 ? ofBinding(first, position) : union(bindings.map((binding) => ofBinding(binding, position)));
      }
      case 'attribute': {
        if (expression.object.kind !== 'name' || !isPossible(expression.name)) return nothing;
        attributes ??= attributeValues(context);
        const values = attributes.get(`${expression.object.name}.${expression.name}`);
        return values ? kept(byAttribute, values, position, () => union(values.map((value) => flow(value, position)))) : nothing;
      }
      case 'call': {
        const called = calls.functionOf(expression);
        if (called === undefined || called.definition.isAsync) return nothing;
        const { definition } = called;
        return kept(byFunction, definition, position, () => union(returnsOf(definition).map((value) => flow(value, position))));
      }
      case 'tuple':
      case 'list': {
        const [index, ...deeper] = position;
        const element = index === undefined ? undefined : expression.elements[index];
        return element ? flow(element, deeper) : nothing;
      }
      case 'subscript':
        return expression.index.kind === 'number' && expression.index.value !== undefined
          ? flow(expression.object, [expression.index.value, ...position])
          : nothing;
      case 'conditional':
        return union([flow(expression.then, position), flow(expression.otherwise, position)]);
      case 'binary':
        return expression.operator === 'or' ? union([flow(expression.left, position), flow(expression.right, position)]) : nothing;
      case 'named':
        return flow(expression.value, position);
      case 'unary':
        return expression.operator === 'await' ? flow(expression.operand, position) : nothing;
      default:
        return nothing;
    }
  }

  function ofBinding(binding: Binding, position: Position): ReadonlySet<Thing> {
    return kept(byBinding, binding, position, () => {
      if (binding.kind === 'parameter') return ofParameter(binding, position);
      const { kind, value } = binding;
      if (value === undefined || binding.isStarred || (kind !== 'assignment' && kind !== 'walrus' && kind !== 'with')) return nothing;
      return flow(value, [...binding.position, ...position]);
    });
  }

  function ofParameter(binding: Binding, position: Position): ReadonlySet<Thing> {
    const { statement: definition, parameter } = binding;
    if (definition?.kind !== 'function' || parameter === undefined) return nothing;
    const found: ReadonlySet<Thing>[] = [];
    for (const { call } of calls.callsOf(definition)) {
      const called = calls.functionOf(call);
      const value = called && calls.given(call, called, parameter);
      if (value === 'default') {
        if (parameter.default) found.push(flow(parameter.default, position));
      } else if (value) found.push(flow(value, position));
    }
    const joined = union(found);
    return joined.size === 0 && position.length === 0 && source.outside ? new Set(source.outside(binding)) : joined;
  }

  return flow;
}

/** Computes what is found once; while it is being computed, it is nothing: a loop adds nothing to itself. */
function kept<Key, Thing>(
  memory: Map<Key, Map<string, ReadonlySet<Thing>>>,
  key: Key,
  position: Position,
  compute: () => ReadonlySet<Thing>,
): ReadonlySet<Thing> {
  const byPosition = memory.get(key) ?? new Map<string, ReadonlySet<Thing>>();
  memory.set(key, byPosition);
  const at = position.join();
  const before = byPosition.get(at);
  if (before) return before;
  // A position only grows where a loop goes around and around.
  if (position.length > 4) return nothing;
  byPosition.set(at, nothing);
  const found = compute();
  byPosition.set(at, found);
  return found;
}

function union<Thing>(sets: readonly ReadonlySet<Thing>[]): ReadonlySet<Thing> {
  const filled = sets.filter((set) => set.size > 0);
  const [first] = filled;
  if (first === undefined) return nothing;
  if (filled.length === 1) return first;
  return new Set(filled.flatMap((set) => [...set]));
}

/** What the function's own `return` statements give. */
export function returnsOf(definition: FunctionStatement): readonly Expression[] {
  const values: Expression[] = [];
  walkStatements(definition.body, (statement) => {
    if (statement.kind === 'return' && statement.values[0]) values.push(statement.values[0]);
    return statement.kind !== 'function' && statement.kind !== 'class';
  });
  return values;
}

/** What is assigned to `self.x`, by that text. */
function attributeValues({ syntax }: Pick<ScriptContext, 'syntax'>): ReadonlyMap<string, readonly Expression[]> {
  const values = new Map<string, Expression[]>();
  walkStatements(syntax.body, (statement) => {
    if (statement.kind !== 'assignment' || statement.operator !== '=' || statement.value === undefined) return;
    for (const target of statement.targets) {
      const elements = target.kind === 'tuple' || target.kind === 'list' ? target.elements : undefined;
      for (const [index, element] of (elements ?? [target]).entries()) {
        if (element.kind !== 'attribute' || element.object.kind !== 'name') continue;
        const key = `${element.object.name}.${element.name}`;
        const value = elements ? elementOf(statement.value, index) : statement.value;
        const known = values.get(key);
        if (known) known.push(value);
        else values.set(key, [value]);
      }
    }
  });
  return values;
}

/** `value[index]`, as if it were written so. */
function elementOf(value: Expression, index: number): Expression {
  const span = value.span;
  return { kind: 'subscript', span, object: value, index: { kind: 'number', span, text: String(index), value: index, isFloat: false } };
}
