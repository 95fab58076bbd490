import { type Shape, shapeOf } from '../api/shapes.js';
import type { ServiceRequest } from '../request/model.js';
import type { Member, RequestNode } from '../request/tree.js';
import { fieldName } from './ack-names.js';
import { isOfOperator } from './retired-operator.js';

/** A field of a custom resource that the controller does not have under this name. */
export interface MisspelledField {
  readonly member: Member;
  /** The field that differs in case, hyphens and underscores only; undefined where there is none. */
  readonly meant: string | undefined;
  /** All fields that there are in its place. */
  readonly fields: readonly string[];
}

/**
 * The fields of a custom resource that are not spelled as the controller has them, in the order of the text: those of the
 * API's members, with Go's acronyms.
 */
export function* misspelledFields(request: ServiceRequest): Iterable<MisspelledField> {
  const shape = shapeOf(request.operation);
  if (request.surface === 'ack' && shape && !isOfOperator(request)) yield* fieldsIn(request.content, shape);
}

function* fieldsIn(node: RequestNode, shape: Shape): Iterable<MisspelledField> {
  if (node.kind === 'list' && shape.kind === 'list') {
    for (const item of node.items) yield* fieldsIn(item, shape.item());
  }
  if (node.kind !== 'object' || shape.kind !== 'structure') return;
  for (const [name, member] of node.members) {
    const inner = shape.members.get(name);
    const meant = inner && fieldName(name);
    if (member.name !== meant) yield { member, meant, fields: [...shape.members.keys()].map(fieldName) };
    if (inner) yield* fieldsIn(member.value, inner.shape());
  }
}
