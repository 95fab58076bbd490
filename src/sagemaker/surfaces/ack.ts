import type { DataDocument, DataMapping } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { Operation, ServiceRequest } from '../request/model.js';
import type { ObjectNode } from '../request/tree.js';
import { fieldName } from './ack-names.js';
import { readResource } from './custom-resource.js';
import { mappingOf, nodeAt, textAt } from './data-nodes.js';

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
  const isPart = patchPath.test(document.path) || isAdopted(resource);
  const group = { apiVersion, operations, fieldName };
  return readResource(document, resource, language, group, { isWhole: !isPart, ...(isPart ? { open: opened } : {}) });
}

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
