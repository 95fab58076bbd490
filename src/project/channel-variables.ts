import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import { variableOf } from '../sagemaker/launch/settings.js';
import type { DocumentPlace } from '../text/document.js';
import type { LinkedLaunch } from './links.js';

const prefix = 'SM_CHANNEL_';

/** The channel whose folder a variable of the toolkit holds, in small letters; undefined for other variables. */
export function channelOfVariable(variable: string): string | undefined {
  return variable.startsWith(prefix) ? variable.slice(prefix.length).toLowerCase() : undefined;
}

/** The variable that holds the folder of a channel. */
export function variableOfChannel(channel: string): string {
  return `${prefix}${channel.toUpperCase()}`;
}

/** Whether neither the channels of a job, nor its environment, nor its image bring a variable: of a job whose channels are all known. */
export function lacksVariable({ launch, images }: LinkedLaunch<TrainingLaunch>, variable: string): boolean {
  // The program comes as channels of its own, with SDK v3 and in network isolation.
  if (/^SM_CHANNEL_(CODE|SM_DRIVERS|RECIPE)$/.test(variable)) return false;
  if (launch.channels.channels.some(({ name }) => variableOfChannel(name) === variable)) return false;
  if (images.some(({ image }) => image.environment.has(variable))) return false;
  return variableOf(launch.environment, variable).kind === 'absent';
}

/** Where a launch says what its channels are. */
export function placeOfChannels(launch: TrainingLaunch): DocumentPlace {
  const { channels, starts } = launch.channels;
  const [first] = channels;
  if (first) return { document: first.document, span: first.nameSpan };
  return { document: launch.document, span: starts[0] ?? launch.nameSpan };
}
