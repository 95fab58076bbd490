import type { DataMapping, DataNode } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { Notation, Operation, ServiceRequest } from '../request/model.js';
import { type ReadSpecial, readDataNode } from '../request/read-data.js';
import { type ObjectNode, textPieces } from '../request/tree.js';
import { mappingOf, nodeAt, textAt } from './data-nodes.js';
import { namedPlaceholders } from './named-placeholders.js';
import { readComputed, resolvePaths } from './state-values.js';

/** The actions of SageMaker that a task may name. Sources: "Create and manage Amazon SageMaker AI jobs", "AWS SDK integrations" of the Step Functions guide. */
const operations: Readonly<Record<string, Operation>> = {
  createTrainingJob: 'CreateTrainingJob',
  createHyperParameterTuningJob: 'CreateHyperParameterTuningJob',
  createProcessingJob: 'CreateProcessingJob',
  createModel: 'CreateModel',
  createModelPackage: 'CreateModelPackage',
  createEndpointConfig: 'CreateEndpointConfig',
  createEndpoint: 'CreateEndpoint',
  updateEndpoint: 'UpdateEndpoint',
  updateEndpointWeightsAndCapacities: 'UpdateEndpointWeightsAndCapacities',
  createTransformJob: 'CreateTransformJob',
  createCompilationJob: 'CreateCompilationJob',
  createInferenceRecommendationsJob: 'CreateInferenceRecommendationsJob',
  createInferenceExperiment: 'CreateInferenceExperiment',
  createInferenceComponent: 'CreateInferenceComponent',
  invokeEndpoint: 'InvokeEndpoint',
  invokeEndpointAsync: 'InvokeEndpointAsync',
};

/** `arn:aws:states:::sagemaker:createTrainingJob.sync`, `arn:aws:states:::aws-sdk:sagemakerruntime:invokeEndpoint`. */
const taskResource = /^arn:[^:]*:states:[^:]*:[^:]*:(?:aws-sdk:)?sagemaker(?:runtime)?:([A-Za-z]+)(?:\.\w+(?::2)?)?$/;

/** Whether a mapping is the definition of a state machine. */
export function isStateMachine(root: DataMapping): boolean {
  return textAt(root, 'StartAt') !== undefined && mappingOf(nodeAt(root, 'States')) !== undefined;
}

/** Reads what the tasks of a state machine ask SageMaker to do, those of maps and parallel branches included. */
export function readStateMachine(
  document: SourceDocument,
  definition: DataMapping,
  notation: Notation,
  special: ReadSpecial = namedPlaceholders(document),
): ServiceRequest[] {
  const computed = readComputed(document, special);
  return readStates(definition, 0);

  function readStates(machine: DataMapping, depth: number): ServiceRequest[] {
    const states = mappingOf(nodeAt(machine, 'States'));
    if (!states || depth > 12) return [];
    return states.entries.flatMap(({ value }) => {
      const state = mappingOf(value);
      if (!state) return [];
      const request = readTask(state);
      const inner = ['ItemProcessor', 'Iterator'].map((name) => nodeAt(state, name));
      const branches = nodeAt(state, 'Branches');
      const nested = [...inner, ...(branches?.kind === 'sequence' ? branches.items : [])].flatMap((node) => mappingOf(node) ?? []);
      return [...(request ? [request] : []), ...nested.flatMap((node) => readStates(node, depth + 1))];
    });
  }

  function readTask(state: DataMapping): ServiceRequest | undefined {
    const resource = nodeAt(state, 'Resource');
    const action = resource && actionOf(resource);
    const operation = action !== undefined && Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (!resource || action === undefined || !operation) return undefined;
    const given = nodeAt(state, 'Arguments') ?? nodeAt(state, 'Parameters');
    const read = given && readDataNode(document, given, computed);
    // Without parameters the state's input is sent as it is.
    const content: ObjectNode =
      read?.kind === 'object'
        ? resolvePaths(read)
        : { kind: 'object', document, span: resource.span, type: undefined, members: new Map(), isOpen: true };
    return {
      operation,
      surface: 'step-functions',
      notation,
      written: action,
      document,
      span: state.span,
      nameSpan: resource.span,
      content,
      isWhole: read?.kind === 'object',
      references: [],
    };
  }

  /** What a task's resource names, also where the partition is the template's to say. */
  function actionOf(resource: DataNode): string | undefined {
    const pieces = textPieces(readDataNode(document, resource, special));
    return pieces && taskResource.exec(pieces.map((piece) => piece ?? '').join(''))?.[1];
  }
}
