import { lookUp, textPieces } from '../request/tree.js';
import type { ScriptModel } from '../script/model.js';
import type { PathRoot, PathValue } from '../script/values/evaluate.js';
import { certain } from '../value.js';
import type { Channel, Setting, TrainingLaunch } from './model.js';
import { absent, isNone, settingOf, textOf, toSetting, unknownSetting } from './settings.js';

/** What a path of a script is in the job that a launch starts. */
export interface JobPath {
  /** The path as far as it is known, without a slash at its end. */
  readonly text: string;
  /** Nothing follows it. */
  readonly isWhole: boolean;
}

/** What the toolkit's variables hold (aws/sagemaker-training-toolkit, environment.py). */
const folders: ReadonlyMap<string, string> = new Map([
  ['SM_MODEL_DIR', '/opt/ml/model'],
  ['SM_OUTPUT_DATA_DIR', '/opt/ml/output/data'],
  ['SM_OUTPUT_DIR', '/opt/ml/output'],
  ['SM_OUTPUT_INTERMEDIATE_DIR', '/opt/ml/output/intermediate'],
  ['SM_INPUT_DIR', '/opt/ml/input'],
]);
const channelFolder = '/opt/ml/input/data/';

/**
 * Says what a path of a script is in a job: variables hold what the toolkit or the launch gives them, arguments their
 * hyperparameters, or else their defaults. `script` is the program that the launch starts. Undefined where nobody can tell.
 */
export function pathInJob({ root, rest }: PathValue, script: ScriptModel, launch: TrainingLaunch): JobPath | undefined {
  const start = rootInJob(root, script, launch);
  if (start === undefined) return undefined;
  const text = rest ? `${start.replace(/\/+$/, '')}/${rest}` : start;
  return { text: text.replace(/(.)\/+$/, '$1'), isWhole: rest !== undefined };
}

function rootInJob(root: PathRoot, script: ScriptModel, launch: TrainingLaunch): string | undefined {
  switch (root.kind) {
    case 'literal':
      return root.text;
    case 'environment':
      return variableInJob(root.name, launch);
    case 'argument': {
      const given = argumentInJob(root.name, script, launch);
      if (given.kind === 'given') return textOf(given);
      return given.kind === 'absent' && root.default ? rootInJob(root.default, script, launch) : undefined;
    }
    case 'unknown':
      return undefined;
  }
}

function variableInJob(name: string, { environment, channels }: TrainingLaunch): string | undefined {
  if (environment.kind !== 'absent') {
    const own = environment.kind === 'given' && environment.node.kind === 'object' ? lookUp(environment.node, name) : undefined;
    if (own?.kind !== 'absent') return own && textOf(toSetting(own));
  }
  const channel = channels.channels.find((each) => name === `SM_CHANNEL_${each.name.toUpperCase()}`);
  return channel ? `${channelFolder}${channel.name}` : folders.get(name);
}

/**
 * What a launch gives an argument of the program, by its destination: absent where it certainly gives nothing, so that the
 * default counts.
 */
export function argumentInJob(destination: string, script: ScriptModel, launch: TrainingLaunch): Setting {
  const declared = script.arguments.arguments.filter((argument) => certain(argument.destination) === destination);
  const names = declared.flatMap((argument) => argument.names.map(({ text }) => text.replace(/^-+/, '')));
  if (names.length === 0 || declared.some(({ isPositional }) => isPositional) || launch.command.kind !== 'absent') return unknownSetting;
  if (names.some((name) => launch.addedHyperparameters.includes(name))) return unknownSetting;
  const { hyperparameters } = launch;
  if (hyperparameters.kind !== 'given') return hyperparameters;
  const { node } = hyperparameters;
  if (node.kind !== 'object') return unknownSetting;
  for (const name of names) {
    const member = node.members.get(name);
    if (member) return isNone(member.value) ? unknownSetting : toSetting({ kind: 'given', member });
  }
  // The beginning of a name is enough for argparse.
  const isShortened = names.some((name) => [...node.members.keys()].some((key) => name.startsWith(key)));
  return node.isOpen || isShortened ? unknownSetting : absent;
}

/** A path in a channel. */
export interface ChannelPath {
  readonly channel: Channel;
  /** What follows the folder of the channel: '' for the folder itself, undefined where it is not known. */
  readonly rest: string | undefined;
}

/** The channel of a launch that a path of its script lies in. */
export function channelPath(path: PathValue, script: ScriptModel, launch: TrainingLaunch): ChannelPath | undefined {
  const found = pathInJob(path, script, launch);
  if (!found?.text.startsWith(channelFolder)) return undefined;
  const [name, ...deeper] = found.text.slice(channelFolder.length).split('/');
  const channel = launch.channels.channels.find((each) => each.name === name);
  return channel && { channel, rest: found.isWhole ? deeper.join('/') : undefined };
}

/** How a channel arrives: File, Pipe or FastFile, said by itself or by the launch. Undefined where nobody can tell. */
export function channelMode({ source }: Channel, { inputMode }: TrainingLaunch): string | undefined {
  const own = source.kind === 'object' ? settingOf(source, 'input_mode', 'InputMode') : textPieces(source) ? absent : unknownSetting;
  if (own.kind !== 'absent') return textOf(own);
  return inputMode.kind === 'absent' ? 'File' : textOf(inputMode);
}
