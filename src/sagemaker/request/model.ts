import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import { certain } from '../value.js';
import { type Lookup, lookUp, type ObjectNode, type RequestNode, type Scalar } from './tree.js';

/** Where a request is written. `json`: the input of a command line or a saved request; `shell`: a line with `aws sagemaker`. */
export type Surface = 'boto3' | 'sdk-v2' | 'sdk-v3' | 'cloudformation' | 'ack' | 'json' | 'step-functions' | 'shell';

/** How scalars are written there: `True`, `true` or, on a command line, neither. */
export type Notation = 'python' | 'yaml' | 'json' | 'shell';

/** The operations of SageMaker's API that are read. */
export type Operation =
  | 'CreateTrainingJob'
  | 'CreateHyperParameterTuningJob'
  | 'CreateProcessingJob'
  | 'CreateModel'
  | 'CreateModelPackage'
  | 'CreateEndpointConfig'
  | 'CreateEndpoint'
  | 'UpdateEndpoint'
  | 'UpdateEndpointWeightsAndCapacities'
  | 'CreateTransformJob'
  | 'CreateCompilationJob'
  | 'CreateInferenceRecommendationsJob'
  | 'CreateInferenceExperiment'
  | 'CreateInferenceComponent'
  | 'InvokeEndpoint'
  | 'InvokeEndpointAsync';

/** What some file asks SageMaker to do, whatever it is written in. */
export interface ServiceRequest {
  readonly operation: Operation;
  readonly surface: Surface;
  readonly notation: Notation;
  /** As written: `create_training_job`, `AWS::SageMaker::Endpoint`, `Estimator`, `transformer`. */
  readonly written: string;
  readonly document: SourceDocument;
  /** The whole call or resource. */
  readonly span: Span;
  /** What names it, without its content: the function that is called, the type of a resource. Findings about what is missing stand here. */
  readonly nameSpan: Span;
  /** The members under the names of the API, each knowing how it is written (`Member.name`). */
  readonly content: ObjectNode;
  /** Nothing but what is written is sent: what is missing here is missing in the request. The SDK's classes add what they need. */
  readonly isWhole: boolean;
  /** The references under which others in the file may name what it makes, besides its name: a template's logical id, the variable that holds it. */
  readonly references: readonly string[];
}

/** Looks a member up by its path in the API, `StoppingCondition.MaxWaitTimeInSeconds`. */
export function find(request: ServiceRequest, path: string): Lookup {
  return findIn(request, request.content, path);
}

/**
 * The same within an object of the request. None and null count as absent, and with the SDK's classes a value that is not
 * known does not say that anything is given: it may be None.
 */
export function findIn(request: Pick<ServiceRequest, 'surface'>, object: ObjectNode, path: string): Lookup {
  const dot = path.indexOf('.');
  const found = lookUp(object, dot < 0 ? path : path.slice(0, dot));
  if (found.kind !== 'given') return found;
  const { value } = found.member;
  if (isNull(value)) return { kind: 'absent' };
  if (dot < 0) return mayBeNone(value) && request.surface.startsWith('sdk') ? { kind: 'unknown' } : found;
  return value.kind === 'object' ? findIn(request, value, path.slice(dot + 1)) : { kind: 'unknown' };
}

/** A text of which parts are known is there, and so is what the SDK names itself. */
function mayBeNone(node: RequestNode): boolean {
  return node.kind === 'unknown' && node.pieces === undefined && !node.isGiven;
}

function isNull(node: RequestNode): boolean {
  return node.kind === 'scalar' && node.value.known && !node.value.assumed && node.value.value === null;
}

/** The value at a path where it is given; undefined where it is not, or nobody can tell. */
export function valueAt(request: ServiceRequest, path: string): RequestNode | undefined {
  const found = find(request, path);
  return found.kind === 'given' ? found.member.value : undefined;
}

/** The items of a list that are objects; empty for anything else. `isOpen` of the list says whether there may be more. */
export function objectsIn(node: RequestNode | undefined): readonly ObjectNode[] {
  if (node?.kind !== 'list') return [];
  return node.items.filter((item): item is ObjectNode => item.kind === 'object');
}

/** The objects of a list at a path, `ProductionVariants`. */
export function objectsAt(request: ServiceRequest, path: string): readonly ObjectNode[] {
  return objectsIn(valueAt(request, path));
}

/** The scalar where it is known for certain. */
export function scalarIn(node: RequestNode | undefined): Scalar | undefined {
  return node?.kind === 'scalar' ? certain(node.value) : undefined;
}

/** The text where it is known for certain. */
export function textIn(node: RequestNode | undefined): string | undefined {
  const value = scalarIn(node);
  return typeof value === 'string' ? value : undefined;
}

/** The number where it is known for certain, also as a text, which templates and shells may write (`"2"`). */
export function numberIn(node: RequestNode | undefined): number | undefined {
  const value = scalarIn(node);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** The truth value where it is known for certain, also as a text of a template or shell. */
export function booleanIn(node: RequestNode | undefined): boolean | undefined {
  const value = scalarIn(node);
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** What a value stands for, to tell whether two are the same: its text, or the reference that it is. */
export function referenceIn(node: RequestNode | undefined): string | undefined {
  if (node?.kind === 'unknown') return node.reference;
  const text = textIn(node);
  if (text !== undefined) return `text ${text}`;
  return node?.kind === 'scalar' ? node.reference : undefined;
}

/** The member that names what an operation makes. */
const nameMembers: Partial<Readonly<Record<Operation, string>>> = {
  CreateTrainingJob: 'TrainingJobName',
  CreateHyperParameterTuningJob: 'HyperParameterTuningJobName',
  CreateProcessingJob: 'ProcessingJobName',
  CreateModel: 'ModelName',
  CreateEndpointConfig: 'EndpointConfigName',
  CreateEndpoint: 'EndpointName',
  CreateTransformJob: 'TransformJobName',
  CreateCompilationJob: 'CompilationJobName',
  CreateInferenceRecommendationsJob: 'JobName',
  CreateInferenceExperiment: 'Name',
  CreateInferenceComponent: 'InferenceComponentName',
};

/** The one request of an operation that a value names; undefined where there is none, or several. */
export function referredIn(
  requests: readonly ServiceRequest[],
  operation: Operation,
  node: RequestNode | undefined,
): ServiceRequest | undefined {
  const reference = referenceIn(node);
  if (reference === undefined) return undefined;
  const member = nameMembers[operation];
  const found = requests.filter(
    (request) =>
      request.operation === operation &&
      (request.references.includes(reference) || (member !== undefined && referenceIn(valueAt(request, member)) === reference)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/**
 * How a member of the API is written on the surface of a request: `max_wait`, `MaxWaitTimeInSeconds`. What is given is
 * asked for its own name; this is for what is missing. The path as it is where the surface has no word of its own.
 */
export function wordFor(object: ObjectNode, path: string): string {
  const [name = '', ...deeper] = path.split('.');
  const inner = object.members.get(name)?.value;
  if (deeper.length > 0 && inner?.kind === 'object') return wordFor(inner, deeper.join('.'));
  return (
    object.spelling?.nameOf(path) ??
    (object.spelling?.nameOf(name) === undefined ? path : [object.spelling.nameOf(name), ...deeper].join('.'))
  );
}
