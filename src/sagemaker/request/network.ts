import { findIn, type Operation, type ServiceRequest } from './model.js';
import { trainingJobsIn } from './training.js';
import type { Member, ObjectNode } from './tree.js';

/** Where the operations have their VpcConfig; the request itself where nothing is said. */
const holders: Partial<Readonly<Record<Operation, string>>> = {
  CreateProcessingJob: 'NetworkConfig',
  CreateInferenceRecommendationsJob: 'InputConfig',
};

/** The VPC settings of a request that are seen: the member that gives them, and what it gives. */
export function vpcConfigsIn(request: ServiceRequest): readonly { readonly member: Member; readonly config: ObjectNode }[] {
  const holder = holders[request.operation];
  const isTuning = request.operation === 'CreateHyperParameterTuningJob';
  return (isTuning ? trainingJobsIn(request) : [request.content]).flatMap((object) => {
    const found = findIn(request, object, holder === undefined ? 'VpcConfig' : `${holder}.VpcConfig`);
    return found.kind === 'given' && found.member.value.kind === 'object' ? [{ member: found.member, config: found.member.value }] : [];
  });
}

/** Whether a job certainly runs without a VPC of the user's; false where it has one, and where nobody can tell. */
export function hasNoVpc(request: ServiceRequest, job: ObjectNode): boolean {
  return ['VpcConfig.Subnets', 'VpcConfig.SecurityGroupIds'].every((path) => findIn(request, job, path).kind === 'absent');
}
