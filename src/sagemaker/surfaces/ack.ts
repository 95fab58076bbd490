import type { DataDocument, DataMapping } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { shapeOf } from '../api/shapes.js';
import type { Operation, ServiceRequest } from '../request/model.js';
import { readDataNode } from '../request/read-data.js';
import type { ObjectNode } from '../request/tree.js';
import { fieldName } from './ack-names.js';
import { mappingOf, nodeAt, textAt } from './data-nodes.js';
import { namedPlaceholders } from './named-placeholders.js';
import { memberMeant, type Renaming, renameMembers } from './rename-members.js';

/** The one version of the API group that AWS's controller for SageMaker serves. The older operator had another group. */
const apiVersion = 'sagemaker.services.k8s.aws/v1alpha1';

/** The kinds of custom resources by the operation that makes them. */
const operations: Readonly<Record<string, Operation>> = {
  Model: 'CreateModel',
  ModelPackage: 'CreateModelPackage',
  EndpointConfig: 'CreateEndpointConfig',
  Endpoint: 'CreateEndpoint',
  InferenceComponent: 'CreateInferenceComponent',
  TrainingJob: 'CreateTrainingJob',
  HyperParameterTuningJob: 'CreateHyperParameterTuningJob',
  ProcessingJob: 'CreateProcessingJob',
  TransformJob: 'CreateTransformJob',
};

/** A patch holds what it changes, and nothing of the rest. */
const patchPath = /(^|\/)(overlays?|patches)\/|patch[^/]*\.(ya?ml|json)$/i;

/** The custom resources that a Kubernetes document holds, those of a `kind: List` included; undefined for another document. */
export function customResourcesOf(root: DataMapping): readonly DataMapping[] | undefined {
  const kind = textAt(root, 'kind');
  if (kind === undefined || textAt(root, 'apiVersion') === undefined) return undefined;
  if (kind !== 'List') return [root];
  const items = nodeAt(root, 'items');
  return items?.kind === 'sequence' ? items.items.flatMap((item) => mappingOf(item) ?? []) : [];
}

/** Reads a custom resource of AWS's controller; undefined for any other, and for what is marked to be deleted. */
export function readCustomResource(
  document: SourceDocument,
  resource: DataMapping,
  language: DataDocument['language'],
): ServiceRequest | undefined {
  const kind = textAt(resource, 'kind') ?? '';
  const operation = Object.hasOwn(operations, kind) ? operations[kind] : undefined;
  const kindNode = nodeAt(resource, 'kind');
  const spec = mappingOf(nodeAt(resource, 'spec'));
  if (!operation || !kindNode || !spec || textAt(resource, 'apiVersion') !== apiVersion) return undefined;
  const read = readDataNode(document, spec, namedPlaceholders(document));
  if (read.kind !== 'object') return undefined;
  const isPart = patchPath.test(document.path) || isAdopted(resource);
  const content = renameMembers(isPart ? opened(read) : read, renaming, shapeOf(operation));
  return {
    operation,
    surface: 'ack',
    notation: language,
    written: kind,
    document,
    span: resource.span,
    nameSpan: kindNode.span,
    content,
    isWhole: !isPart,
    references: [],
  };
}

const renaming: Renaming = {
  nameOf: ({ name }, shape) => (shape?.kind === 'structure' ? memberMeant(shape, name) : undefined) ?? name,
  spellingOf: (object, shape) => (shape?.kind === 'structure' ? { object, nameOf: fieldName } : undefined),
};

/** What exists already is taken over by its name alone; the rest of it is in the service. */
function isAdopted(resource: DataMapping): boolean {
  const annotations = mappingOf(nodeAt(mappingOf(nodeAt(resource, 'metadata')), 'annotations'));
  return annotations?.entries.some(({ key }) => /^services\.k8s\.aws\/(adoption|read-only)/.test(key)) ?? false;
}

/** An object that may have more than is seen, and so may all within it. */
function opened(object: ObjectNode): ObjectNode {
  const members = [...object.members].map(([name, member]) => {
    const { value } = member;
    if (value.kind === 'object') return [name, { ...member, value: opened(value) }] as const;
    if (value.kind !== 'list') return [name, member] as const;
    const items = value.items.map((item) => (item.kind === 'object' ? opened(item) : item));
    return [name, { ...member, value: { ...value, items, isOpen: true } }] as const;
  });
  return { ...object, members: new Map(members), isOpen: true };
}
