import { readScopes } from './bindings.js';
import { isBuiltin } from './builtins.js';
import type { Binding, Scope, ScopeNode } from './scopes.js';
import type { Expression, NameExpression, PythonSyntax } from './syntax.js';
import type { Enclosure } from './walk.js';

export type { Binding, BindingKind, Scope, ScopeNode } from './scopes.js';

/** What the names of a file mean. */
export interface PythonNames {
  readonly module: Scope;
  /** The innermost scope in which a name at an offset is looked up. */
  scopeAt(offset: number): Scope;
  /** The scope that a function, class, lambda or comprehension opens. */
  scopeOf(node: ScopeNode): Scope | undefined;
  /**
   * What a name may be bound to where it stands. In the scope at hand these are the bindings that reach it when the code runs
   * from top to bottom; of a scope around it, all of them. Empty where nothing in the file binds it.
   */
  bindingsOf(name: NameExpression): readonly Binding[];
  /**
   * The full name of what was imported, through aliases: `numpy.save` for `np.save`, `sagemaker.estimator.Estimator`,
   * `builtins.open`; relative imports keep their dots: `.data.load`. undefined where it may be several things or is none of them.
   */
  qualifiedName(expression: Expression): string | undefined;
  /** All full names that an expression may have; of what else it may be nothing is said. */
  qualifiedNames(expression: Expression): readonly string[];
}

/** Reads what names mean; nothing is read before it is asked for. */
export function readNames(syntax: PythonSyntax): PythonNames {
  let root: Scope | undefined;
  const module = () => {
    root ??= readScopes(syntax);
    return root;
  };
  const names: PythonNames = {
    get module() {
      return module();
    },
    scopeAt: (offset) => scopeAt(module(), offset),
    scopeOf: (node) => scopeOf(module(), node),
    bindingsOf: (name) => bindingsAt(module(), name),
    qualifiedName: (expression) => {
      const meaning = meaningOf(module(), expression, 0);
      return meaning.isCertain && meaning.names.length === 1 ? meaning.names[0] : undefined;
    },
    qualifiedNames: (expression) => meaningOf(module(), expression, 0).names,
  };
  return names;
}

function scopeAt(module: Scope, offset: number): Scope {
  let scope = module;
  for (;;) {
    const inner = scope.children.find((child) => isIn(child, offset));
    if (inner === undefined) return scope;
    scope = inner;
  }
}

function isIn(scope: Scope, offset: number): boolean {
  const { span, hole } = scope;
  return span.start <= offset && offset < span.end && !(hole && hole.start <= offset && offset < hole.end);
}

function scopeOf(scope: Scope, node: ScopeNode): Scope | undefined {
  if (scope.node === node) return scope;
  for (const child of scope.children) {
    const outer = child.node?.span;
    if (outer && (outer.end <= node.span.start || node.span.end <= outer.start)) continue;
    const found = scopeOf(child, node);
    if (found) return found;
  }
  return undefined;
}

function bindingsAt(module: Scope, name: NameExpression): readonly Binding[] {
  const start = scopeAt(module, name.span.start);
  const found = lookUp(start, name.name);
  if (found === undefined) return [];
  const isHere = found.scope === start || (start.kind === 'comprehension' && functionOf(start) === found.scope);
  if (!isHere || found.scope.kind === 'lambda' || found.scope.kind === 'comprehension') return found.bindings;
  return reaching(found.bindings, name.span.start);
}

/** The nearest scope that is not a comprehension. */
function functionOf(scope: Scope): Scope {
  let next = scope;
  while (next.kind === 'comprehension' && next.parent) next = next.parent;
  return next;
}

/** Finds the scope that binds a name, by Python's rules: a class is asked only where the name stands in its own body. */
function lookUp(start: Scope, name: string): { readonly scope: Scope; readonly bindings: readonly Binding[] } | undefined {
  let isOwn = true;
  let scope: Scope | undefined = start;
  while (scope) {
    if (isOwn || scope.kind !== 'class') {
      const elsewhere = scope.elsewhere.get(name);
      if (elsewhere === 'global') {
        while (scope.parent) scope = scope.parent;
      } else if (elsewhere === 'nonlocal' && scope.parent) {
        scope = scope.parent;
        isOwn = false;
        continue;
      }
      const bindings = scope.bindings.get(name);
      if (bindings) return { scope, bindings };
    }
    if (scope.kind !== 'comprehension') isOwn = false;
    scope = scope.parent;
  }
  return undefined;
}

/**
 * The bindings that reach an offset of their own scope. The last one before it that always runs hides those before it;
 * those behind it count only where a loop leads back.
 */
