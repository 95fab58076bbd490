import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import type { ServiceRequest } from '../../request/model.js';
import type { Member, ObjectNode } from '../../request/tree.js';
import { changedBefore } from './changes.js';
import { notLocal, tagList } from './conversions.js';
import { isLocal } from './local.js';
import type { SdkSurface } from './makers.js';
import { referenceTo, sdkRequest } from './request.js';
import { translate } from './translate.js';
import type { Source, Words } from './words.js';

/** `Transformer(...)` and `model.transformer(...)`: github.com/aws/sagemaker-python-sdk v2.257.6, v3.20.0. */
const transformerWords: Words = {
  BatchStrategy: 'strategy',
  MaxConcurrentTransforms: 'max_concurrent_transforms',
  MaxPayloadInMB: 'max_payload',
  Environment: 'env',
  'TransformOutput.S3OutputPath': ['output_path', notLocal],
  'TransformOutput.KmsKeyId': 'output_kms_key',
  'TransformOutput.AssembleWith': 'assemble_with',
  'TransformOutput.Accept': 'accept',
  'TransformResources.InstanceType': 'instance_type',
  'TransformResources.InstanceCount': 'instance_count',
  'TransformResources.VolumeKmsKeyId': 'volume_kms_key',
  'TransformResources.TransformAmiVersion': 'transform_ami_version',
  Tags: ['tags', tagList],
};

/** `.transform(...)`, and `TransformInput(...)` of a step of a pipeline. */
const transformWords: Words = {
  TransformJobName: 'job_name',
  'TransformInput.DataSource.S3DataSource.S3Uri': 'data',
  'TransformInput.DataSource.S3DataSource.S3DataType': 'data_type',
  'TransformInput.ContentType': 'content_type',
  'TransformInput.CompressionType': 'compression_type',
  'TransformInput.SplitType': 'split_type',
  'DataProcessing.InputFilter': 'input_filter',
  'DataProcessing.OutputFilter': 'output_filter',
  'DataProcessing.JoinSource': 'join_source',
  ModelClientConfig: 'model_client_config',
};

const transformerParameters = 'model_name instance_count instance_type strategy assemble_with output_path output_kms_key accept'.split(' ');
const methodParameters =
  'instance_count instance_type strategy assemble_with output_path output_kms_key accept env max_concurrent_transforms max_payload'.split(
    ' ',
  );
const transformParameters = 'data data_type content_type compression_type split_type job_name input_filter output_filter join_source'.split(
  ' ',
);
/** Arguments that no other library's `transform` has. */
const ownArguments = ['split_type', 'join_source', 'input_filter', 'output_filter', 'compression_type', 'data_type'];

/** A call that makes a transformer. */
export interface TransformerMaker {
  readonly call: CallExpression;
  readonly surface: SdkSurface;
  /** The models that it may be made for; empty where it is given the name of one. */
  readonly models: readonly CallExpression[];
}

/** A job that a transformer starts: `.transform(...)`, or a step with TransformInput. */
export interface TransformStart {
  readonly call: CallExpression;
  readonly written: ObjectNode;
}

/** The half of a job that `.transform(...)` says; undefined where it is some other library's. */
export function readTransform(call: CallExpression, isOwn: boolean, { reader }: LaunchReading): TransformStart | undefined {
  const isSure = isOwn || call.arguments.some(({ name }) => name !== undefined && ownArguments.includes(name));
  return isSure ? { call, written: reader.readCall(call, undefined, transformParameters) } : undefined;
}

/**
 * The request of a transform job, whose halves are in two calls. Where only one of them is seen, nobody can tell what the
 * other says.
 */
export function transformRequest(
  maker: TransformerMaker | undefined,
  start: TransformStart | undefined,
  reading: LaunchReading,
): ServiceRequest | undefined {
  const call = start?.call ?? maker?.call;
  if (!call) return undefined;
  const place = { document: reading.document, span: call.span };
  const sources: Source[] = [];
  const members: Record<string, Member | undefined> = {};
  if (maker) {
    const isMethod = maker.call.callee.kind === 'attribute' && maker.call.callee.name === 'transformer';
    const given = reading.reader.readCall(maker.call, undefined, isMethod ? methodParameters : transformerParameters);
    const written = changedBefore(given, call, reading);
    if (isLocal(written)) return undefined;
    sources.push({ written, words: isMethod ? transformerWords : { ...transformerWords, ModelName: 'model_name' } });
    if (isMethod) {
      const value = referenceTo(reading, maker.call, maker.models);
      const at = { document: value.document, span: value.span };
      members.ModelName = { name: 'model', namePlace: at, place: at, value };
    }
  }
  if (start) sources.push({ written: start.written, words: transformWords });
  const always = [...(maker ? ['TransformOutput', 'TransformResources'] : []), ...(start ? ['TransformInput'] : [])];
  const content = translate(place, sources, { always, members, isOpen: !maker || !start });
  const written = call.callee.kind === 'attribute' || call.callee.kind === 'name' ? call.callee.name : 'Transformer';
  return sdkRequest(reading, call, { operation: 'CreateTransformJob', surface: maker?.surface ?? 'sdk-v2', written, content });
}
