import { findIn, numberIn, type Operation, objectsIn, type ServiceRequest, scalarIn, textIn } from './model.js';
import { lookUp, type ObjectNode } from './tree.js';

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
