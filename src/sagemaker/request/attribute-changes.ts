import type { Expression, PythonSyntax } from '../../languages/python/syntax.js';
import { type PythonCall, walkStatements } from '../../languages/python/walk.js';
import type { Span } from '../../text/span.js';
import type { Member, ObjectNode } from './tree.js';

/** `self.estimator.max_wait = 7200`: what is set, undefined where nobody can tell, and the statement. */
interface SetAttribute {
  readonly name: string | undefined;
  readonly span: Span;
}

/** What is set of objects that are attributes themselves, by the attribute's name. */
export type AttributeChanges = ReadonlyMap<string, readonly SetAttribute[]>;

/** Finds what is set of objects that are attributes of others, wherever in the file. */
export function readAttributeChanges(syntax: PythonSyntax, calls: readonly PythonCall[]): AttributeChanges {
  const found = new Map<string, SetAttribute[]>();
  const add = (object: Expression, name: string | undefined, span: Span) => {
    if (object.kind !== 'attribute') return;
    const before = found.get(object.name);
    if (before) before.push({ name, span });
    else found.set(object.name, [{ name, span }]);
  };
  walkStatements(syntax.body, (statement) => {
    if (statement.kind !== 'assignment') return;
    for (const target of statement.targets) if (target.kind === 'attribute') add(target.object, target.name, statement.span);
  });
  for (const { call } of calls) {
    const [object, key] = call.arguments;
    if (call.callee.kind !== 'name' || call.callee.name !== 'setattr' || !object || !key) continue;
    add(object.value, key.value.kind === 'string' ? key.value.value : undefined, call.span);
  }
  return found;
}

/** An object of which members may have been set: when, and on which object of the class, only the run knows. */
export function withAttributesSet(object: ObjectNode, changes: readonly SetAttribute[]): ObjectNode {
  if (changes.length === 0) return object;
  const { document } = object;
  const members = new Map<string, Member>(object.members);
  for (const { name, span } of changes) {
    for (const each of name === undefined ? object.members.keys() : [name]) {
      const place = { document, span };
      const value = { kind: 'unknown', ...place, why: `${each} is set on an attribute` } as const;
      const before = members.get(each) ?? { name: each, namePlace: place, place, isStatement: true as const };
      members.set(each, { ...before, value, isOptional: true });
    }
  }
  return { ...object, members, isOpen: object.isOpen || changes.some(({ name }) => name === undefined) };
}
