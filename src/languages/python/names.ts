import { readScopes } from './bindings.js';
import { isBuiltin } from './builtins.js';
import { bindingsFrom, createScopeFinder } from './lookup.js';
import type { Binding, Scope, ScopeNode } from './scopes.js';
import type { Expression, NameExpression, PythonSyntax } from './syntax.js';

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

/** Reads what names mean; nothing is read before it is asked for, and no answer is worked out twice. */
export function readNames(syntax: PythonSyntax): PythonNames {
  let kept: Reader | undefined;
  const reader = () => {
    kept ??= createReader(syntax);
    return kept;
  };
  return {
    get module() {
      return reader().module;
    },
    scopeAt: (offset) => reader().scopeAt(offset),
    scopeOf: (node) => {
      const { scopes, scopeAt } = reader();
      // Looking for its place reads the scopes around it, by which it is known.
      if (!scopes.has(node)) scopeAt(node.span.start);
      return scopes.get(node);
    },
    bindingsOf: (name) => reader().bindingsOf(name),
    qualifiedName: (expression) => {
      const meaning = meaningOf(reader(), expression, 0);
      return meaning.isCertain && meaning.names.length === 1 ? meaning.names[0] : undefined;
    },
    qualifiedNames: (expression) => meaningOf(reader(), expression, 0).names,
  };
}

interface Reader {
  readonly module: Scope;
  readonly scopes: ReadonlyMap<ScopeNode, Scope>;
  readonly scopeAt: (offset: number) => Scope;
  readonly bindingsOf: (name: NameExpression) => readonly Binding[];
  /** What is known of names, those at hand included: they are `nothing` to themselves. */
  readonly meanings: Map<NameExpression, Meaning>;
}

function createReader(syntax: PythonSyntax): Reader {
  const { module, scopes } = readScopes(syntax);
  const scopeAt = createScopeFinder(module);
  const known = new Map<NameExpression, readonly Binding[]>();
  return {
    module,
    scopes,
    scopeAt,
    meanings: new Map(),
    bindingsOf: (name) => {
      let bindings = known.get(name);
      if (bindings === undefined) {
        bindings = bindingsFrom(scopeAt(name.span.start), name);
        known.set(name, bindings);
      }
      return bindings;
    },
  };
}

interface Meaning {
  readonly names: readonly string[];
  /** Whether it can be nothing but one of `names`. */
  readonly isCertain: boolean;
}

const nothing: Meaning = { names: [], isCertain: false };

function meaningOf(reader: Reader, expression: Expression, depth: number): Meaning {
  if (expression.kind === 'attribute') {
    const object = meaningOf(reader, expression.object, depth);
    if (object.names.length === 0) return nothing;
    return { names: object.names.map((name) => `${name}.${expression.name}`), isCertain: object.isCertain };
  }
  if (expression.kind !== 'name') return nothing;
  let meaning = reader.meanings.get(expression);
  if (meaning === undefined) {
    reader.meanings.set(expression, nothing);
    meaning = meaningOfName(reader, expression, depth);
    reader.meanings.set(expression, meaning);
  }
  return meaning;
}

function meaningOfName(reader: Reader, expression: NameExpression, depth: number): Meaning {
  const bindings = reader.bindingsOf(expression);
  if (bindings.length === 0) {
    const mayBeStarred = reader.module.starImports.length > 0;
    return !mayBeStarred && isBuiltin(expression.name) ? { names: [`builtins.${expression.name}`], isCertain: true } : nothing;
  }
  const names = new Set<string>();
  let isCertain = true;
  for (const binding of bindings) {
    const meaning = meaningOfBinding(reader, binding, depth);
    for (const name of meaning.names) names.add(name);
    if (!meaning.isCertain) isCertain = false;
  }
  return { names: [...names], isCertain };
}

function meaningOfBinding(reader: Reader, binding: Binding, depth: number): Meaning {
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
  return depth < 100 ? meaningOf(reader, value, depth + 1) : nothing;
}
