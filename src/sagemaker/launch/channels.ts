import type { Span } from '../../text/span.js';
import { lookUp, type ObjectNode, type RequestNode, textPieces } from '../request/tree.js';
import type { Channel, ChannelReading, Setting } from './model.js';
import { isNone, lookUpNested, settingOf, textOf, toSetting } from './settings.js';

/** The channels that one start of a job gives; undefined where not all of them are known. */
export interface GivenChannels {
  readonly channels: readonly Channel[];
  readonly isComplete: boolean;
}

export const noChannels: GivenChannels = { channels: [], isComplete: true };
export const unknownChannels: GivenChannels = { channels: [], isComplete: false };

/** What `.fit(inputs)` takes instead of a dictionary: all of it becomes the channel `training`. */
const oneInput = /(^|\.)(TrainingInput|s3_input|FileSystemInput|file_input)$/;
/** The SDK names the channel so: `_Job._format_inputs_to_input_config` of its job.py. */
const defaultName = 'training';

/** The channels of a value that is given to `.fit(...)`. */
export function fitChannels(node: RequestNode, inputMode: Setting): GivenChannels {
  if (isNone(node)) return noChannels;
  const { document, span } = node;
  if (node.kind === 'object') {
    if (node.type === undefined) return dictionaryChannels(node, inputMode);
    if (oneInput.test(node.type)) return { channels: [channel(defaultName, { document, span }, node, inputMode)], isComplete: true };
    return unknownChannels;
  }
  // Any text is the location of the one channel, whatever it is.
  if (textPieces(node)) return { channels: [channel(defaultName, { document, span }, node, inputMode)], isComplete: true };
  return unknownChannels;
}

/** `{"train": ..., "validation": ...}`. */
export function dictionaryChannels(node: ObjectNode, inputMode: Setting): GivenChannels {
  const channels = [...node.members.values()].map((member) => channel(member.name, member.namePlace, member.value, inputMode));
  return { channels, isComplete: !node.isOpen };
}

/** A list of channels that say their names: `InputData(channel_name=...)`, `{"ChannelName": ...}`. */
export function listChannels(node: RequestNode, nameOf: 'channel_name' | 'ChannelName', inputMode: Setting): GivenChannels {
  if (isNone(node)) return noChannels;
  if (node.kind !== 'list') return unknownChannels;
  const channels: Channel[] = [];
  for (const item of node.items) {
    const name = item.kind === 'object' ? lookUp(item, nameOf) : undefined;
    if (name?.kind !== 'given') continue;
    const text = textOf(toSetting(name));
    const { document, span } = name.member.value;
    if (text !== undefined) channels.push(channel(text, { document, span }, item, inputMode));
  }
  return { channels, isComplete: !node.isOpen && channels.length === node.items.length };
}

/** All starts of a job together: they give what any of them gives, and all of it is known where each is. */
export function joinChannels(
  starts: readonly { readonly given: GivenChannels; readonly span: Span }[],
  mayHaveMore: boolean,
): ChannelReading {
  const found = new Map<string, Channel>();
  for (const { given } of starts) {
    for (const each of given.channels) found.set(`${each.name} ${each.nameSpan.start}`, each);
  }
  return {
    isStarted: starts.length > 0,
    isComplete: starts.length > 0 && !mayHaveMore && starts.every(({ given }) => given.isComplete),
    channels: [...found.values()],
    starts: starts.map(({ span }) => span),
  };
}

function channel(name: string, at: Pick<RequestNode, 'document' | 'span'>, source: RequestNode, launchMode: Setting): Channel {
  const own = source.kind === 'object' ? settingOf(source, 'input_mode', 'InputMode') : undefined;
  const inputMode = own && textOf(own);
  const mode = inputMode ?? (own === undefined || own.kind === 'absent' ? modeOf(launchMode) : undefined);
  return { name, nameSpan: at.span, document: at.document, source, inputMode, isReadOnly: isReadOnly(source, mode) };
}

function modeOf(setting: Setting): string | undefined {
  return setting.kind === 'absent' ? 'File' : textOf(setting);
}

/** File systems say it themselves (`ro` unless they say otherwise); FastFile mounts the objects read-only. */
function isReadOnly(source: RequestNode, mode: string | undefined): boolean | undefined {
  if (source.kind === 'object') {
    const access = accessModeOf(source);
    if (access?.kind === 'absent') return true;
    const text = access && textOf(access);
    if (access) return text === undefined ? undefined : text === 'ro';
  } else if (!textPieces(source)) return undefined;
  return mode === undefined ? undefined : mode === 'FastFile';
}

function accessModeOf(source: ObjectNode): Setting | undefined {
  if (source.type !== undefined && /FileSystemInput$/.test(source.type)) return settingOf(source, 'file_system_access_mode');
  for (const path of [
    'DataSource.FileSystemDataSource.FileSystemAccessMode',
    'data_source.file_system_data_source.file_system_access_mode',
    'data_source.file_system_access_mode',
  ]) {
    const found = lookUpNested(source, path);
    if (found.kind === 'given') return toSetting(found);
  }
  return undefined;
}
