import type { DataDocument, DataMapping } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { shapeOf } from '../api/shapes.js';
import type { Operation, ServiceRequest } from '../request/model.js';
import { readDataNode } from '../request/read-data.js';
import { entryOf, nodeAt } from './data-nodes.js';

/**
 * The members that together show what a saved request is for: what names the thing that is made, and what no other
 * operation has. One of the words between bars is enough.
 */
const evidence: readonly (readonly [Operation, string])[] = [
  ['CreateTrainingJob', 'TrainingJobName AlgorithmSpecification'],
  ['CreateHyperParameterTuningJob', 'HyperParameterTuningJobName HyperParameterTuningJobConfig'],
  ['CreateProcessingJob', 'ProcessingJobName AppSpecification|ProcessingResources'],
  ['CreateTransformJob', 'TransformJobName TransformInput'],
  ['CreateCompilationJob', 'CompilationJobName OutputConfig InputConfig|ModelPackageVersionArn'],
  ['CreateInferenceRecommendationsJob', 'JobName JobType InputConfig'],
  ['CreateInferenceExperiment', 'Name Type ModelVariants|ShadowModeConfig'],
  ['CreateInferenceComponent', 'InferenceComponentName Specification|Specifications'],
  ['CreateEndpointConfig', 'EndpointConfigName ProductionVariants'],
  ['CreateModelPackage', 'ModelPackageGroupName|ModelPackageName InferenceSpecification'],
  ['CreateModel', 'ModelName PrimaryContainer|Containers'],
  ['UpdateEndpointWeightsAndCapacities', 'EndpointName DesiredWeightsAndCapacities'],
  ['UpdateEndpoint', 'EndpointName EndpointConfigName RetainAllVariantProperties|ExcludeRetainedVariantProperties|RetainDeploymentConfig'],
  ['CreateEndpoint', 'EndpointName EndpointConfigName'],
];

/**
 * Reads what a command is given with `--cli-input-json` or `--cli-input-yaml`. Undefined for anything else: what describes
 * a thing that is there, an empty skeleton, data that have some of the words.
 */
export function readSavedRequest(
  document: SourceDocument,
  root: DataMapping,
  language: DataDocument['language'],
): ServiceRequest | undefined {
  const keys = new Set(root.entries.map(({ key }) => key));
  const found = evidence.find(([, needed]) => needed.split(' ').every((group) => group.split('|').some((name) => keys.has(name))));
  if (!found) return undefined;
  const operation = operationOf(found[0], document.path);
  const naming = found[1].split(/[ |]/).find((name) => keys.has(name)) ?? '';
  if (!isOnlyFor(operation, keys) || isEmptyName(root, naming)) return undefined;
  const content = readDataNode(document, root);
  if (content.kind !== 'object') return undefined;
  return {
    operation,
    surface: 'json',
    notation: language,
    written: operation,
    document,
    span: root.span,
    // Nothing names the operation; what it makes is the nearest to it.
    nameSpan: entryOf(root, naming)?.keySpan ?? root.span,
    content,
    isWhole: true,
    references: [],
  };
}

/** An endpoint is made and updated with the same members. */
function operationOf(operation: Operation, path: string): Operation {
  return operation === 'CreateEndpoint' && /update[^/]*$/i.test(path) ? 'UpdateEndpoint' : operation;
}

/** Whether the members are those of the operation, but for one that may be misspelled, and not of its answer. */
function isOnlyFor(operation: Operation, keys: ReadonlySet<string>): boolean {
  const shape = shapeOf(operation);
  const others = [...keys].filter((key) => !shape?.members.has(key));
  if (others.some((key) => !/^[A-Z]/.test(key) || /(Arn|Time|Status|Reason|Metadata|Artifacts|InSeconds)$/.test(key))) return false;
  return others.length * 3 < keys.size;
}

/** What `--generate-cli-skeleton` and the API reference write: an empty text, `string`. */
function isEmptyName(root: DataMapping, name: string): boolean {
  const value = nodeAt(root, name);
  return value?.kind === 'scalar' && (value.value === null || value.value === '' || value.value === 'string');
}
