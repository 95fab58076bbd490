import { booleanIn, find, findIn, numberIn, type Operation, objectsIn, referredIn, type ServiceRequest, textIn, valueAt } from './model.js';
import type { Member, ObjectNode } from './tree.js';

/** The operations that put an endpoint configuration to work. */
export const endpointOperations: readonly Operation[] = ['CreateEndpoint', 'UpdateEndpoint'];

/** The lists of an endpoint configuration that hold variants. */
export const variantLists = ['ProductionVariants', 'ShadowProductionVariants'] as const;

/** The endpoint configuration of the same text that an endpoint is made of, where it is surely that one. */
export function configurationOf(endpoint: ServiceRequest, requests: readonly ServiceRequest[]): ServiceRequest | undefined {
  return referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName'));
}

/** The model of the same text that a variant serves, where it is surely that one. */
export function modelOf(
  variant: ObjectNode,
  configuration: ServiceRequest,
  requests: readonly ServiceRequest[],
): ServiceRequest | undefined {
  const name = findIn(configuration, variant, 'ModelName');
  return name.kind === 'given' ? referredIn(requests, 'CreateModel', name.member.value) : undefined;
}

/** The variants of a list, where all of them are seen. */
export function allVariants(configuration: ServiceRequest, list: (typeof variantLists)[number]): readonly ObjectNode[] | undefined {
  const found = find(configuration, list);
  if (found.kind === 'absent') return [];
  if (found.kind === 'unknown' || found.member.value.kind !== 'list' || found.member.value.isOpen) return undefined;
  const variants = objectsIn(found.member.value);
  return variants.length === found.member.value.items.length ? variants : undefined;
}

/** Every variant that is seen, whichever list it stands in. */
export function seenVariants(configuration: ServiceRequest): readonly ObjectNode[] {
  return variantLists.flatMap((list) => objectsIn(valueAt(configuration, list)));
}

/** A share of a fleet: so many percent, or so many instances. */
export interface CapacitySize {
  readonly member: Member;
  readonly type: 'CAPACITY_PERCENT' | 'INSTANCE_COUNT';
  readonly value: number;
  readonly valueMember: Member;
}

/** A share at a path, where it is known whole. */
export function capacityAt(request: ServiceRequest, path: string): CapacitySize | undefined {
  const found = find(request, path);
  if (found.kind !== 'given' || found.member.value.kind !== 'object') return undefined;
  const type = findIn(request, found.member.value, 'Type');
  const size = findIn(request, found.member.value, 'Value');
  if (type.kind !== 'given' || size.kind !== 'given') return undefined;
  const value = numberIn(size.member.value);
  const name = textIn(type.member.value);
  if (value === undefined || (name !== 'CAPACITY_PERCENT' && name !== 'INSTANCE_COUNT')) return undefined;
  return { member: found.member, type: name, value, valueMember: size.member };
}

/** How traffic moves to the new fleet, where it is known, with the member that says so. */
export function trafficType(request: ServiceRequest): { readonly type: string; readonly member: Member } | undefined {
  const found = find(request, 'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.Type');
  const type = found.kind === 'given' ? textIn(found.member.value) : undefined;
  return found.kind === 'given' && type !== undefined ? { type, member: found.member } : undefined;
}

/** The instances that a configuration runs on, where it has one variant whose number nothing changes; undefined otherwise. */
export function fixedInstanceCount(configuration: ServiceRequest, requests: readonly ServiceRequest[]): number | undefined {
  if (requests.some(({ operation }) => operation === 'UpdateEndpointWeightsAndCapacities')) return undefined;
  const variants = allVariants(configuration, 'ProductionVariants');
  const [variant, ...others] = variants ?? [];
  if (!variant || others.length > 0 || findIn(configuration, variant, 'ManagedInstanceScaling').kind !== 'absent') return undefined;
  // Scaling is set up elsewhere, and mostly in the same text.
  if (/application-autoscaling|ScalableTarget|scalable_target|update_endpoint_weights_and_capacities/.test(configuration.document.text))
    return undefined;
  const count = findIn(configuration, variant, 'InitialInstanceCount');
  return count.kind === 'given' ? numberIn(count.member.value) : undefined;
}

/** Whether a variant is serverless; undefined where nobody can tell. */
export function isServerless(configuration: ServiceRequest, variant: ObjectNode): boolean | undefined {
  const found = findIn(configuration, variant, 'ServerlessConfig');
  return found.kind === 'unknown' ? undefined : found.kind === 'given';
}

/** Whether a switch at a path is surely on. */
export function isOn(request: ServiceRequest, path: string): boolean {
  return booleanIn(valueAt(request, path)) === true;
}
