import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import type { Operation, ServiceRequest } from '../../request/model.js';
import { fromCore } from './core-names.js';
import type { Maker } from './makers.js';
import { sdkRequest } from './request.js';

/** `sagemaker.core.resources.X.create(...)`: its arguments are the members of the request. */
const creations: Readonly<Record<string, Operation>> = {
  TrainingJob: 'CreateTrainingJob',
  HyperParameterTuningJob: 'CreateHyperParameterTuningJob',
  ProcessingJob: 'CreateProcessingJob',
  Model: 'CreateModel',
  ModelPackage: 'CreateModelPackage',
  EndpointConfig: 'CreateEndpointConfig',
  Endpoint: 'CreateEndpoint',
  TransformJob: 'CreateTransformJob',
  CompilationJob: 'CreateCompilationJob',
  InferenceRecommendationsJob: 'CreateInferenceRecommendationsJob',
  InferenceExperiment: 'CreateInferenceExperiment',
  InferenceComponent: 'CreateInferenceComponent',
};

/** The request of `X.create(...)`; undefined for a resource that is not read, and for `X.get(...)`. */
export function resourceRequest({ name, call }: Maker, reading: LaunchReading): ServiceRequest | undefined {
  const operation = Object.hasOwn(creations, name) ? creations[name] : undefined;
  if (!operation || call.callee.kind !== 'attribute' || call.callee.name !== 'create') return undefined;
  const content = fromCore(reading.reader.readCall(call, name, []));
  // Whoever misses an argument that is required is told so by Python.
  return sdkRequest(reading, call, { operation, surface: 'sdk-v3', written: `${name}.create`, content, isWhole: true });
}

/** Methods of a resource that ask for something else. */
const methods: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  Endpoint: { update: 'UpdateEndpoint', update_weights_and_capacities: 'UpdateEndpointWeightsAndCapacities', invoke: 'InvokeEndpoint' },
};

/** The request of `endpoint.update(...)` and the like; undefined for other methods. */
export function resourceMethodRequest(
  call: CallExpression,
  method: string,
  makers: readonly Maker[],
  reading: LaunchReading,
): ServiceRequest | undefined {
  const [maker] = makers;
  const known = maker && Object.hasOwn(methods, maker.name) ? methods[maker.name] : undefined;
  const operation = known && Object.hasOwn(known, method) ? known[method] : undefined;
  if (maker?.kind !== 'resource' || !operation) return undefined;
  const content = fromCore(reading.reader.readCall(call, undefined, []));
  const members = new Map(content.members);
  const endpoint = reading.reader.readCall(maker.call, maker.name, ['endpoint_name']).members.get('endpoint_name');
  if (endpoint && makers.length === 1) members.set('EndpointName', endpoint);
  return sdkRequest(reading, call, { operation, surface: 'sdk-v3', written: method, content: { ...content, members }, references: [] });
}
