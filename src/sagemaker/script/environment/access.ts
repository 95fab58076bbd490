import type { PythonNames } from '../../../languages/python/names.js';
import type { CallExpression, Expression, SubscriptExpression } from '../../../languages/python/syntax.js';

/** One access to a variable of the environment, as it is written. */
export interface EnvironmentAccess {
  readonly kind: 'subscript' | 'get' | 'getenv' | 'pop' | 'setdefault';
  /** The whole of it. */
  readonly expression: SubscriptExpression | CallExpression;
  readonly name: Expression;
  /** The second argument. */
  readonly default: Expression | undefined;
}

/** Whether an expression is `os.environ`, through imports and other names for it. */
export function isEnvironment(expression: Expression, names: PythonNames): boolean {
  // Asked of very many expressions: most are neither a name nor an attribute of that name.
  if (expression.kind === 'attribute' && expression.name !== 'environ') return false;
  return names.qualifiedName(expression) === 'os.environ';
}

/** Reads `os.environ["X"]`, `os.environ.get("X", default)`, `os.getenv("X")` and the like; undefined for all else. */
export function environmentAccess(expression: Expression, names: PythonNames): EnvironmentAccess | undefined {
  if (expression.kind === 'subscript') {
    if (expression.object.kind !== 'name' && expression.object.kind !== 'attribute') return undefined;
    if (expression.index.kind === 'slice' || !isEnvironment(expression.object, names)) return undefined;
    return { kind: 'subscript', expression, name: expression.index, default: undefined };
  }
  if (expression.kind !== 'call') return undefined;
  const kind = accessKind(expression.callee, names);
  if (kind === undefined) return undefined;
  const name = argumentOf(expression, 0, 'key');
  if (name === undefined) return undefined;
  return { kind, expression, name, default: argumentOf(expression, 1, 'default') };
}

function accessKind(callee: Expression, names: PythonNames): 'get' | 'getenv' | 'pop' | 'setdefault' | undefined {
  if (callee.kind === 'attribute') {
    const { name } = callee;
    if (name === 'getenv') return names.qualifiedName(callee) === 'os.getenv' ? 'getenv' : undefined;
    if (name !== 'get' && name !== 'pop' && name !== 'setdefault') return undefined;
    if (callee.object.kind !== 'name' && callee.object.kind !== 'attribute') return undefined;
    return isEnvironment(callee.object, names) ? name : undefined;
  }
  // `from os import getenv`, under any name.
  return callee.kind === 'name' && names.qualifiedName(callee) === 'os.getenv' ? 'getenv' : undefined;
}

/** An argument by its place or its keyword; undefined where it is not given, or stars make that unknown. */
function argumentOf(call: CallExpression, position: number, keyword: string): Expression | undefined {
  let at = 0;
  for (const argument of call.arguments) {
    if (argument.star !== '') return undefined;
    if (argument.name === keyword) return argument.value;
    if (argument.name === undefined && at++ === position) return argument.value;
  }
  return undefined;
}
