import type { PythonCall } from '../../languages/python/walk.js';
import { launchBase } from './base.js';
import { type GivenChannels, listChannels, noChannels, unknownChannels } from './channels.js';
import type { LaunchReading } from './context.js';
import { joinHyperparameters } from './hyperparameters.js';
import type { ChannelReading, Setting, TrainingLaunch } from './model.js';
import { absent, settingOf } from './settings.js';
import type { LaunchClass } from './signatures.js';
import { readStarts } from './starts.js';

/** Reads a ModelTrainer of the SDK's version 3. */
export function readModelTrainer(made: PythonCall, launchClass: LaunchClass, reading: LaunchReading): TrainingLaunch {
  const { name, framework, surface, positional } = launchClass;
  const node = reading.reader.readCall(made.call, reading.names.qualifiedName(made.call.callee) ?? name, positional);
  const inputMode = settingOf(node, 'training_input_mode');
  const starts = readStarts(made, reading, 'v3', inputMode);
  const checkpoints = reading.origins.usesOf(made.call).some(({ method }) => method === 'with_checkpoint_config');
  const sourceCode = settingOf(node, 'source_code');
  return {
    ...launchBase(reading, made.call, { surface, written: name, framework, arguments: node }),
    kind: 'training',
    entryPoint: settingOf(node, 'source_code.entry_script'),
    sourceDirectory: settingOf(node, 'source_code.source_dir'),
    command: settingOf(node, 'source_code.command'),
    image: settingOf(node, 'training_image'),
    hyperparameters: joinHyperparameters(settingOf(node, 'hyperparameters'), starts.ranges),
    addedHyperparameters: [],
    environment: settingOf(node, 'environment'),
    instanceType: settingOf(node, 'compute.instance_type'),
    instanceCount: settingOf(node, 'compute.instance_count'),
    distribution: settingOf(node, 'distributed'),
    compilerConfig: absent,
    checkpointUri: checkpoints ? { kind: 'unknown' } : settingOf(node, 'checkpoint_config.s3_uri'),
    checkpointLocalPath: checkpoints ? { kind: 'unknown' } : settingOf(node, 'checkpoint_config.local_path'),
    useSpot: settingOf(node, 'compute.enable_managed_spot_training'),
    inputMode,
    frameworkVersion: absent,
    channels: joinOwn(starts.channels, ownChannels(settingOf(node, 'input_data_config'), inputMode)),
    bypassesImageStart: sourceCode.kind !== 'absent',
  };
}

function ownChannels(setting: Setting, inputMode: Setting): GivenChannels {
  if (setting.kind === 'absent') return noChannels;
  return setting.kind === 'unknown' ? unknownChannels : listChannels(setting.node, 'channel_name', inputMode);
}

/** Channels of the trainer itself are there at every start; one of the same name that `.train(...)` gives takes its place. */
function joinOwn(starts: ChannelReading, own: GivenChannels): ChannelReading {
  const kept = own.channels.filter(({ name }) => !starts.channels.some((each) => each.name === name));
  return { ...starts, isComplete: starts.isComplete && own.isComplete, channels: [...kept, ...starts.channels] };
}
