import { readXlaDevices, type XlaDevices } from './devices.js';
import { readXlaEntry, type XlaEntry } from './entry.js';
import { readXlaImports, type XlaImports } from './imports.js';
import { readTrainingLoops, type TrainingLoop } from './loops.js';
import { marksSteps, type OptimizerStep, readOptimizerSteps, reducesGradients, trainsInSeveralProcesses } from './optimizers.js';
import { type DynamicPadding, readDynamicPadding } from './padding.js';
import { type XlaContext, type XlaSource, xlaContextOf } from './places.js';
import { readXlaSaves, type XlaSave } from './saves.js';

/**
 * What a script does that PyTorch/XLA would do otherwise: whether it is meant for XLA, and what in it is not yet. Each part is
 * read when it is first asked for. What only the serving functions do (`model_fn` and its like) is left out: they run where
 * there is no torch_xla.
 */
export interface XlaReading {
  readonly imports: XlaImports;
  /** Calls of `torch.save` that write a state from the device. */
  readonly saves: readonly XlaSave[];
  readonly devices: XlaDevices;
  /** Steps of optimizers as PyTorch itself takes them. */
  readonly optimizerSteps: readonly OptimizerStep[];
  /** The gradients of all processes are reduced: by `xm.optimizer_step`, a scaler, a wrapper of the model. */
  readonly reducesGradients: boolean;
  /** The script shows that several processes train together. */
  readonly hasSeveralProcesses: boolean;
  readonly loops: readonly TrainingLoop[];
  /** Something ends the steps of XLA: `xm.mark_step()`, a loader of XLA, a barrier. */
  readonly marksSteps: boolean;
  /** Tokenizers that pad each batch to its longest text. */
  readonly padding: readonly DynamicPadding[];
  readonly entry: XlaEntry;
}

/** Reads what a script does with PyTorch/XLA. */
export function readXla(context: XlaSource): XlaReading {
  const shared = once((): XlaContext => xlaContextOf(context));
  const steps = once(() => readOptimizerSteps(shared()));
  const parts = {
    imports: once(() => readXlaImports(shared())),
    saves: once(() => readXlaSaves(shared())),
    devices: once(() => readXlaDevices(shared())),
    reducesGradients: once(() => reducesGradients(shared())),
    hasSeveralProcesses: once(() => trainsInSeveralProcesses(shared())),
    loops: once(() => readTrainingLoops(shared(), steps())),
    marksSteps: once(() => marksSteps(shared())),
    padding: once(() => readDynamicPadding(shared())),
    entry: once(() => readXlaEntry(shared())),
  };
  return {
    get imports() {
      return parts.imports();
    },
    get saves() {
      return parts.saves();
    },
    get devices() {
      return parts.devices();
    },
    get optimizerSteps() {
      return steps();
    },
    get reducesGradients() {
      return parts.reducesGradients();
    },
    get hasSeveralProcesses() {
      return parts.hasSeveralProcesses();
    },
    get loops() {
      return parts.loops();
    },
    get marksSteps() {
      return parts.marksSteps();
    },
    get padding() {
      return parts.padding();
    },
    get entry() {
      return parts.entry();
    },
  };
}

/** Computes a value when it is first asked for, and keeps it. */
function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
