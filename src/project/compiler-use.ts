import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import { lookUp } from '../sagemaker/request/tree.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import { certain } from '../sagemaker/value.js';
import type { DocumentPlace } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { ScriptUse } from './links.js';

/** Why a script trains with PyTorch/XLA. */
export interface CompilerUse {
  /** The launch that gives compiler_config, and only such launches start the script; undefined where its own import is the reason. */
  readonly launch: TrainingLaunch | undefined;
  /** Where compiler_config is written. */
  readonly configuration: DocumentPlace | undefined;
  /** Several processes train together, or certainly only one; undefined where nothing tells. */
  readonly hasSeveralProcesses: boolean | undefined;
  /** A library cares for device, steps and saving: the Trainer of Hugging Face, Accelerate, Lightning. */
  readonly hasCaretaker: boolean;
  /** Whether what stands at a place runs with XLA. */
  isXlaAt(place: Span): boolean;
}

/**
 * Says whether a script trains with PyTorch/XLA: it imports torch_xla, or is launched with compiler_config. Undefined where
 * it does not, and where it would also run without: imported only if it is there, launched with the compiler and without.
 */
export function compilerUseOf(script: ScriptModel, use: ScriptUse): CompilerUse | undefined {
  if (use.trains.length === 0) return undefined;
  const launch = compilingLaunchOf(use);
  // Nearly no text has an `xla` in it, and that is found far faster than what starts like every use of `torch`.
  const { text } = script.document;
  if (launch === undefined && !(text.includes('xla') && text.includes('torch_xla'))) return undefined;
  const { imports } = script.xla;
  if (imports.isOptional || (launch === undefined && imports.spans.length === 0)) return undefined;
  const related = relatedScripts(script, use);
  return {
    launch,
    configuration: launch && configurationOf(launch),
    hasSeveralProcesses: processesOf(launch, related),
    hasCaretaker: related.some((other) => other.xla.imports.caretaker !== undefined),
    isXlaAt: (place) => launch !== undefined || imports.isImportedAt(place),
  };
}

/** A script and those that it is run together with: what one of them does may be done for all. */
export function relatedScripts(script: ScriptModel, use: ScriptUse): readonly ScriptModel[] {
  return [script, ...use.imports, ...use.importedBy];
}

/** The launch of a script with compiler_config; undefined where another one starts it without. */
function compilingLaunchOf(use: ScriptUse): TrainingLaunch | undefined {
  const launches = use.launches.map(({ launch }) => launch);
  if (launches.some(({ compilerConfig }) => compilerConfig.kind === 'absent')) return undefined;
  return launches.find((launch) => launch.framework !== 'tensorflow' && isCompiling(launch));
}

/** Whether a launch is given a TrainingCompilerConfig that is not switched off. */
export function isCompiling({ compilerConfig }: TrainingLaunch): boolean {
  if (compilerConfig.kind !== 'given') return false;
  const { node } = compilerConfig;
  if ((node.kind !== 'object' && node.kind !== 'unknown') || !node.type?.endsWith('TrainingCompilerConfig')) return false;
  if (node.kind === 'unknown') return true;
  const enabled = lookUp(node, 'enabled');
  if (enabled.kind !== 'given') return enabled.kind === 'absent';
  return enabled.member.value.kind === 'scalar' && certain(enabled.member.value.value) === true;
}

/** Whether a launch starts one process for each GPU, through `distribution={"pytorchxla": {"enabled": True}}`. */
export function startsXlaProcesses({ distribution }: TrainingLaunch): boolean | undefined {
  if (distribution.kind === 'absent') return false;
  if (distribution.kind !== 'given' || distribution.node.kind !== 'object') return undefined;
  const enabled = lookUp(distribution.node, 'pytorchxla.enabled');
  if (enabled.kind === 'absent') return false;
  if (enabled.kind === 'unknown' || enabled.member.value.kind !== 'scalar') return undefined;
  const value = certain(enabled.member.value.value);
  return typeof value === 'boolean' ? value : undefined;
}

/** The launch says it; without one, the scripts show it where there are several: `_mp_fn`, `xmp.spawn`, a rank that is asked for. */
function processesOf(launch: TrainingLaunch | undefined, related: readonly ScriptModel[]): boolean | undefined {
  const started = launch && startsXlaProcesses(launch);
  return started ?? (related.some((script) => script.xla.hasSeveralProcesses) ? true : undefined);
}

function configurationOf({ compilerConfig }: TrainingLaunch): DocumentPlace | undefined {
  return compilerConfig.kind === 'given' ? { document: compilerConfig.document, span: compilerConfig.argument } : undefined;
}
