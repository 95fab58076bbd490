import type { Expression } from '../../languages/python/syntax.js';
import type { Evaluator } from '../script/values/evaluate.js';
import type { ReachingChange } from './dictionary-changes.js';
import { buildObject, type ObjectParts } from './object-parts.js';
import type { ListNode, ObjectNode, RequestNode, RequestPlace } from './tree.js';

/**
 * What a dictionary, object or list is after changes have been made to it. Straight-line changes with a constant key
 * are taken over; after any other one it is open, and what may have been overwritten is not known.
 */
export function applyChanges(
  node: ObjectNode | ListNode,
  changes: readonly ReachingChange[],
  read: (expression: Expression) => RequestNode,
  evaluator: Evaluator,
): ObjectNode | ListNode {
  if (node.kind === 'list') {
    // `variants[1]["VariantName"] = name`, `variants.pop()`: what is seen may be another by then.
    const isOnlyLonger = changes.every(({ change }) => change.kind === 'add');
    return { ...node, items: isOnlyLonger ? node.items : [], isOpen: true };
  }
  const parts = buildObject(node);
  for (const change of changes) applyChange(parts, change, node, read, evaluator);
  const { document, span, type, brackets } = node;
  return parts.build({ document, span, type, brackets });
}

function applyChange(
  parts: ObjectParts,
  { change, isCertain, statement }: ReachingChange,
  { document }: RequestPlace,
  read: (expression: Expression) => RequestNode,
  evaluator: Evaluator,
): void {
  const nameOf = (key: Expression | string): string | undefined => {
    if (typeof key === 'string') return key;
    const value = evaluator.scalar(key);
    return value.known && !value.assumed ? String(value.value) : undefined;
  };
  switch (change.kind) {
    case 'set': {
      const name = nameOf(change.key);
      if (name === undefined) parts.unknownKey();
      else if (!isCertain) parts.remove(name, false);
      else {
        const span = typeof change.key === 'string' ? statement.span : change.key.span;
        const place = { document, span: statement.span };
        parts.set({ name, namePlace: { document, span }, value: read(change.value), place, isStatement: true });
      }
      return;
    }
    case 'update': {
      for (const argument of change.call.arguments) {
        if (argument.name !== undefined && isCertain) {
          const namePlace = { document, span: argument.nameSpan ?? argument.span };
          parts.set({ name: argument.name, namePlace, value: read(argument.value), place: { document, span: argument.span } });
        } else if (argument.name !== undefined) parts.remove(argument.name, false);
        else if (isCertain) parts.spread(read(argument.value));
        else parts.unknownKey();
      }
      return;
    }
    case 'remove': {
      const name = nameOf(change.key);
      if (name === undefined) parts.unknownKey();
      else parts.remove(name, isCertain);
      return;
    }
    case 'add':
      parts.open();
      return;
    case 'unknown':
      parts.unknownKey();
  }
}
