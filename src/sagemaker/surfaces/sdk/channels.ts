import type { Channel, TrainingLaunch } from '../../launch/model.js';
import type { ListNode, Member, ObjectNode, RequestPlace } from '../../request/tree.js';
import { scalarAt, unknownAt, uploaded } from './conversions.js';
import { fromCore } from './core-names.js';
import { fileSystemInputWords, trainingInputWords } from './objects.js';
import { translate } from './translate.js';
import type { Words } from './words.js';

/** The channels of a job as InputDataConfig. Started several times with different ones, it has all of them. */
export function channelsMember({ channels, document, surface, nameSpan }: TrainingLaunch): Member | undefined {
  const { channels: given, isComplete, isStarted, starts } = channels;
  if (given.length === 0 && isComplete) return undefined;
  const place: RequestPlace = { document, span: starts[0] ?? nameSpan };
  const name = surface === 'sdk-v3' ? 'input_data_config' : 'inputs';
  if (given.length === 0) {
    const why = isStarted ? 'its channels are not known' : 'nothing is seen to start it';
    return { name, namePlace: place, place, value: { kind: 'unknown', ...place, why }, isOptional: true };
  }
  const items = given.map((channel) => channelNode(channel, surface === 'sdk-v3'));
  const value: ListNode = { kind: 'list', ...place, items, isOpen: !isComplete || starts.length > 1 };
  return { name, namePlace: place, place, value };
}

const fileSystem = /(^|\.)(FileSystemInput|file_input)$/;
const input = /(^|\.)(TrainingInput|s3_input)$/;

function channelNode({ name, nameSpan, document, source }: Channel, isCore: boolean): ObjectNode {
  const at: RequestPlace = { document, span: nameSpan };
  const place: RequestPlace = { document: source.document, span: source.span };
  const nameMember: Member = { name, namePlace: at, place: at, value: scalarAt({ kind: 'unknown', why: '', ...at }, name) };
  const members = { ChannelName: nameMember };
  if (isCore && source.kind === 'object') return coreChannel(source);
  if (source.kind === 'object' && source.type !== undefined) {
    const words: Words | undefined = fileSystem.test(source.type)
      ? fileSystemInputWords
      : input.test(source.type)
        ? trainingInputWords
        : undefined;
    return translate(place, words ? [{ written: source, words }] : [], { members, isOpen: words === undefined });
  }
  const isText = source.kind === 'scalar' || (source.kind === 'unknown' && source.pieces !== undefined);
  if (!isText) return translate(place, [], { members, isOpen: true });
  const uri: Member = { name, namePlace: at, place, value: source };
  return translate(place, [], { members: { ...members, 'DataSource.S3DataSource.S3Uri': uri } });
}

/** `InputData(channel_name=..., data_source=...)` and `Channel(...)`, whose data source may be a text. */
function coreChannel(written: ObjectNode): ObjectNode {
  const channel = fromCore(written);
  const source = channel.members.get('DataSource');
  if (!source) return channel;
  const members = new Map(channel.members);
  const { value } = source;
  const { document, span } = value;
  const around = (name: string, inner: Member['value']): Member => ({
    ...source,
    value: {
      kind: 'object',
      document,
      span,
      type: undefined,
      members: new Map([[name, { ...source, value: inner }]]),
      isOpen: false,
      spelling: { object: undefined, nameOf: () => undefined },
    },
  });
  if (value.kind === 'object' && (value.members.has('S3Uri') || value.members.has('S3DataType'))) {
    members.set('DataSource', around('S3DataSource', value));
  } else if (value.kind === 'object' && value.members.has('FileSystemId')) {
    members.set('DataSource', around('FileSystemDataSource', value));
  } else if (value.kind === 'scalar' || (value.kind === 'unknown' && value.pieces)) {
    const uri = around('S3Uri', uploaded(value) ?? unknownAt(value, 'the SDK uploads it'));
    members.set('DataSource', around('S3DataSource', uri.value));
  }
  return { ...channel, members };
}
