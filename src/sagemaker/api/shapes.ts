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
