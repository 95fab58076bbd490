import type { CallExpression, Expression, FunctionStatement, Statement } from '../../languages/python/syntax.js';
import { type Enclosure, type PythonCall, walkStatements } from '../../languages/python/walk.js';
import type { LaunchContext } from './context.js';

/** A method that is called on what a call made: `estimator.fit(...)`. */
export interface MethodUse {
  readonly method: string;
  readonly call: PythonCall;
}

/** What a call made is given to another call. */
export interface PassedUse {
  readonly call: PythonCall;
  /** The keyword, if it has one. */
  readonly name: string | undefined;
}

/** Which objects a file makes, and what it does with them. */
export interface Origins {
  /** The calls that may have made what an expression stands for; empty where nobody can tell. */
  originsOf(expression: Expression): readonly CallExpression[];
  /** The methods that are called on what a call made, in the order of the text. */
  usesOf(call: CallExpression): readonly MethodUse[];
  /** The calls that it is given to. */
  passedTo(call: CallExpression): readonly PassedUse[];
}

const deepest = 8;

/** Follows objects through names, attributes of `self`, and functions of the script that return them. Read when first asked for. */
export function readOrigins(context: LaunchContext): Origins {
  const { names, calls } = context;
  let attributes: ReadonlyMap<string, readonly Expression[]> | undefined;
  let uses: ReadonlyMap<CallExpression, MethodUse[]> | undefined;
  let passed: ReadonlyMap<CallExpression, PassedUse[]> | undefined;

  function find(expression: Expression, depth: number): readonly CallExpression[] {
    if (depth > deepest) return [];
    switch (expression.kind) {
      case 'name':
        return names.bindingsOf(expression).flatMap(({ kind, value, position, isStarred }) => {
          const isWhole = (kind === 'assignment' || kind === 'walrus') && position.length === 0 && !isStarred;
          return isWhole && value ? find(value, depth + 1) : [];
        });
      case 'named':
        return find(expression.value, depth + 1);
      case 'conditional':
        return [...find(expression.then, depth + 1), ...find(expression.otherwise, depth + 1)];
      case 'attribute': {
        if (expression.object.kind !== 'name' || expression.object.name !== 'self') return [];
        attributes ??= readAttributes(context);
        const values = attributes.get(attributeKey(expression.name, names.scopeAt(expression.span.start))) ?? [];
        return values.flatMap((value) => find(value, depth + 1));
      }
      case 'call': {
        const { callee } = expression;
        // `ModelTrainer(...).with_retry_strategy(...)` gives the trainer itself.
        if (callee.kind === 'attribute' && callee.name.startsWith('with_')) return find(callee.object, depth + 1);
        const made = callee.kind === 'name' ? functionOf(callee) : undefined;
        return made ? returnsOf(made).flatMap((value) => find(value, depth + 1)) : [expression];
      }
      default:
        return [];
    }
  }

  function functionOf(callee: Expression & { readonly kind: 'name' }): FunctionStatement | undefined {
    const bindings = names.bindingsOf(callee);
    const statement = bindings.length === 1 && bindings[0]?.kind === 'function' ? bindings[0].statement : undefined;
    return statement?.kind === 'function' ? statement : undefined;
  }

  return {
    originsOf: (expression) => find(expression, 0),
    usesOf(call) {
      uses ??= group(
        calls.flatMap((each) => {
          const { callee } = each.call;
          if (callee.kind !== 'attribute') return [];
          return find(callee.object, 0).map((origin) => [origin, { method: callee.name, call: each }] as const);
        }),
      );
      return uses.get(call) ?? [];
    },
    passedTo(call) {
      passed ??= group(
        calls.flatMap((each) =>
          each.call.arguments.flatMap(({ name, value }) =>
            objectsIn(value)
              .flatMap((object) => find(object, 0))
              .map((origin) => [origin, { call: each, name }] as const),
          ),
        ),
      );
      return passed.get(call) ?? [];
    },
  };
}

/** An argument that may hand an object on: the object itself or a list of them. */
function objectsIn(value: Expression): readonly Expression[] {
  if (value.kind === 'list' || value.kind === 'tuple') return value.elements;
  if (value.kind === 'dictionary') return value.entries.map((entry) => entry.value);
  return value.kind === 'name' || value.kind === 'attribute' || value.kind === 'call' ? [value] : [];
}

function group<Value>(pairs: readonly (readonly [CallExpression, Value])[]): Map<CallExpression, Value[]> {
  const groups = new Map<CallExpression, Value[]>();
  for (const [key, value] of pairs) {
    const found = groups.get(key);
    if (found) found.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

function returnsOf(definition: FunctionStatement): Expression[] {
  const found: Expression[] = [];
  walkStatements(definition.body, (statement) => {
    if (statement.kind === 'return') found.push(...statement.values);
    return statement.kind !== 'function' && statement.kind !== 'class';
  });
  return found;
}

/** What is assigned to attributes of `self`, by class and attribute. */
function readAttributes({ syntax, names }: LaunchContext): ReadonlyMap<string, readonly Expression[]> {
  const found = new Map<string, Expression[]>();
  walkStatements(syntax.body, (statement: Statement, within: Enclosure | undefined) => {
    if (statement.kind !== 'assignment' || !statement.value || !within) return;
    for (const target of statement.targets) {
      if (target.kind !== 'attribute' || target.object.kind !== 'name' || target.object.name !== 'self') continue;
      const key = attributeKey(target.name, names.scopeAt(target.span.start));
      const values = found.get(key);
      if (values) values.push(statement.value);
      else found.set(key, [statement.value]);
    }
  });
  return found;
}

function attributeKey(name: string, scope: ReturnType<LaunchContext['names']['scopeAt']>): string {
  let next: typeof scope | undefined = scope;
  while (next && next.kind !== 'class') next = next.parent;
  return `${next?.span.start ?? -1}:${name}`;
}
