import { apiData } from '../facts/api.generated.js';
import type { Operation } from '../request/model.js';
import { type ApiTable, readTable, type Shape, type StructureShape } from './read-table.js';

export type { ListShape, MapShape, NumberShape, Range, Shape, ShapeMember, StructureShape, TextShape } from './read-table.js';

let table: ApiTable | undefined;

function apiTable(): ApiTable {
  table ??= readTable(apiData);
  return table;
}

/** When the data about the API were published, `2026-09-29`. A value that is newer is not in them. */
export const apiDataDate = apiData.date;

/** Whether the API has a member of that name in any operation. */
export function isMemberName(name: string): boolean {
  return apiTable().hasName(name);
}

/** What an operation is given. */
export function shapeOf(operation: Operation): StructureShape | undefined {
  return apiTable().inputOf(operation);
}

/**
 * The shape at a path, `ProductionVariants.ServerlessConfig.MemorySizeInMB`: lists count as what they hold. Undefined where
 * the API has no such member.
 */
export function shapeAt(operation: Operation, path: string): Shape | undefined {
  let shape: Shape | undefined = shapeOf(operation);
  for (const name of path.split('.')) {
    while (shape?.kind === 'list') shape = shape.item();
    if (shape?.kind === 'map') shape = shape.value();
    else shape = shape?.kind === 'structure' ? shape.members.get(name)?.shape() : undefined;
  }
  return shape;
}

/** The paths of the objects of an operation that have a member of that name: `ProductionVariants.ServerlessConfig`, empty for the request itself. */
export function placesOf(operation: Operation, name: string): readonly string[] {
  const input = shapeOf(operation);
  return input ? placesIn(input, '', name) : [];
}

function placesIn(shape: Shape, path: string, name: string): readonly string[] {
  if (shape.kind === 'list') return placesIn(shape.item(), path, name);
  if (shape.kind !== 'structure') return [];
  const deeper = [...shape.members.values()].flatMap((member) =>
    placesIn(member.shape(), path === '' ? member.name : `${path}.${member.name}`, name),
  );
  return shape.members.has(name) ? [path, ...deeper] : deeper;
}
