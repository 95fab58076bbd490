import { containersOf, textOf } from './containers.js';
import { allVariants, isOn, isServerless, modelOf, seenVariants } from './deployment.js';
import { booleanIn, find, findIn, type ServiceRequest, wordFor } from './model.js';
import type { Member, ObjectNode } from './tree.js';

/** Something that serverless endpoints do not have, and that one is asked for. From the developer guide's list of exclusions. */
export interface ServerlessConflict {
  readonly member: Member;
  /** What is said of it, and what serverless endpoints have instead. */
  readonly why: string;
  /** What to do, besides giving up on serverless. */
  readonly advice?: string;
  readonly severity?: 'warning';
}

/** What an endpoint configuration, and the models of its text, ask of a serverless endpoint in vain; nothing where no variant is serverless. */
export function serverlessConflicts(
  request: ServiceRequest,
  requests: readonly ServiceRequest[],
): { readonly serverless: Member | undefined; readonly conflicts: readonly ServerlessConflict[] } {
  const variants = seenVariants(request).filter((variant) => isServerless(request, variant) === true);
  const [first] = variants;
  const serverless = first && findIn(request, first, 'ServerlessConfig');
  if (serverless?.kind !== 'given') return { serverless: undefined, conflicts: [] };
  const models = new Set(variants.flatMap((variant) => modelOf(variant, request, requests) ?? []));
  const conflicts = [
    ...variants.flatMap((variant) => [...inVariant(request, variant)]),
    ...inConfiguration(request),
    ...[...models].flatMap((model) => [...inModel(model)]),
  ];
  return { serverless: serverless.member, conflicts };
}

function* inVariant(request: ServiceRequest, variant: ObjectNode): Iterable<ServerlessConflict> {
  // This SDK does not send them then.
  if (request.surface === 'sdk-v2') return;
  const [first, second] = ['InstanceType', 'InitialInstanceCount'].flatMap((name) => {
    const found = findIn(request, variant, name);
    return found.kind === 'given' ? [found.member] : [];
  });
  if (!first) return;
  const given = second ? `and \`${second.name}\` are given` : 'is given';
  const why = `${given} for a serverless variant: SageMaker chooses its instances, and refuses other wishes`;
  yield { member: first, why, ...(second ? { advice: 'Remove them' } : {}) };
}

function* inConfiguration(request: ServiceRequest): Iterable<ServerlessConflict> {
  const variants = allVariants(request, 'ProductionVariants');
  const list = find(request, 'ProductionVariants');
  if (variants && variants.length > 1 && list.kind === 'given') {
    const why = `has ${variants.length} variants: a serverless endpoint has only one, and SageMaker refuses more`;
    yield { member: list.member, why, advice: 'Keep one variant' };
  }
  const shadows = find(request, 'ShadowProductionVariants');
  if (shadows.kind === 'given' && shadows.member.value.kind === 'list' && shadows.member.value.items.length > 0) {
    yield { member: shadows.member, why: 'is given: serverless endpoints have no shadow variants, and SageMaker refuses them' };
  }
  const capture = find(request, 'DataCaptureConfig');
  if (capture.kind === 'given' && isOn(request, 'DataCaptureConfig.EnableCapture')) {
    yield { member: capture.member, why: 'is given: serverless endpoints do not capture data, and SageMaker refuses it' };
  }
  const later = find(request, 'AsyncInferenceConfig');
  if (later.kind === 'given' && later.member.value.kind === 'object') {
    yield { member: later.member, why: 'is given: asynchronous inference runs on instances, not serverless', severity: 'warning' };
  }
}

function* inModel(model: ServiceRequest): Iterable<ServerlessConflict> {
  const network = find(model, 'VpcConfig');
  const subnets = find(model, 'VpcConfig.Subnets');
  if (network.kind === 'given' && subnets.kind === 'given') {
    yield {
      member: network.member,
      why: 'is given for the model of a serverless endpoint: such endpoints do not run in a VPC, and SageMaker refuses it',
    };
  }
  const isolation = find(model, 'EnableNetworkIsolation');
  if (isolation.kind === 'given' && booleanIn(isolation.member.value) === true) {
    const why = 'is on for the model of a serverless endpoint: such endpoints have no network isolation, and SageMaker refuses it';
    yield { member: isolation.member, why };
  }
  const containers = find(model, 'Containers');
  if (containers.kind === 'given' && containers.member.value.kind === 'list' && containers.member.value.items.length > 1) {
    const { length } = containers.member.value.items;
    const why = `has ${length} containers: a serverless endpoint runs a single one, and SageMaker refuses more`;
    yield { member: containers.member, why, advice: 'Do all of it in one container' };
  }
  for (const container of containersOf(model)) yield* inContainer(model, container);
}

function* inContainer(model: ServiceRequest, container: ObjectNode): Iterable<ServerlessConflict> {
  const mode = textOf(model, container, 'Mode');
  if (mode?.text === 'MultiModel') {
    const why = 'is MultiModel: a serverless endpoint serves a single model, and SageMaker refuses it';
    yield { member: mode.member, why, advice: 'Deploy each model on its own' };
  }
  const source = findIn(model, container, 'ModelDataSource');
  if (source.kind === 'given' && source.member.value.kind === 'object') {
    const why = 'is given: a serverless endpoint takes its model as one archive only, and SageMaker refuses it';
    yield { member: source.member, why, advice: `Pack the model, and name the archive in \`${wordFor(container, 'ModelDataUrl')}\`` };
  }
  const registry = textOf(model, container, 'ImageConfig.RepositoryAccessMode');
  if (registry?.text === 'Vpc') {
    const why = 'is Vpc: a serverless endpoint pulls its image from Amazon ECR only, and SageMaker refuses others';
    yield { member: registry.member, why, advice: 'Push the image to ECR' };
  }
}
