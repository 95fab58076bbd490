import { findIn, numberIn, type Operation, objectsIn, type ServiceRequest, scalarIn, textIn } from './model.js';
import { lookUp, type Member, type ObjectNode } from './tree.js';

/** The operations that start training. */
export const trainingOperations: readonly Operation[] = ['CreateTrainingJob', 'CreateHyperParameterTuningJob'];

/** The training jobs that a request describes: itself, or the definitions of a tuning job, which have the same members. */
export function trainingJobsIn(request: ServiceRequest): readonly ObjectNode[] {
  if (request.operation === 'CreateTrainingJob') return [request.content];
  const definition = lookUp(request.content, 'TrainingJobDefinition');
  const several = lookUp(request.content, 'TrainingJobDefinitions');
  return [
    ...(definition.kind === 'given' && definition.member.value.kind === 'object' ? [definition.member.value] : []),
    ...(several.kind === 'given' ? objectsIn(several.member.value) : []),
  ];
}

/** How many instances a job takes, its instance groups added up; undefined where nobody can tell, and on the machine at hand. */
export function instanceCountOf(request: ServiceRequest, job: ObjectNode): number | undefined {
  const type = findIn(request, job, 'ResourceConfig.InstanceType');
  if (type.kind === 'given' && textIn(type.member.value)?.startsWith('local')) return undefined;
  const groups = findIn(request, job, 'ResourceConfig.InstanceGroups');
  if (groups.kind === 'unknown') return undefined;
  if (groups.kind === 'given') {
    const { value } = groups.member;
    if (value.kind !== 'list' || value.isOpen) return undefined;
    const counts = value.items.map((item) => (item.kind === 'object' ? numberAt(request, item, 'InstanceCount') : undefined));
    return counts.every((count) => count !== undefined) ? counts.reduce((sum: number, count) => sum + (count ?? 0), 0) : undefined;
  }
  return numberAt(request, job, 'ResourceConfig.InstanceCount');
}

/**
 * The seconds that a job may run: as given, or what is taken where nothing is said (a day; an hour with version 3 of the
 * SDK). Undefined where nobody can tell.
 */
export function longestRun(request: ServiceRequest, job: ObjectNode): number | undefined {
  const limit = findIn(request, job, 'StoppingCondition.MaxRuntimeInSeconds');
  if (limit.kind === 'given') return numberIn(limit.member.value);
  if (limit.kind === 'unknown') return undefined;
  return request.surface === 'sdk-v3' ? 3600 : 86_400;
}

/** Whether a job runs on spot instances; undefined where nobody can tell. */
export function usesSpot(request: ServiceRequest, job: ObjectNode): boolean | undefined {
  const spot = findIn(request, job, 'EnableManagedSpotTraining');
  if (spot.kind === 'absent') return false;
  if (spot.kind === 'unknown') return undefined;
  const value = scalarIn(spot.member.value);
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

function numberAt(request: ServiceRequest, object: ObjectNode, path: string): number | undefined {
  const found = findIn(request, object, path);
  return found.kind === 'given' ? numberIn(found.member.value) : undefined;
}

/** The channels of a job that are seen. */
export function channelsIn(request: ServiceRequest, job: ObjectNode): readonly ObjectNode[] {
  const channels = findIn(request, job, 'InputDataConfig');
  return channels.kind === 'given' ? objectsIn(channels.member.value) : [];
}

/** How the data of a channel come into the container. */
export interface InputMode {
  /** File, Pipe or FastFile. */
  readonly text: string;
  /** What says it; undefined where the SDK takes File because nothing does. */
  readonly member: Member | undefined;
  /** The job says it, for all channels that say nothing themselves. */
  readonly isOfJob: boolean;
}

/** The input mode of a channel: its own, or else that of the job. Undefined where nobody can tell. */
export function inputModeOf(request: ServiceRequest, job: ObjectNode, channel: ObjectNode): InputMode | undefined {
  const own = findIn(request, channel, 'InputMode');
  const found = own.kind === 'absent' ? findIn(request, job, 'AlgorithmSpecification.TrainingInputMode') : own;
  if (found.kind === 'given') {
    const text = textIn(found.member.value);
    return text === undefined ? undefined : { text, member: found.member, isOfJob: found !== own };
  }
  return found.kind === 'absent' && request.surface.startsWith('sdk') ? { text: 'File', member: undefined, isOfJob: true } : undefined;
}
