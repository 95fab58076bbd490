import type { Expression, NameExpression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { Span } from '../../../text/span.js';
import { argumentOf, isForServing, lastNameOf, type XlaContext } from './places.js';

/** `optimizer.step()` of an optimizer of PyTorch. */
export interface OptimizerStep {
  readonly call: Span;
  /** `optimizer`, as written. */
  readonly optimizer: string;
  readonly source: PythonCall;
}

/** `step()` as the optimizers of these modules have it; those of other modules may do more. */
const optimizerModules =
  /^(?:torch\.optim\.(?!lr_scheduler)\w+|torch_xla\.amp\.syncfree\.\w+|(?:torch_optimizer|timm\.optim|bitsandbytes\.optim|apex\.optimizers)\.\w+|transformers\.(?:optimization\.)?(?:AdamW|Adafactor))$/;

/** Finds the steps of optimizers that a script takes itself. */
export function readOptimizerSteps(context: XlaContext): OptimizerStep[] {
  const steps: OptimizerStep[] = [];
  for (const source of context.callsByName.get('step') ?? []) {
    const { call } = source;
    if (call.callee.kind !== 'attribute' || call.arguments.length > 0 || isForServing(source.within)) continue;
    const { object } = call.callee;
    if (isOptimizer(context, object)) steps.push({ call: call.span, optimizer: context.textOf(object), source });
  }
  return steps;
}

function isOptimizer(context: XlaContext, node: Expression): boolean {
  if (node.kind === 'name') return isOptimizerName(context, node);
  if (node.kind !== 'attribute') return false;
  const values = context.assigned.get(context.textOf(node)) ?? [];
  // `self.optimizer = optimizer` hands on what the constructor was given.
  return values.length === 0 || values.every(({ value }) => value.kind === 'name')
    ? isOptimizerWord(node.name)
    : values.every(({ value }) => makesOptimizer(context, value) || (value.kind === 'constant' && value.value === null));
}

function isOptimizerName(context: XlaContext, node: NameExpression): boolean {
  const bindings = context.names.bindingsOf(node);
  return (
    bindings.every(({ kind, value, position }) => {
      if (kind === 'parameter') return isOptimizerWord(node.name);
      // `model, optimizer = make(...)`: nobody can tell what it is.
      return kind === 'assignment' && value !== undefined && position.length === 0 && makesOptimizer(context, value);
    }) &&
    (bindings.length > 0 || isOptimizerWord(node.name))
  );
}

function makesOptimizer(context: XlaContext, value: Expression): boolean {
  if (value.kind !== 'call') return false;
  return optimizerModules.test(context.names.qualifiedName(value.callee) ?? '');
}

function isOptimizerWord(name: string): boolean {
  return /^(?:optimizer|optim|opt)$/.test(name);
}

/** Calls after which the gradients of all processes are reduced, or which do what `optimizer.step()` should not. */
const reducers = new Set([
  'optimizer_step',
  'reduce_gradients',
  '_fetch_gradients',
  'all_reduce',
  'GradScaler',
  'DistributedDataParallel',
  'DDP',
  'FullyShardedDataParallel',
  'XlaFullyShardedDataParallel',
  'FSDP',
  'FSDPv2',
  'SpmdFullyShardedDataParallel',
  'ZeroRedundancyOptimizer',
  'NeuronZero1Optimizer',
  'DistributedOptimizer',
  'use_spmd',
  'mark_sharding',
  'data_parallel',
  'DataParallel',
]);

/** Whether the script reduces gradients in some way of its own. */
export function reducesGradients(context: XlaContext): boolean {
  for (const name of reducers) if (context.callsByName.has(name)) return true;
  return context.imports.some(({ statement }) => /^torch_xla\.(?:distributed\.(?:fsdp|spmd|zero)|experimental)/.test(statement.from ?? ''));
}

const processWords = new Set([
  'spawn',
  'xrt_world_size',
  'get_ordinal',
  'get_local_ordinal',
  'is_master_ordinal',
  'rendezvous',
  'mesh_reduce',
  'DistributedSampler',
  'init_process_group',
  'world_size',
  'global_ordinal',
  'local_ordinal',
]);

/** What says that several processes train together: `_mp_fn`, `xmp.spawn`, a sampler that splits the data. */
export function trainsInSeveralProcesses(context: XlaContext): boolean {
  if (context.syntax.body.some((statement) => statement.kind === 'function' && statement.name === '_mp_fn')) return true;
  for (const name of processWords) if (context.callsByName.has(name)) return true;
  return (context.callsByName.get('launch') ?? []).some(({ call }) => context.names.qualifiedName(call.callee) === 'torch_xla.launch');
}

/** Calls that end a step of XLA, or loaders that do. */
const stepMarks = new Set(['mark_step', '_xla_step_marker', 'MpDeviceLoader', 'ParallelLoader', 'per_device_loader', 'eager_mode']);

/** Whether anything in the script ends the steps of XLA. */
export function marksSteps(context: XlaContext): boolean {
  for (const name of stepMarks) if (context.callsByName.has(name)) return true;
  for (const name of ['sync', 'step', 'compile'])
    for (const { call } of context.callsByName.get(name) ?? [])
      if (/^torch(?:_xla)?\.(?:sync|step|compile)$/.test(context.names.qualifiedName(call.callee) ?? '')) return true;
  return (context.callsByName.get('optimizer_step') ?? []).some(({ call }) => {
    const barrier = argumentOf(call, 1, 'barrier');
    return barrier !== undefined && !(barrier.kind === 'constant' && barrier.value !== true);
  });
}

/** Whether a call is a step of an optimizer in any form: `optimizer.step()`, `xm.optimizer_step(optimizer)`, `scaler.step(optimizer)`. */
export function isStepCall({ call }: PythonCall, steps: readonly OptimizerStep[]): boolean {
  const name = lastNameOf(call.callee);
  if (name === 'optimizer_step') return true;
  if (name !== 'step' || call.callee.kind !== 'attribute') return false;
  if (call.arguments.length === 0) return steps.some((step) => step.source.call === call);
  // The environments of reinforcement learning have a step, too, and schedules are given a loss.
  return /scaler$/i.test(lastNameOf(call.callee.object) ?? '');
}
