import type { Binding, PythonNames } from '../../../languages/python/names.js';
import type { Expression, PythonSyntax } from '../../../languages/python/syntax.js';
import { type PythonCall, walkStatements } from '../../../languages/python/walk.js';

/** What a file changes behind the backs of its names. */
export interface ChangedNames {
  /** Whether the list, dictionary or set that a name is bound to is changed anywhere. */
  isChanged(binding: Binding): boolean;
  /** Whether any object has an attribute of that name set from outside: `Config.epochs = 3`. */
  isAttributeSet(name: string): boolean;
}

const changingMethods = new Set('append extend insert remove pop clear sort reverse update setdefault popitem add discard'.split(' '));

/** Finds them in one pass, when first asked. */
export function readChangedNames(syntax: PythonSyntax, names: PythonNames, calls: () => readonly PythonCall[]): ChangedNames {
  let found: { readonly bindings: ReadonlySet<Binding>; readonly attributes: ReadonlySet<string> } | undefined;
  const all = () => {
    found ??= findChanges(syntax, names, calls());
    return found;
  };
  return {
    isChanged: (binding) => all().bindings.has(binding),
    isAttributeSet: (name) => all().attributes.has(name),
  };
}

function findChanges(syntax: PythonSyntax, names: PythonNames, calls: readonly PythonCall[]) {
  const bindings = new Set<Binding>();
  const attributes = new Set<string>();
  const change = (object: Expression) => {
    let root = object;
    while (root.kind === 'subscript' || root.kind === 'attribute') root = root.object;
    if (root.kind === 'name') for (const binding of names.bindingsOf(root)) bindings.add(binding);
  };
  const changeTarget = (target: Expression): void => {
    if (target.kind === 'subscript') change(target.object);
    else if (target.kind === 'attribute') attributes.add(target.name);
    else if (target.kind === 'tuple' || target.kind === 'list') for (const element of target.elements) changeTarget(element);
  };
  walkStatements(syntax.body, (statement) => {
    if (statement.kind === 'assignment') for (const target of statement.targets) changeTarget(target);
    else if (statement.kind === 'delete') for (const value of statement.values) changeTarget(value);
    else if (statement.kind === 'for') changeTarget(statement.target);
  });
  for (const { call } of calls) {
    const { callee } = call;
    if (callee.kind === 'attribute' && changingMethods.has(callee.name)) change(callee.object);
    else if (callee.kind === 'name' && callee.name === 'setattr') {
      const name = call.arguments[1]?.value;
      if (name?.kind === 'string' && name.value !== undefined) attributes.add(name.value);
    }
  }
  return { bindings, attributes };
}
