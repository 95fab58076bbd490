import { lookUp, type ObjectNode, type RequestPlace } from '../request/tree.js';
import type { TrainingLaunch } from './model.js';

/** A way to spread training over processes and hosts. */
export type DistributionKind = 'mpi' | 'torch_distributed' | 'pytorchddp' | 'pytorchxla' | 'smdistributed';

/** One that a launch certainly turns on, with where it does. */
export interface EnabledDistribution {
  readonly kind: DistributionKind;
  readonly place: RequestPlace;
}

/** The hyperparameters that the SDK makes of `distribution`; calls of the API give them by themselves. Source: params.py of the training toolkits. */
const hyperparameters: readonly (readonly [name: string, kind: DistributionKind])[] = [
  ['sagemaker_mpi_enabled', 'mpi'],
  ['sagemaker_torch_distributed_enabled', 'torch_distributed'],
  ['sagemaker_pytorch_ddp_enabled', 'pytorchddp'],
  ['sagemaker_pytorch_xla_multi_worker_enabled', 'pytorchxla'],
  ['sagemaker_distributed_dataparallel_enabled', 'smdistributed'],
];

/** What a launch certainly turns on: a key of `distribution` with `enabled`, `distributed=MPI(...)` of version 3, or a hyperparameter. */
export function enabledDistributions(launch: TrainingLaunch): readonly EnabledDistribution[] {
  if (launch.surface === 'boto3') {
    const { hyperparameters: setting } = launch;
    const node = setting.kind === 'given' && setting.node.kind === 'object' ? setting.node : undefined;
    return hyperparameters.flatMap(([name, kind]) => (node ? found(node, name, kind) : []));
  }
  const { distribution } = launch;
  if (distribution.kind !== 'given' || distribution.node.kind !== 'object') return [];
  const { node } = distribution;
  if (launch.surface === 'sdk-v3')
    return /(^|\.)MPI$/.test(node.type ?? '')
      ? [{ kind: 'mpi', place: { document: distribution.document, span: distribution.argument } }]
      : [];
  return [
    ...(['mpi', 'torch_distributed', 'pytorchddp', 'pytorchxla'] as const).flatMap((kind) => found(node, `${kind}.enabled`, kind)),
    ...found(node, 'smdistributed.dataparallel.enabled', 'smdistributed'),
  ];
}

function found(node: ObjectNode, path: string, kind: DistributionKind): EnabledDistribution[] {
  const lookup = lookUp(node, path);
  if (lookup.kind !== 'given' || lookup.member.value.kind !== 'scalar') return [];
  const { value } = lookup.member.value;
  const isOn = value.known && !value.assumed && /^true$/i.test(String(value.value));
  const first = node.members.get(path.split('.')[0] ?? '');
  return isOn && first ? [{ kind, place: first.place }] : [];
}
