import { type Processor, processorOf } from '../facts/processors.js';
import type { RequestNode } from '../request/tree.js';
import { likely } from '../value.js';
import type { Launch } from './model.js';

/** Where a launch says its instance type, with the processor of that; undefined where it does not, or nobody can tell. */
export function launchProcessor(
  launch: Launch,
): { readonly node: RequestNode; readonly type: string; readonly processor: Processor } | undefined {
  const given = launch.kind === 'training' ? launch.instanceType : launch.argument('instance_type');
  if (given.kind !== 'given') return undefined;
  const node = 'node' in given ? given.node : given.member.value;
  const type = node.kind === 'scalar' ? likely(node.value) : undefined;
  const processor = typeof type === 'string' ? processorOf(type) : undefined;
  return typeof type === 'string' && processor ? { node, type, processor } : undefined;
}
