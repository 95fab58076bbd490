import type { Operation, ServiceRequest } from '../request/model.js';
import { readDataNode } from '../request/read-data.js';
import type { Member, ObjectNode } from '../request/tree.js';
import { type SdkConfiguration, valueAtPath } from './read.js';

/** Where the configuration has what an operation is given; its keys there are the API's own. */
const sections: Partial<Readonly<Record<Operation, string>>> = {
  CreateTrainingJob: 'TrainingJob',
  CreateProcessingJob: 'ProcessingJob',
  CreateModel: 'Model',
  CreateEndpointConfig: 'EndpointConfig',
  CreateEndpoint: 'Endpoint',
  CreateTransformJob: 'TransformJob',
  CreateCompilationJob: 'CompilationJob',
  CreateModelPackage: 'ModelPackage',
};

/** What ModelTrainer takes from a section of its own, and where that is in the API. */
const trainerSettings: Readonly<Record<string, readonly string[]>> = {
  role: ['RoleArn'],
  compute: ['ResourceConfig', 'EnableManagedSpotTraining'],
  networking: ['VpcConfig', 'EnableNetworkIsolation', 'EnableInterContainerTrafficEncryption'],
  stoppingCondition: ['StoppingCondition'],
  outputDataConfig: ['OutputDataConfig'],
  environment: ['Environment'],
  hyperparameters: ['HyperParameters'],
  checkpointConfig: ['CheckpointConfig'],
};

/**
 * A request of the SDK with what its configuration gives where the call says nothing. Whether the SDK is started with this
 * file nobody can tell, so what it gives may be there or not.
 */
export function withDefaults(request: ServiceRequest, configuration: SdkConfiguration): ServiceRequest {
  if (!request.surface.startsWith('sdk')) return request;
  const section = sections[request.operation];
  const settings = section === undefined ? undefined : valueAtPath(configuration.root, ['SageMaker', section]);
  const defaults = settings && readDataNode(configuration.document, settings);
  const content = defaults?.kind === 'object' ? merged(request.content, defaults) : request.content;
  const whole = request.written === 'ModelTrainer' ? withTrainerSettings(content, configuration) : content;
  return whole === request.content ? request : { ...request, content: whole };
}

function merged(content: ObjectNode, defaults: ObjectNode): ObjectNode {
  const members = new Map(content.members);
  for (const [name, member] of defaults.members) {
    const given = members.get(name);
    if (!given || isNone(given)) members.set(name, { ...member, isOptional: true });
    else if (given.value.kind === 'object' && member.value.kind === 'object') {
      members.set(name, { ...given, value: merged(given.value, member.value) });
    }
  }
  return { ...content, members };
}

function isNone({ value }: Member): boolean {
  return value.kind === 'scalar' && value.value.known && value.value.value === null;
}

function withTrainerSettings(content: ObjectNode, { document, root }: SdkConfiguration): ObjectNode {
  const settings = valueAtPath(root, ['SageMaker', 'PythonSDK', 'Modules', 'ModelTrainer']);
  if (settings?.kind !== 'mapping') return content;
  const members = new Map(content.members);
  for (const { key, keySpan, value } of settings.entries) {
    const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    for (const path of Object.hasOwn(trainerSettings, name) ? (trainerSettings[name] ?? []) : []) {
      const given = members.get(path);
      const isEmpty = given?.value.kind === 'object' && given.value.members.size === 0;
      if (given && !isEmpty && !isNone(given)) continue;
      const place = { document, span: keySpan };
      const unknown = { kind: 'unknown', document, span: value.span, why: 'the configuration of the SDK gives it' } as const;
      members.set(path, { name: key, namePlace: place, place, value: unknown, isOptional: true });
    }
  }
  return { ...content, members };
}
