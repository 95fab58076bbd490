import { type ServiceRequest, textIn } from '../request/model.js';
import type { Member, RequestNode } from '../request/tree.js';
import type { InstanceUse } from './instance-types.js';
import { type Shape, shapeOf } from './shapes.js';

/** An instance type that a request gives. */
export interface GivenInstance {
  readonly type: string;
  readonly use: InstanceUse;
  /** What it is given for, or whose list it stands in. */
  readonly member: Member;
  readonly value: RequestNode;
}

/** Every instance type of a request that is known, wherever the API has one. */
export function* instancesIn(request: ServiceRequest): Iterable<GivenInstance> {
  const shape = shapeOf(request.operation);
  if (shape)
    for (const [name, member] of request.content.members) yield* instancesAt(member.value, shape.members.get(name)?.shape(), member);
}

function* instancesAt(value: RequestNode, shape: Shape | undefined, member: Member): Iterable<GivenInstance> {
  if (shape?.kind === 'text') {
    const type = textIn(value);
    if (shape.instances !== undefined && type !== undefined) yield { type, use: shape.instances, member, value };
  } else if (shape?.kind === 'list' && value.kind === 'list') {
    for (const item of value.items) yield* instancesAt(item, shape.item(), member);
  } else if (shape?.kind === 'structure' && value.kind === 'object') {
    for (const [name, inner] of value.members) yield* instancesAt(inner.value, shape.members.get(name)?.shape(), inner);
  }
}
