import type { DataDocument, DataMapping } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { Operation, ServiceRequest } from '../request/model.js';
import { type Member, type RequestNode, textPieces } from '../request/tree.js';
import { readResource } from './custom-resource.js';

/** The API group of the operator that was there before AWS's controller, which has another one. */
const apiVersion = 'sagemaker.aws.amazon.com/v1';

/** Its kinds by the operation that makes them; a HostingDeployment has the variants of an endpoint, and models besides. */
const operations: Readonly<Record<string, Operation>> = {
  Model: 'CreateModel',
  EndpointConfig: 'CreateEndpointConfig',
  HostingDeployment: 'CreateEndpointConfig',
  TrainingJob: 'CreateTrainingJob',
  HyperparameterTuningJob: 'CreateHyperParameterTuningJob',
  ProcessingJob: 'CreateProcessingJob',
  BatchTransformJob: 'CreateTransformJob',
};

/**
 * Reads a custom resource of the operator for Kubernetes that came before AWS's controller; undefined for any other. Its
 * fields are the API's members with a small first letter; names that it makes up itself may be left out.
 * Source: the resource definitions of aws/amazon-sagemaker-operator-for-k8s.
 */
export function readOperatorResource(
  document: SourceDocument,
  resource: DataMapping,
  language: DataDocument['language'],
): ServiceRequest | undefined {
  const group = { apiVersion, operations, fieldName, meantBy: ({ value }: Member) => fromPairs(value) };
  return readResource(document, resource, language, group, { isWhole: false });
}

/** Whether a request is the operator's: which of the controller's fields there are says nothing about it. */
export function isOfOperator({ document, span, surface }: Pick<ServiceRequest, 'document' | 'span' | 'surface'>): boolean {
  return surface === 'ack' && document.text.slice(span.start, span.end).includes(apiVersion);
}

function fieldName(path: string): string {
  return path.replace(/(^|\.)[A-Z]/g, (first) => first.toLowerCase());
}

/** `[{name: a, value: b}]` as `{a: b}`: a list of names and values, where the API has a map. Undefined for anything else. */
function fromPairs(list: RequestNode): RequestNode | undefined {
  if (list.kind !== 'list' || !list.items.some(isPair)) return undefined;
  const entries = list.items.map((item) => (item.kind === 'object' ? fromPair(item.members, item) : undefined));
  const known = entries.filter((entry) => entry !== undefined);
  const { document, span } = list;
  const isOpen = list.isOpen || known.length < entries.length;
  return { kind: 'object', document, span, type: undefined, members: new Map(known), isOpen };
}

function isPair(item: RequestNode): boolean {
  return item.kind === 'object' && item.members.size === 2 && item.members.has('name') && item.members.has('value');
}

function fromPair(members: ReadonlyMap<string, Member>, { document, span }: RequestNode): [string, Member] | undefined {
  const [name, value] = [members.get('name')?.value, members.get('value')?.value];
  const [text, ...more] = (name && textPieces(name)) ?? [];
  if (!name || !value || text === undefined || more.length > 0) return undefined;
  return [text, { name: text, namePlace: { document, span: name.span }, value, place: { document, span } }];
}
