import type { DataDocument, DataMapping } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { shapeOf } from '../api/shapes.js';
import type { Operation, ServiceRequest } from '../request/model.js';
import { readDataNode } from '../request/read-data.js';
import type { ObjectNode } from '../request/tree.js';
import { mappingOf, nodeAt, textAt } from './data-nodes.js';
import { namedPlaceholders } from './named-placeholders.js';
import { memberMeant, type Renaming, renameMembers } from './rename-members.js';

/** A group of custom resources, and how its fields are called. */
export interface ResourceGroup {
  readonly apiVersion: string;
  /** Its kinds by the operation that makes them. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** The group's name for a path of the API. */
  fieldName(path: string): string;
  /** What a value stands for that the group writes in a way of its own. */
  readonly meantBy?: Renaming['meantBy'];
}

/**
 * Reads the `spec` of a custom resource as a request; undefined for a resource of another group. `open` may say that there
 * is more of it elsewhere.
 */
export function readResource(
  document: SourceDocument,
  resource: DataMapping,
  language: DataDocument['language'],
  group: ResourceGroup,
  given: { readonly isWhole: boolean; readonly open?: (content: ObjectNode) => ObjectNode },
): ServiceRequest | undefined {
  const kind = textAt(resource, 'kind') ?? '';
  const operation = Object.hasOwn(group.operations, kind) ? group.operations[kind] : undefined;
  const kindNode = nodeAt(resource, 'kind');
  const spec = mappingOf(nodeAt(resource, 'spec'));
  if (!operation || !kindNode || !spec || textAt(resource, 'apiVersion') !== group.apiVersion) return undefined;
  const read = readDataNode(document, spec, namedPlaceholders(document));
  if (read.kind !== 'object') return undefined;
  const renaming: Renaming = {
    nameOf: ({ name }, shape) => (shape?.kind === 'structure' ? memberMeant(shape, name) : undefined) ?? name,
    ...(group.meantBy ? { meantBy: group.meantBy } : {}),
    spellingOf: (object, shape) => (shape?.kind === 'structure' ? { object, nameOf: group.fieldName } : undefined),
  };
  return {
    operation,
    surface: 'ack',
    notation: language,
    written: kind,
    document,
    span: resource.span,
    nameSpan: kindNode.span,
    content: renameMembers(given.open?.(read) ?? read, renaming, shapeOf(operation)),
    isWhole: given.isWhole,
    references: [],
  };
}
