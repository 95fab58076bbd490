import { defineRule } from '../../linter/rule.js';
import { namesTable } from '../../sagemaker/facts/dynamodb.js';
import { isPlaceholder } from '../../sagemaker/request/containers.js';
import { findIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';
import { channelsIn, trainingJobsIn, trainingOperations } from '../../sagemaker/request/training.js';
import { type Member, type ObjectNode, textPieces } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM803',
  name: 'channel-uri-scheme',
  area: 'data',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A channel is given a path that is not one of S3',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/job.py',
  ],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    // Version 3 of the SDK uploads what lies on the machine.
    if (request.surface === 'sdk-v3') return;
    for (const job of trainingJobsIn(request)) {
      for (const channel of channelsIn(request, job)) {
        const uri = findIn(request, channel, 'DataSource.S3DataSource.S3Uri');
        if (uri.kind !== 'given' || isTaken(request, job, uri.member)) continue;
        const { document, span } = uri.member.value;
        yield { at: { document, span }, message: describe(request, channel, uri.member) };
      }
    }
  },
});

/** Whether a location may be right: it begins as one of S3 does, or nobody can tell. */
function isTaken(request: ServiceRequest, job: ObjectNode, { name, value }: Member): boolean {
  const pieces = textPieces(value);
  const start = pieces?.[0];
  if (!pieces || start === undefined || start === '' || pieces.some((piece) => piece !== undefined && isPlaceholder(piece))) return true;
  if (namesTable(start)) return true;
  const isPlainText = request.surface === 'sdk-v2' && name !== 's3_data';
  const schemes = isPlainText ? ['s3://'] : ['s3://', 'https://'];
  if (schemes.some((scheme) => start.startsWith(scheme) || (pieces.length > 1 && scheme.startsWith(start)))) return true;
  // Files are for jobs on the machine at hand.
  const type = findIn(request, job, 'ResourceConfig.InstanceType');
  return request.surface === 'sdk-v2' && start.startsWith('file:') && (type.kind !== 'given' || textIn(type.member.value) === undefined);
}

function describe(request: ServiceRequest, channel: ObjectNode, { value }: Member): string {
  const name = findIn(request, channel, 'ChannelName');
  const channelName = name.kind === 'given' ? textIn(name.member.value) : undefined;
  const subject = channelName === undefined ? 'A channel' : `The channel "${channelName}"`;
  const text = (textPieces(value) ?? []).map((piece) => piece ?? '...').join('');
  if (request.surface !== 'sdk-v2') {
    return `${subject} is "${text}": SageMaker reads channels from S3, and refuses a location that does not begin with s3://. Upload the data, and give its place there.`;
  }
  const refusal = text.startsWith('file:')
    ? 'the SDK takes files only in local mode (instance_type="local")'
    : 'the SDK raises ValueError for what does not begin with s3:// (or file:// in local mode)';
  return `${subject} is "${text}": SageMaker fills channels from S3, and ${refusal}. Upload the data first; \`session.upload_data(...)\` returns its place in S3.`;
}
