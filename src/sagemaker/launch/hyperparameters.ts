import { buildObject } from '../request/object-parts.js';
import type { ObjectNode, RequestNode } from '../request/tree.js';
import type { Setting } from './model.js';
import { mappingOf, unknownSetting } from './settings.js';

/** Names and values that are given besides the argument: by set_hyperparameters(...), or the ranges of a tuner. */
export interface Addition {
  readonly node: RequestNode;
  /** It may not be reached: its names are then not certain. */
  readonly isCertain: boolean;
}

/** The hyperparameters of a job as all that gives them says together. */
export function joinHyperparameters(given: Setting, additions: readonly Addition[]): Setting {
  const base = mappingOf(given);
  const [first] = additions;
  if (!first) return base;
  const start = base.kind === 'given' && base.node.kind === 'object' ? base.node : undefined;
  const parts = buildObject(start);
  if (base.kind === 'unknown') parts.open();
  for (const { node, isCertain } of additions) {
    if (isCertain) parts.pass(node);
    else parts.open();
  }
  const at = start ?? first.node;
  const { document, span } = at;
  const node: ObjectNode = parts.build({ document, span, type: undefined, brackets: start?.brackets });
  if (node.members.size === 0 && node.isOpen) return unknownSetting;
  const argument = base.kind === 'given' ? base.argument : span;
  return { kind: 'given', node, argument, document };
}
