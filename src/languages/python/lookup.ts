import type { Binding, Scope } from './scopes.js';
import type { NameExpression } from './syntax.js';
import type { Enclosure } from './walk.js';

/** Finds scopes by offset; the order of their children is made when it is first needed. */
export function createScopeFinder(module: Scope): (offset: number) => Scope {
  const ordered = new Map<Scope, OrderedChildren>();
  return (offset) => {
    for (let scope = module; ; ) {
      if (scope.children.length === 0) return scope;
      let children = ordered.get(scope);
      if (children === undefined) {
        children = orderChildren(scope);
        ordered.set(scope, children);
      }
      const inner = findChild(children, offset);
      if (inner === undefined) return scope;
      scope = inner;
    }
  };
}

interface OrderedChildren {
  readonly scopes: readonly Scope[];
  /** How far the scopes up to each of them reach. */
  readonly ends: readonly number[];
}

function orderChildren(scope: Scope): OrderedChildren {
  const scopes = [...scope.children].sort((first, second) => first.span.start - second.span.start);
  let farthest = 0;
  const ends = scopes.map(({ span }) => {
    farthest = Math.max(farthest, span.end);
    return farthest;
  });
  return { scopes, ends };
}

function findChild({ scopes, ends }: OrderedChildren, offset: number): Scope | undefined {
  let low = 0;
  let high = scopes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scopes[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  // A comprehension surrounds those that it goes over first, which are its siblings.
  for (let at = low - 1; at >= 0 && (ends[at] ?? 0) > offset; at--) {
    const scope = scopes[at];
    if (scope && isIn(scope, offset)) return scope;
  }
  return undefined;
}

function isIn({ span, hole }: Scope, offset: number): boolean {
  return span.start <= offset && offset < span.end && !(hole && hole.start <= offset && offset < hole.end);
}

/** What a name may be bound to that stands in the scope `start`. */
export function bindingsFrom(start: Scope, name: NameExpression): readonly Binding[] {
  const found = lookUp(start, name.name);
  if (found === undefined) return [];
  const { scope, bindings } = found;
  const isInOrder = scope.kind !== 'lambda' && scope.kind !== 'comprehension' && runsAtOnce(start, scope);
  return isInOrder ? reaching(bindings, name.span.start) : bindings;
}

/** Whether the code of a scope runs where it stands in a scope around: bodies of classes and comprehensions do. */
function runsAtOnce(scope: Scope, outer: Scope): boolean {
  for (let next: Scope | undefined = scope; next; next = next.parent) {
    if (next === outer) return true;
    if (next.kind !== 'comprehension' && next.kind !== 'class') return false;
  }
  return false;
}

/** Finds the scope that binds a name, by Python's rules: a class is asked only where the name stands in its own body. */
function lookUp(start: Scope, name: string): { readonly scope: Scope; readonly bindings: readonly Binding[] } | undefined {
  for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
    if (scope.kind === 'class' && scope !== start) continue;
    const elsewhere = scope.elsewhere.get(name);
    if (elsewhere === 'global') while (scope.parent) scope = scope.parent;
    if (elsewhere === 'nonlocal') continue;
    const bindings = scope.bindings.get(name);
    if (bindings) return { scope, bindings };
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
