import type { CallExpression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { LaunchReading } from '../../launch/context.js';
import { readModelGroups } from '../../launch/models.js';
import { classOf } from '../../launch/read.js';
import { readEstimator } from '../../launch/sdk-v2.js';
import { readModelTrainer } from '../../launch/sdk-v3.js';
import type { ServiceRequest } from '../../request/model.js';
import { deployRequests, variantsRequests } from './deploy.js';
import { compileRequest, processorRequests, rightSizeRequest, tunerRequest } from './jobs.js';
import { isLocal } from './local.js';
import { type Maker, makerOf, makersOf } from './makers.js';
import { estimatorModelRequest, modelRequest, registerRequest } from './models.js';
import { resourceMethodRequest, resourceRequest } from './resources.js';
import { sessionRequest } from './session.js';
import { estimatorRequest, trainerRequest } from './training.js';
import { readTransform, type TransformerMaker, transformRequest } from './transform.js';

/** The requests that calls of the SageMaker Python SDK's classes and methods send, in the order of the calls. */
export function readSdkRequests(reading: LaunchReading): readonly ServiceRequest[] {
  const found: ServiceRequest[] = [];
  const groups = readModelGroups(reading);
  const started = new Set<CallExpression>();
  const isPart = ({ call }: Maker) =>
    (groups.inPipeline.has(call) || groups.inMultiModel.has(call)) &&
    !reading.origins.usesOf(call).some(({ method }) => method === 'deploy');
  for (const made of reading.calls) {
    const maker = makerOf(made.call, reading);
    // A model that is one container of another is not made by itself.
    if (maker && !isPart(maker)) found.push(...makerRequests(maker, made, reading));
    else if (!maker && !groups.inPipeline.has(made.call)) found.push(...methodRequests(made.call, reading, started));
  }
  for (const { call } of reading.calls) {
    const maker = transformerOf(call, reading);
    if (!maker || started.has(call)) continue;
    const request = transformRequest(maker, stepStart(call, reading), reading);
    if (request) found.push(request);
  }
  return found;
}

function makerRequests(maker: Maker, made: PythonCall, reading: LaunchReading): readonly ServiceRequest[] {
  switch (maker.kind) {
    case 'training': {
      const launchClass = classOf(made, reading);
      if (!launchClass) return [];
      const isTrainer = launchClass.name === 'ModelTrainer';
      const launch = isTrainer ? readModelTrainer(made, launchClass, reading) : readEstimator(made, launchClass, reading);
      if (isLocal(launch.arguments)) return [];
      return [isTrainer ? trainerRequest(made, launch, reading) : estimatorRequest(made, launch, reading)];
    }
    case 'model':
    case 'builder':
    case 'pipeline':
    case 'package':
      return isServedHere(maker, reading) ? [] : [modelRequest(maker, reading)];
    case 'processing':
      return processorRequests(maker, reading);
    case 'tuner':
      return [tunerRequest(maker, reading)];
    case 'resource': {
      const request = resourceRequest(maker, reading);
      return request ? [request] : [];
    }
    case 'transformer':
    case 'other':
      return [];
  }
}

/** Whether a model is only ever served on the machine at hand. */
function isServedHere({ call, name }: Maker, { reader, origins }: LaunchReading): boolean {
  if (isLocal(reader.readCall(call, name, []))) return true;
  const uses = origins.usesOf(call).filter(({ method }) => method === 'deploy');
  return (
    uses.length > 0 && uses.every((use) => isLocal(reader.readCall(use.call.call, undefined, ['initial_instance_count', 'instance_type'])))
  );
}

/** Arguments of `deploy` that no other library's has. */
const deployArguments = ['initial_instance_count', 'serverless_inference_config', 'async_inference_config', 'data_capture_config'];

function methodRequests(call: CallExpression, reading: LaunchReading, started: Set<CallExpression>): readonly ServiceRequest[] {
  const { callee } = call;
  if (callee.kind !== 'attribute' || !methodNames.has(callee.name)) return [];
  const has = (...names: readonly string[]) => call.arguments.some(({ name }) => name !== undefined && names.includes(name));
  const makers = makersOf(callee.object, reading);
  const single = makers.length === 1 ? makers[0] : undefined;
  switch (callee.name) {
    case 'deploy': {
      if (makers.length === 0 && !has(...deployArguments)) return [];
      const model = single?.kind === 'training' ? [estimatorModelRequest(call, callee.name, single, reading)] : [];
      const models = modelCalls(call, callee.object, single, reading);
      const requests = deployRequests(call, makers, models, reading);
      return requests.length > 0 ? [...model, ...requests] : [];
    }
    case 'create_model': {
      if (single?.kind === 'training') return [estimatorModelRequest(call, callee.name, single, reading)];
      return optional(sessionRequest(call, callee.name, reading));
    }
    case 'create_endpoint_config':
    case 'create_endpoint':
      return optional(sessionRequest(call, callee.name, reading));
    case 'transformer':
      return single?.kind === 'training' ? [estimatorModelRequest(call, callee.name, single, reading)] : [];
    case 'transform': {
      const origins = reading.origins.originsOf(callee.object);
      const transformers = origins.flatMap((origin) => transformerOf(origin, reading) ?? []);
      const start = readTransform(call, transformers.length > 0, reading);
      if (!start) return [];
      for (const transformer of transformers) started.add(transformer.call);
      return optional(transformRequest(transformers.length === 1 && origins.length === 1 ? transformers[0] : undefined, start, reading));
    }
    case 'compile':
    case 'compile_model':
      return optional(compileRequest(call, single, reading));
    case 'right_size':
      return [rightSizeRequest(call, makers, reading)];
    case 'register':
      return makers.length > 0 || has('model_package_group_name', 'inference_instances')
        ? [registerRequest(call, single?.surface ?? 'sdk-v2', reading)]
        : [];
    case 'endpoint_from_production_variants':
      return variantsRequests(call, reading);
    default:
      return optional(resourceMethodRequest(call, callee.name, makers, reading));
  }
}

const methodNames = new Set(
  (
    'deploy create_model create_endpoint_config create_endpoint transformer transform compile compile_model right_size register ' +
    'endpoint_from_production_variants update update_weights_and_capacities invoke'
  ).split(' '),
);

function optional(request: ServiceRequest | undefined): readonly ServiceRequest[] {
  return request ? [request] : [];
}

/** The calls that make the model of `x.deploy(...)` or `x.transformer(...)`: an estimator's own call makes one with it. */
function modelCalls(
  call: CallExpression,
  object: Parameters<typeof makersOf>[0],
  single: Maker | undefined,
  reading: LaunchReading,
): readonly CallExpression[] {
  const origins = reading.origins.originsOf(object);
  const [only] = origins.length === 1 ? origins : [];
  if (single?.kind === 'training' || single?.kind === 'tuner') {
    // `estimator.create_model(...)` made it before.
    const isMade = only && only !== single.call && only.callee.kind === 'attribute' && only.callee.name === 'create_model';
    return isMade ? [only] : [call];
  }
  return makersOf(object, reading).map((maker) => maker.call);
}

/** A call that makes a transformer; undefined for any other. */
function transformerOf(call: CallExpression, reading: LaunchReading): TransformerMaker | undefined {
  const maker = makerOf(call, reading);
  if (maker) return maker.kind === 'transformer' ? { call, surface: maker.surface, models: [] } : undefined;
  const { callee } = call;
  if (callee.kind !== 'attribute' || callee.name !== 'transformer') return undefined;
  const makers = makersOf(callee.object, reading);
  // Of a class of the script's own, which is mostly made from one of the SDK's.
  const isOwn = makers.length > 0 || ['instance_count', 'instance_type'].every((name) => call.arguments.some((each) => each.name === name));
  if (!isOwn) return undefined;
  const [single] = makers.length === 1 ? makers : [];
  return { call, surface: makers[0]?.surface ?? 'sdk-v2', models: modelCalls(call, callee.object, single, reading) };
}

/** `TransformStep(transformer=..., inputs=TransformInput(...))`. */
function stepStart(call: CallExpression, reading: LaunchReading) {
  const steps = reading.origins.passedTo(call).filter(({ call: { call: step } }) => {
    const name = reading.names.qualifiedName(step.callee) ?? (step.callee.kind === 'name' ? step.callee.name : '');
    return /(^|\.)TransformStep$/.test(name);
  });
  const [only] = steps.length === 1 ? steps : [];
  const inputs = only && reading.reader.readCall(only.call.call, undefined, []).members.get('inputs')?.value;
  return inputs?.kind === 'object' && /(^|\.)TransformInput$/.test(inputs.type ?? '') ? { call, written: inputs } : undefined;
}
