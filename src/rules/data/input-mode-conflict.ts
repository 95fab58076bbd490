import { defineRule, type RuleFix, type RuleReport } from '../../linter/rule.js';
import { replaceValue, setMember } from '../../sagemaker/request/edit.js';
import { findIn, type ServiceRequest, textIn, wordFor } from '../../sagemaker/request/model.js';
import { channelsIn, type InputMode, inputModeOf, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

const s3 = 'DataSource.S3DataSource';

export default defineRule({
  id: 'SM804',
  name: 'input-mode-conflict',
  area: 'data',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A channel has an input mode that does not go with its data',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Channel.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/model-access-training-data.html',
  ],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const channels = channelsIn(request, job);
      for (const channel of channels) {
        const mode = inputModeOf(request, job, channel);
        if (!mode) continue;
        yield* ofFileSystem(request, channel, mode, channels.length);
        yield* ofDataType(request, channel, mode, channels.length);
        yield* ofContent(request, channel, mode);
      }
    }
  },
});

function* ofFileSystem(request: ServiceRequest, channel: ObjectNode, mode: InputMode, channels: number): Iterable<RuleReport> {
  const system = findIn(request, channel, 'DataSource.FileSystemDataSource');
  if (system.kind !== 'given' || !mode.member || (mode.text !== 'Pipe' && mode.text !== 'FastFile')) return;
  yield {
    at: mode.member.place,
    message: `\`${mode.member.name}\` is ${mode.text}, and the data are on a file system: SageMaker mounts EFS and FSx for Lustre in File mode only, and refuses the job. Write File.`,
    related: [{ at: system.member.place, message: 'The file system' }],
    fix: fixFor(request, channel, mode, 'File', channels),
  };
}

function* ofDataType(request: ServiceRequest, channel: ObjectNode, mode: InputMode, channels: number): Iterable<RuleReport> {
  const type = findIn(request, channel, `${s3}.S3DataType`);
  const text = type.kind === 'given' ? textIn(type.member.value) : undefined;
  if (type.kind !== 'given') return;
  const isAugmented = text === 'AugmentedManifestFile' && mode.text !== 'Pipe';
  if (!isAugmented && !(text === 'ManifestFile' && mode.text === 'FastFile')) return;
  const wanted = isAugmented ? 'Pipe' : 'File';
  const seen = mode.member ? `\`${mode.member.name}\` is ${mode.text}` : `the mode is ${mode.text}, since nothing is said of it`;
  const fact = isAugmented ? 'SageMaker takes an augmented manifest in Pipe mode only' : 'SageMaker takes no manifest in FastFile mode';
  yield {
    at: type.member.place,
    message: `\`${type.member.name}\` is ${text}, and ${seen}: ${fact}. Give the channel \`${wordFor(channel, 'InputMode')}\` ${wanted}.`,
    related: mode.member ? [{ at: mode.member.place, message: 'The input mode' }] : [],
    fix: fixFor(request, channel, mode, wanted, channels),
  };
}

/** What only Pipe mode looks at. */
function* ofContent(request: ServiceRequest, channel: ObjectNode, mode: InputMode): Iterable<RuleReport> {
  if (mode.text !== 'File' && mode.text !== 'FastFile') return;
  for (const [path, value, effect] of [
    ['CompressionType', 'Gzip', 'nothing unpacks the files'],
    ['RecordWrapperType', 'RecordIO', 'the files stay as they are'],
  ] as const) {
    const found = findIn(request, channel, path);
    if (found.kind !== 'given' || textIn(found.member.value) !== value) continue;
    yield {
      at: found.member.place,
      severity: 'warning',
      message: `\`${found.member.name}\` is ${value}, which SageMaker looks at in Pipe mode only, and this channel is in ${mode.text} mode: ${effect}. Remove it, or use Pipe.`,
      related: mode.member ? [{ at: mode.member.place, message: 'The input mode' }] : [],
    };
  }
}

/** The channel's own mode counts before the job's, which other channels may need as it is. */
function fixFor(request: ServiceRequest, channel: ObjectNode, mode: InputMode, wanted: string, channels: number): RuleFix | undefined {
  const ofJob = mode.isOfJob && mode.member && channels === 1 ? replaceValue(request, mode.member.value, wanted) : undefined;
  const edit = setMember(request, channel, 'InputMode', wanted) ?? ofJob;
  return edit && { title: `Use ${wanted} mode`, edits: [edit] };
}
