import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import type { ObjectNode } from '../../request/tree.js';

/** What an object was made with and what has been done to it where one of its methods is called: `transformer.accept = "text/csv"`. */
export function changedBefore(written: ObjectNode, use: CallExpression, { reader }: Pick<LaunchReading, 'reader'>): ObjectNode {
  return use.callee.kind === 'attribute' ? reader.changedAt(written, use.callee.object) : written;
}

/**
 * The same of an object of which several methods may be called. Where they find different objects, what was done to it
 * in between is not known.
 */
export function changedBeforeAll(
  written: ObjectNode,
  made: CallExpression,
  methods: readonly string[],
  reading: LaunchReading,
): ObjectNode {
  const uses = reading.origins.usesOf(made).filter(({ method }) => methods.includes(method));
  const changed = uses.map(({ call }) => changedBefore(written, call.call, reading));
  const last = changed.at(-1) ?? written;
  if (changed.length < 2) return last;
  const members = [...last.members].map(([name, member]) => {
    const isSame = changed.every((object) => object.members.get(name)?.value === member.value);
    const { document, span } = member.value;
    const unknown = { kind: 'unknown', document, span, why: `${name} is changed between uses` } as const;
    return [name, isSame ? member : { ...member, value: unknown, isOptional: true as const }] as const;
  });
  return { ...last, members: new Map(members), isOpen: changed.some(({ isOpen }) => isOpen) };
}
