import type { Shape, StructureShape } from '../api/shapes.js';
import type { Member, ObjectNode, RequestNode, Spelling } from '../request/tree.js';

/** How what is written becomes what the API is sent. */
export interface Renaming {
  /** The API's name of a member of a shape, where that is known; its own name where the API has none. */
  nameOf(member: Member, shape: Shape | undefined): string;
  /** The value that a member stands for, where that is not what is written; it is taken as it is. */
  meantBy?(member: Member): RequestNode | undefined;
  /** How an object's members are called on the surface; undefined where they have the API's names. */
  spellingOf?(object: ObjectNode, shape: Shape | undefined): Spelling | undefined;
}

/** An object as written, and all within it, under the names of the API. Of two members with one name the first counts. */
export function renameMembers(object: ObjectNode, renaming: Renaming, shape: Shape | undefined): ObjectNode {
  const members = new Map<string, Member>();
  for (const member of object.members.values()) {
    const name = renaming.nameOf(member, shape);
    if (members.has(name)) continue;
    const value = renaming.meantBy?.(member) ?? renameNode(member.value, renaming, innerShape(shape, name));
    members.set(name, { ...member, value });
  }
  const spelling = renaming.spellingOf?.(object, shape);
  if (!spelling) return { ...object, members };
  const { brackets: _brackets, written: _written, ...rest } = object;
  return { ...rest, members, spelling };
}

function renameNode(node: RequestNode, renaming: Renaming, shape: Shape | undefined): RequestNode {
  if (node.kind === 'object') return renameMembers(node, renaming, shape);
  if (node.kind !== 'list') return node;
  const inner = shape?.kind === 'list' ? shape.item() : undefined;
  return { ...node, items: node.items.map((item) => renameNode(item, renaming, inner)) };
}

function innerShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === 'map') return shape.value();
  return shape?.kind === 'structure' ? shape.members.get(name)?.shape() : undefined;
}

const lowerNames = new WeakMap<StructureShape, ReadonlyMap<string, string>>();

/** The member of a shape that a name means whatever its case, without hyphens and underscores: `modelDataURL`, `type_`, `endpoint-config-name`. */
export function memberMeant(shape: StructureShape, name: string): string | undefined {
  let names = lowerNames.get(shape);
  if (!names) {
    names = new Map([...shape.members.keys()].map((member) => [member.toLowerCase(), member]));
    lowerNames.set(shape, names);
  }
  return names.get(name.replace(/[-_]/g, '').toLowerCase());
}
