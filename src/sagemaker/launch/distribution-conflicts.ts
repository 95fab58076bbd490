import type { DocumentPlace } from '../../text/document.js';
import { lookUp, type Member, type ObjectNode } from '../request/tree.js';
import { enabledDistributions } from './distribution.js';
import type { TrainingLaunch } from './model.js';
import { textOf } from './settings.js';

/** Something of `distribution` that version 2 of the SDK refuses, does not see, or starts on instances that cannot do it. */
export interface DistributionConflict {
  readonly at: DocumentPlace;
  readonly message: string;
  /** error where the SDK raises ValueError or nothing is distributed. */
  readonly severity: 'error' | 'warning' | 'information';
  /** A key that has another name. */
  readonly renamed?: { readonly member: Member; readonly name: string };
}

/** What a distribution may have, for all frameworks: fw_utils.py and the estimators of v2.257.6. */
export const distributionKeys = [
  'torch_distributed',
  'pytorchddp',
  'pytorchxla',
  'smdistributed',
  'mpi',
  'parameter_server',
  'multi_worker_mirrored_strategy',
  'instance_groups',
] as const;

/** What the developer guide names for the library today, and what the SDK took before. */
const dataParallelTypes = /^ml\.p4de?\.24xlarge$/;
const formerDataParallelTypes = /^ml\.p3(\.16xlarge|dn\.24xlarge)$/;

/** Checks what a framework estimator is told about distribution. Typing mistakes in keys are the rule's own. */
export function* distributionConflicts(launch: TrainingLaunch): Iterable<DistributionConflict> {
  const { distribution, framework } = launch;
  if (launch.surface !== 'sdk-v2' || distribution.kind !== 'given' || distribution.node.kind !== 'object') return;
  if (framework !== 'pytorch' && framework !== 'huggingface' && framework !== 'tensorflow') return;
  const { node } = distribution;
  yield* onTrainium(launch, node);
  yield* ofTorch(launch);
  yield* ofDataParallel(launch, node);
}

function place(member: Member): DocumentPlace {
  return { document: member.place.document, span: member.place.span };
}

/** Trainium knows one strategy, and the SDK takes no other key beside it. */
function* onTrainium(launch: TrainingLaunch, node: ObjectNode): Iterable<DistributionConflict> {
  const type = textOf(launch.instanceType);
  if (!type?.startsWith('ml.trn') || node.isOpen) return;
  const members = [...node.members.values()];
  const wrong = members.find(({ name }) => name !== 'torch_distributed');
  if (!wrong) return;
  const isOnly = members.length === 1;
  yield {
    at: place(wrong),
    severity: 'error',
    message: `"${wrong.name}" does not go with ${type}: on Trainium the SageMaker SDK takes torch_distributed and nothing beside it, and raises ValueError. ${isOnly ? 'Write "torch_distributed".' : `Remove "${wrong.name}".`}`,
    ...(isOnly ? { renamed: { member: wrong, name: 'torch_distributed' } } : {}),
  };
}

function* ofTorch(launch: TrainingLaunch): Iterable<DistributionConflict> {
  const { entryPoint, image, instanceType, framework } = launch;
  const asked = enabledDistributions(launch).find(({ kind }) => kind === 'torch_distributed');
  if (!asked || framework === 'tensorflow' || launch.argument('tensorflow_version').kind !== 'absent') return;
  const entry = textOf(entryPoint);
  if (entryPoint.kind === 'given' && entry !== undefined && !entry.endsWith('.py')) {
    yield {
      at: { document: entryPoint.document, span: entryPoint.argument },
      severity: 'error',
      message: `torch_distributed starts a Python program for each accelerator, and "${entry}" is none: the SageMaker SDK raises ValueError ("Only python programs (*.py) are supported"). Name the Python program, or leave distribution out and start torchrun in the script.`,
    };
  }
  const type = textOf(instanceType);
  // With an image of your own the SDK does not look at the instance.
  if (type === undefined || image.kind !== 'absent' || /^ml[._](p|g|trn)|^local_gpu$/.test(type) || !/^(ml\.|local$)/.test(type)) return;
  yield {
    at: { document: asked.place.document, span: asked.place.span },
    severity: 'error',
    message: `torch_distributed is for GPUs and Trainium, and ${type} has neither: the SageMaker SDK raises ValueError. Choose another instance type, or leave distribution out.`,
  };
}

function* ofDataParallel(launch: TrainingLaunch, node: ObjectNode): Iterable<DistributionConflict> {
  const found = lookUp(node, 'smdistributed');
  if (found.kind !== 'given' || found.member.value.kind !== 'object') return;
  const strategies = [...found.member.value.members.values()];
  const [first, second] = strategies;
  if (first && second) {
    yield {
      at: place(second),
      severity: 'error',
      message: `smdistributed has "${first.name}" and "${second.name}": the SageMaker SDK takes one strategy, and raises ValueError for two. Keep one of them.`,
    };
    return;
  }
  const asked = enabledDistributions(launch).find(({ kind }) => kind === 'smdistributed');
  const type = textOf(launch.instanceType);
  if (!asked || !type?.startsWith('ml.') || dataParallelTypes.test(type)) return;
  if (enabledDistributions(launch).some(({ kind }) => kind === 'torch_distributed')) return;
  const isFormer = formerDataParallelTypes.test(type);
  yield {
    at: { document: asked.place.document, span: asked.place.span },
    severity: isFormer ? 'information' : 'warning',
    message: `smdistributed asks for the data parallel library of SageMaker, which runs on ml.p4d.24xlarge and ml.p4de.24xlarge${isFormer ? `; ${type} is supported no longer` : `, and not on ${type}`}.${launch.framework === 'tensorflow' ? '' : ' Use torch_distributed there.'}`,
  };
}
