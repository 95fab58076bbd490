import type { ObjectNode } from '../../request/tree.js';
import { each, objectOf, scalarAt } from './conversions.js';
import type { Conversion, Words } from './words.js';

// Classes of github.com/aws/sagemaker-python-sdk at v2.257.6 and v3.20.0, as their methods for requests write them.

/** `sagemaker.inputs.TrainingInput`, `s3_input` of version 1. */
export const trainingInputWords: Words = {
  'DataSource.S3DataSource.S3Uri': 's3_data',
  'DataSource.S3DataSource.S3DataType': 's3_data_type',
  'DataSource.S3DataSource.S3DataDistributionType': 'distribution',
  'DataSource.S3DataSource.InstanceGroupNames': 'instance_groups',
  'DataSource.S3DataSource.AttributeNames': 'attribute_names',
  CompressionType: 'compression',
  ContentType: 'content_type',
  RecordWrapperType: 'record_wrapping',
  InputMode: 'input_mode',
  'ShuffleConfig.Seed': 'shuffle_config.seed',
};

/** `sagemaker.inputs.FileSystemInput`. */
export const fileSystemInputWords: Words = {
  'DataSource.FileSystemDataSource.FileSystemId': 'file_system_id',
  'DataSource.FileSystemDataSource.FileSystemType': 'file_system_type',
  'DataSource.FileSystemDataSource.DirectoryPath': 'directory_path',
  'DataSource.FileSystemDataSource.FileSystemAccessMode': 'file_system_access_mode',
  ContentType: 'content_type',
};

/** `sagemaker.instance_group.InstanceGroup`. */
export const instanceGroups: Conversion = each(
  objectOf({ InstanceGroupName: 'instance_group_name', InstanceType: 'instance_type', InstanceCount: 'instance_count' }),
);

/** `sagemaker.serverless.ServerlessInferenceConfig`. Its defaults are here because MaxConcurrency limits ProvisionedConcurrency. */
export const serverlessConfig: Conversion = objectOf(
  { MemorySizeInMB: 'memory_size_in_mb', MaxConcurrency: 'max_concurrency', ProvisionedConcurrency: 'provisioned_concurrency' },
  { defaults: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
);

/** `sagemaker.async_inference.AsyncInferenceConfig`. */
export const asyncInferenceConfig: Conversion = objectOf(
  {
    'OutputConfig.S3OutputPath': 'output_path',
    'OutputConfig.S3FailurePath': 'failure_path',
    'OutputConfig.KmsKeyId': 'kms_key_id',
    'OutputConfig.NotificationConfig': 'notification_config',
    'ClientConfig.MaxConcurrentInvocationsPerInstance': 'max_concurrent_invocations_per_instance',
  },
  { always: ['OutputConfig'] },
);

const captureModes: Readonly<Record<string, string>> = { REQUEST: 'Input', RESPONSE: 'Output' };

/** REQUEST and RESPONSE become what the API calls them; anything else is sent as it is. */
const captureOption: Conversion = (node) => {
  const text = node.kind === 'scalar' && node.value.known ? node.value.value : undefined;
  if (typeof text !== 'string') return node;
  const { document, span } = node;
  const at = { document, span };
  const mode = { name: text, namePlace: at, place: at, value: scalarAt(node, captureModes[text.toUpperCase()] ?? text) };
  const option: ObjectNode = {
    kind: 'object',
    document,
    span,
    type: undefined,
    members: new Map([['CaptureMode', mode]]),
    isOpen: false,
    spelling: { object: undefined, nameOf: () => undefined },
  };
  return option;
};

/** `sagemaker.model_monitor.DataCaptureConfig`. */
export const dataCaptureConfig: Conversion = objectOf({
  EnableCapture: 'enable_capture',
  InitialSamplingPercentage: 'sampling_percentage',
  DestinationS3Uri: 'destination_s3_uri',
  KmsKeyId: 'kms_key_id',
  CaptureOptions: ['capture_options', each(captureOption)],
  'CaptureContentTypeHeader.CsvContentTypes': 'csv_content_types',
  'CaptureContentTypeHeader.JsonContentTypes': 'json_content_types',
});

/** `sagemaker.network.NetworkConfig` of processing jobs. */
export const networkConfig: Conversion = objectOf({
  EnableNetworkIsolation: 'enable_network_isolation',
  EnableInterContainerTrafficEncryption: 'encrypt_inter_container_traffic',
  'VpcConfig.Subnets': 'subnets',
  'VpcConfig.SecurityGroupIds': 'security_group_ids',
});
