import type { PythonCall } from '../../languages/python/walk.js';
import { lookUp, type ObjectNode } from '../request/tree.js';
import { launchBase } from './base.js';
import type { LaunchReading } from './context.js';
import { type Addition, joinHyperparameters } from './hyperparameters.js';
import type { Channel, ChannelReading, TrainingLaunch } from './model.js';
import { isNone, scalarOf, settingOf, textOf, toSetting } from './settings.js';
import type { LaunchClass } from './signatures.js';
import { readStarts } from './starts.js';

/** Reads an estimator of the SDK's version 2, or 1, whose names for the same settings are read as well. */
export function readEstimator(made: PythonCall, launchClass: LaunchClass, reading: LaunchReading): TrainingLaunch {
  const { reader } = reading;
  const { name, framework, surface, positional } = launchClass;
  const node = reader.readCall(made.call, reading.names.qualifiedName(made.call.callee) ?? name, positional);
  const inputMode = settingOf(node, 'input_mode');
  const starts = readStarts(made, reading, 'v2', inputMode);
  const added = [...setHyperparameters(made, reading), ...starts.ranges];
  return {
    ...launchBase(reading, made.call, { surface, written: name, framework, arguments: node }),
    kind: 'training',
    entryPoint: settingOf(node, 'entry_point'),
    sourceDirectory: settingOf(node, 'source_dir'),
    command: settingOf(node, 'container_entry_point'),
    image: settingOf(node, 'image_uri', 'image_name'),
    hyperparameters: joinHyperparameters(settingOf(node, 'hyperparameters'), added),
    addedHyperparameters: framework === 'tensorflow' ? modelDirectory(node) : [],
    environment: settingOf(node, 'environment'),
    instanceType: settingOf(node, 'instance_type', 'train_instance_type'),
    instanceCount: settingOf(node, 'instance_count', 'train_instance_count'),
    distribution: settingOf(node, 'distribution', 'distributions'),
    compilerConfig: settingOf(node, 'compiler_config'),
    checkpointUri: settingOf(node, 'checkpoint_s3_uri'),
    checkpointLocalPath: settingOf(node, 'checkpoint_local_path'),
    useSpot: settingOf(node, 'use_spot_instances', 'train_use_spot_instances'),
    inputMode,
    frameworkVersion:
      framework === 'huggingface' ? settingOf(node, 'pytorch_version', 'tensorflow_version') : settingOf(node, 'framework_version'),
    channels: withModelChannel(starts.channels, node),
    bypassesImageStart: false,
  };
}

/** What `estimator.set_hyperparameters(...)` gives; certain where it follows in the same body. */
function setHyperparameters(made: PythonCall, { origins, reader }: LaunchReading): Addition[] {
  return origins
    .usesOf(made.call)
    .filter(({ method }) => method === 'set_hyperparameters')
    .map(({ call }) => ({
      node: { ...reader.readCall(call.call, undefined, []), type: undefined },
      isCertain: call.within === made.within,
    }));
}

/** The TensorFlow estimator passes an S3 location as `--model_dir`, unless it is given `model_dir=False`. */
function modelDirectory(node: ObjectNode): readonly string[] {
  const found = lookUp(node, 'model_dir');
  if (found.kind === 'unknown') return [];
  if (found.kind === 'absent' || isNone(found.member.value)) return ['model_dir'];
  const value = scalarOf(toSetting(found));
  return value === undefined || value === false ? [] : ['model_dir'];
}

/** `model_uri` is a channel of its own, `model` unless it is named otherwise. */
function withModelChannel(reading: ChannelReading, node: ObjectNode): ChannelReading {
  const uri = settingOf(node, 'model_uri');
  if (uri.kind === 'absent') return reading;
  const named = settingOf(node, 'model_channel_name');
  const name = named.kind === 'absent' ? 'model' : textOf(named);
  if (uri.kind === 'unknown' || name === undefined) return { ...reading, isComplete: false };
  const channel: Channel = {
    name,
    nameSpan: named.kind === 'given' ? named.node.span : uri.node.span,
    document: uri.document,
    source: uri.node,
    inputMode: 'File',
    isReadOnly: false,
  };
  return { ...reading, channels: [...reading.channels, channel] };
}
