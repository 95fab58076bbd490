import { defineRule, type RuleReport } from '../../linter/rule.js';
import { allVariants, isOn, isServerless, modelOf, seenVariants } from '../../sagemaker/request/deployment.js';
import { booleanIn, find, findIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';
import type { Member, ObjectNode } from '../../sagemaker/request/tree.js';

interface Conflict {
  readonly member: Member;
  readonly what: string;
  readonly severity?: 'warning';
}

export default defineRule({
  id: 'SM516',
  name: 'serverless-incompatible',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A serverless endpoint is asked for something that serverless endpoints do not have',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request, requests }) {
    for (const variant of seenVariants(request)) {
      const serverless = findIn(request, variant, 'ServerlessConfig');
      if (serverless.kind !== 'given' || isServerless(request, variant) !== true) continue;
      const model = modelOf(variant, request, requests);
      const found = [...inVariant(request, variant), ...inConfiguration(request), ...(model ? inModel(model) : [])];
      for (const conflict of found) yield reportOf(conflict, serverless.member);
    }
  },
});

function reportOf({ member, what, severity }: Conflict, serverless: Member): RuleReport {
  return {
    at: member.value.kind === 'scalar' ? member.place : member.namePlace,
    ...(severity ? { severity } : {}),
    message: `\`${member.name}\`: a serverless endpoint has no ${what}, and SageMaker refuses it. Remove \`${member.name}\`, or give the variant instances instead of \`${serverless.name}\`.`,
    related: [{ at: serverless.namePlace, message: 'The endpoint is serverless' }],
  };
}

function* inVariant(request: ServiceRequest, variant: ObjectNode): Iterable<Conflict> {
  for (const name of ['InstanceType', 'InitialInstanceCount']) {
    const found = findIn(request, variant, name);
    if (found.kind === 'given') yield { member: found.member, what: 'instances' };
  }
}

function* inConfiguration(request: ServiceRequest): Iterable<Conflict> {
  const variants = allVariants(request, 'ProductionVariants');
  const list = find(request, 'ProductionVariants');
  if (variants && variants.length > 1 && list.kind === 'given')
    yield { member: list.member, what: `second variant (there are ${variants.length})` };
  const shadows = find(request, 'ShadowProductionVariants');
  if (shadows.kind === 'given' && shadows.member.value.kind === 'list' && shadows.member.value.items.length > 0) {
    yield { member: shadows.member, what: 'shadow variants' };
  }
  const capture = find(request, 'DataCaptureConfig');
  if (capture.kind === 'given' && isOn(request, 'DataCaptureConfig.EnableCapture')) yield { member: capture.member, what: 'data capture' };
  const later = find(request, 'AsyncInferenceConfig');
  if (later.kind === 'given' && later.member.value.kind === 'object') {
    yield { member: later.member, what: 'asynchronous inference', severity: 'warning' };
  }
}

function* inModel(model: ServiceRequest): Iterable<Conflict> {
  const network = find(model, 'VpcConfig');
  const subnets = find(model, 'VpcConfig.Subnets');
  if (network.kind === 'given' && subnets.kind === 'given') yield { member: network.member, what: 'VPC of yours' };
  const isolation = find(model, 'EnableNetworkIsolation');
  if (isolation.kind === 'given' && booleanIn(isolation.member.value) === true)
    yield { member: isolation.member, what: 'network isolation' };
  const mode = find(model, 'PrimaryContainer.Mode');
  if (mode.kind === 'given' && textIn(mode.member.value) === 'MultiModel')
    yield { member: mode.member, what: 'models that are loaded by name' };
  const containers = find(model, 'Containers');
  if (containers.kind === 'given' && containers.member.value.kind === 'list' && containers.member.value.items.length > 1) {
    yield { member: containers.member, what: 'pipeline of several containers' };
  }
}