function reaching(bindings: readonly Binding[], offset: number): readonly Binding[] {
  if (bindings.length < 2) return bindings;
  let last: Binding | undefined;
  for (const binding of bindings) {
    if (binding.isRemote || binding.kind === 'annotation' || binding.from > offset || !alwaysRuns(binding, offset)) continue;
    if (last === undefined || binding.from >= last.from) last = binding;
  }
  const found = bindings.filter((binding) => {
    if (binding.isRemote || binding === last) return true;
    if (binding.from <= offset) return last === undefined || binding.from > last.from;
    return loopsBack(binding, offset, last);
  });
  return found.length > 0 ? found : bindings;
}

/** Whether the body that a binding stands in is one that the offset stands in, too, so that passing the binding is certain. */
function alwaysRuns(binding: Binding, offset: number): boolean {
  for (let next: Enclosure | undefined = binding.within; next; next = next.outer) {
    if (next.statement.kind === 'function' || next.statement.kind === 'class') return true;
    // A `with` runs its body in any case.
    if (next.statement.kind === 'with') continue;
    if (!isInBody(next, offset)) return false;
  }
  return true;
}

function isInBody(enclosure: Enclosure, offset: number): boolean {
  const body = bodyOf(enclosure);
  const first = body[0];
  const last = body.at(-1);
  return first !== undefined && last !== undefined && first.span.start <= offset && offset < last.span.end;
}

function bodyOf({ statement, part, index }: Enclosure) {
  switch (statement.kind) {
    case 'if':
      return part === 'otherwise' ? statement.otherwise : (statement.branches[index]?.body ?? []);
    case 'try':
      if (part === 'handler') return statement.handlers[index]?.body ?? [];
      if (part === 'finally') return statement.finally;
      return part === 'otherwise' ? statement.otherwise : statement.body;
    case 'for':
    case 'while':
      return part === 'otherwise' ? statement.otherwise : statement.body;
    case 'match':
      return statement.cases[index]?.body ?? [];
    case 'with':
    case 'function':
    case 'class':
    case 'unknown':
      return statement.body;
    default:
      return [];
  }
}

/** Whether a loop around both leads from a binding behind the offset back to it, and not through `last`. */
function loopsBack(binding: Binding, offset: number, last: Binding | undefined): boolean {
  for (let next = binding.within; next; next = next.outer) {
    const { statement } = next;
    if (statement.kind === 'function') return false;
    if (statement.kind !== 'for' && statement.kind !== 'while') continue;
    const isAround = statement.span.start <= offset && offset < statement.span.end;
    const isPassed = last !== undefined && statement.span.start <= last.span.start && last.span.end <= statement.span.end;
    if (isAround && !isPassed) return true;
  }
  return false;
}

interface Meaning {
  readonly names: readonly string[];
  /** Whether it can be nothing but one of `names`. */
  readonly isCertain: boolean;
}

const nothing: Meaning = { names: [], isCertain: false };

function meaningOf(module: Scope, expression: Expression, depth: number): Meaning {
  if (expression.kind === 'attribute') {
    const object = meaningOf(module, expression.object, depth);
    if (object.names.length === 0) return nothing;
    return { names: object.names.map((name) => `${name}.${expression.name}`), isCertain: object.isCertain };
  }
  if (expression.kind !== 'name') return nothing;
  const bindings = bindingsAt(module, expression);
  if (bindings.length === 0) {
    const mayBeStarred = module.starImports.length > 0;
    return !mayBeStarred && isBuiltin(expression.name) ? { names: [`builtins.${expression.name}`], isCertain: true } : nothing;
  }
  const names = new Set<string>();
  let isCertain = true;
  for (const binding of bindings) {
    const meaning = meaningOfBinding(module, binding, depth);
    for (const name of meaning.names) names.add(name);
    if (!meaning.isCertain) isCertain = false;
  }
  return { names: [...names], isCertain };
}

function meaningOfBinding(module: Scope, binding: Binding, depth: number): Meaning {
  const { imported, value } = binding;
  if (imported) {
    const { module: from, name } = imported;
    const joined = name === undefined ? from : from.endsWith('.') ? from + name : `${from}.${name}`;
    return { names: [joined], isCertain: true };
  }
  if (binding.kind === 'delete' || binding.kind === 'annotation') return { names: [], isCertain: true };
  if (binding.kind !== 'assignment' || binding.position.length > 0 || value === undefined) return nothing;
  // `torch = None` where the import fails: nobody calls that.
  if (value.kind === 'constant' && value.value === null) return { names: [], isCertain: true };
  return depth < 8 ? meaningOf(module, value, depth + 1) : nothing;
}
