import type { DataMapping, DataNode } from '../../languages/data/syntax.js';
import { parseJson } from '../../languages/json/parse.js';
import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import type { Notation, Operation, ServiceRequest } from '../request/model.js';
import { type ReadSpecial, readDataNode } from '../request/read-data.js';
import type { ObjectNode } from '../request/tree.js';
import { blockText } from './block-text.js';
import { entryOf, mappingOf, meant, nodeAt, plainText, textAt } from './data-nodes.js';
import { intrinsicOf, readIntrinsics } from './intrinsics.js';
import { isStateMachine, readStateMachine } from './step-functions.js';

/** The types of SageMaker whose properties are those of an operation. Names as in the resource reference of CloudFormation. */
const operations: Readonly<Record<string, Operation>> = {
  'AWS::SageMaker::Model': 'CreateModel',
  'AWS::SageMaker::ModelPackage': 'CreateModelPackage',
  'AWS::SageMaker::EndpointConfig': 'CreateEndpointConfig',
  'AWS::SageMaker::Endpoint': 'CreateEndpoint',
  'AWS::SageMaker::InferenceComponent': 'CreateInferenceComponent',
  'AWS::SageMaker::InferenceExperiment': 'CreateInferenceExperiment',
  'AWS::SageMaker::TrainingJob': 'CreateTrainingJob',
  'AWS::SageMaker::HyperParameterTuningJob': 'CreateHyperParameterTuningJob',
  'AWS::SageMaker::ProcessingJob': 'CreateProcessingJob',
  'AWS::SageMaker::TransformJob': 'CreateTransformJob',
  'AWS::SageMaker::CompilationJob': 'CreateCompilationJob',
  'AWS::SageMaker::InferenceRecommendationsJob': 'CreateInferenceRecommendationsJob',
};

const stateMachines = new Set(['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine']);

/** A resource of a template. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly node: DataMapping;
  /** With its logical id. */
  readonly span: Span;
}

/**
 * The resources of a CloudFormation or SAM template, also of one within a configuration of the Serverless Framework.
 * Undefined for what is no template.
 */
export function resourcesOf(root: DataMapping): readonly TemplateResource[] | undefined {
  const resources = mappingOf(nodeAt(root, 'Resources')) ?? mappingOf(nodeAt(mappingOf(nodeAt(root, 'resources')), 'Resources'));
  if (!resources) return undefined;
  const found = resourcesIn(resources);
  return found.length > 0 ? found : undefined;
}

function resourcesIn(mapping: DataMapping): TemplateResource[] {
  return mapping.entries.flatMap(({ key, value, span }): TemplateResource[] => {
    const node = meant(value);
    // `Fn::ForEach::Name: [variable, values, resources]`
    if (key.startsWith('Fn::ForEach::') && node?.kind === 'sequence') {
      const repeated = mappingOf(node.items[2]);
      return repeated ? resourcesIn(repeated) : [];
    }
    const type = node?.kind === 'mapping' ? textAt(node, 'Type') : undefined;
    return node?.kind === 'mapping' && type?.includes('::') ? [{ logicalId: key, type, node, span }] : [];
  });
}

/** Reads the resources of SageMaker in a template, and what its state machines start. */
export function readTemplate(
  document: SourceDocument,
  root: DataMapping,
  resources: readonly TemplateResource[],
  notation: Notation,
): ServiceRequest[] {
  const parameters = mappingOf(nodeAt(root, 'Parameters'));
  const special = readIntrinsics(document, {
    resources: new Map(resources.map(({ logicalId, type }) => [logicalId, type])),
    parameters: new Map(
      parameters?.entries.flatMap(({ key, value }) => {
        const parameter = mappingOf(value);
        return parameter ? [[key, parameter] as const] : [];
      }),
    ),
  });
  const isChanged = hasOwnMacro(root);
  return resources.flatMap((resource) => {
    if (stateMachines.has(resource.type)) return readDefinition(document, resource, notation, special);
    const request = readResource(document, resource, notation, special, isChanged);
    return request ? [request] : [];
  });
}

function readResource(
  document: SourceDocument,
  { logicalId, type, node, span }: TemplateResource,
  notation: Notation,
  special: ReadSpecial,
  isChanged: boolean,
): ServiceRequest | undefined {
  const operation = Object.hasOwn(operations, type) ? operations[type] : undefined;
  const typeNode = nodeAt(node, 'Type');
  if (!operation || !typeNode) return undefined;
  const entry = entryOf(node, 'Properties');
  const read = entry && readDataNode(document, entry.value, special);
  const nothing = { kind: 'object', document, span: typeNode.span, type: undefined, members: new Map() } as const;
  // A resource may have no property at all; where they are not a mapping, what they are is only known later.
  const content: ObjectNode = read?.kind === 'object' ? read : { ...nothing, isOpen: read !== undefined };
  const mayHaveMore = isChanged || node.entries.some(({ key }) => key.startsWith('Fn::'));
  return {
    operation,
    surface: 'cloudformation',
    notation,
    written: type,
    document,
    span,
    nameSpan: typeNode.span,
    content: mayHaveMore ? { ...content, isOpen: true } : content,
    isWhole: !mayHaveMore,
    references: [`ref ${logicalId}`],
  };
}

function readDefinition(document: SourceDocument, { node }: TemplateResource, notation: Notation, special: ReadSpecial): ServiceRequest[] {
  const properties = mappingOf(nodeAt(node, 'Properties'));
  return ['Definition', 'DefinitionString'].flatMap((name) => {
    const given = nodeAt(properties, name);
    const definition = mappingOf(given);
    if (definition && isStateMachine(definition)) return readStateMachine(document, definition, notation, special);
    return given ? readWrittenDefinition(document, given) : [];
  });
}

/** A definition that stands in the template as a text of JSON, `!Sub |`. */
function readWrittenDefinition(document: SourceDocument, given: DataNode): ServiceRequest[] {
  const call = intrinsicOf(given);
  const argument = call ? (call.name === 'Sub' ? meant(call.argument) : undefined) : given;
  const text = argument?.kind === 'sequence' ? meant(argument.items[0]) : argument;
  const part = text && blockText(document, text);
  if (!part || !/^\s*\{/.test(part.text) || !/sagemaker/.test(part.text)) return [];
  const [parsed] = parseJson(part.text);
  const root = mappingOf(parsed?.root);
  if (!root || parsed?.isBroken || !isStateMachine(root)) return [];
  return readStateMachine(part, root, 'json');
}

/** A macro of the account's own may write the template anew; those of AWS leave SageMaker's resources as they are. */
function hasOwnMacro(root: DataMapping): boolean {
  const transform = nodeAt(root, 'Transform');
  const macros = transform?.kind === 'sequence' ? transform.items : transform ? [transform] : [];
  return macros.some((macro) => {
    const name = plainText(macro) ?? textAt(mappingOf(macro), 'Name');
    return name === undefined || !name.startsWith('AWS::');
  });
}
