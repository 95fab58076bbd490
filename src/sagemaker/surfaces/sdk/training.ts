import type { PythonCall } from '../../../languages/python/walk.js';
import type { LaunchReading } from '../../launch/context.js';
import type { TrainingLaunch } from '../../launch/model.js';
import { foreignArguments } from '../../launch/trainer-classes.js';
import type { ServiceRequest } from '../../request/model.js';
import { lookUp, type Member, type ObjectNode } from '../../request/tree.js';
import { changedBeforeAll } from './changes.js';
import { channelsMember } from './channels.js';
import { hyperparameterTexts, notLocal, roleArn, scalarAt, tagList } from './conversions.js';
import { nameFromBase, trainerJobName } from './job-names.js';
import { instanceGroups } from './objects.js';
import { sdkRequest } from './request.js';
import { translate } from './translate.js';
import type { Conversion, Words } from './words.js';

/** True means that nothing is compressed. */
const uncompressed: Conversion = (node) => {
  if (node.kind !== 'scalar' || !node.value.known) return node;
  return scalarAt(node, node.value.value === true ? 'NONE' : null);
};

/** What all estimators of version 2 take, and version 1 under other names: github.com/aws/sagemaker-python-sdk v2.257.6, v1.72.1. */
const estimatorWords: Words = {
  RoleArn: ['role', roleArn],
  'AlgorithmSpecification.TrainingImage': 'image_uri image_name',
  'AlgorithmSpecification.AlgorithmName': 'algorithm_arn',
  'AlgorithmSpecification.TrainingInputMode': 'input_mode',
  'AlgorithmSpecification.MetricDefinitions': 'metric_definitions',
  'AlgorithmSpecification.EnableSageMakerMetricsTimeSeries': 'enable_sagemaker_metrics',
  'AlgorithmSpecification.ContainerEntrypoint': 'container_entry_point',
  'AlgorithmSpecification.ContainerArguments': 'container_arguments',
  'AlgorithmSpecification.TrainingImageConfig.TrainingRepositoryAccessMode': 'training_repository_access_mode',
  'AlgorithmSpecification.TrainingImageConfig.TrainingRepositoryAuthConfig.TrainingRepositoryCredentialsProviderArn':
    'training_repository_credentials_provider_arn',
  'OutputDataConfig.S3OutputPath': ['output_path', notLocal],
  'OutputDataConfig.KmsKeyId': 'output_kms_key',
  'OutputDataConfig.CompressionType': ['disable_output_compression', uncompressed],
  'ResourceConfig.InstanceType': 'instance_type train_instance_type',
  'ResourceConfig.InstanceCount': 'instance_count train_instance_count',
  'ResourceConfig.VolumeSizeInGB': 'volume_size train_volume_size',
  'ResourceConfig.VolumeKmsKeyId': 'volume_kms_key train_volume_kms_key',
  'ResourceConfig.KeepAlivePeriodInSeconds': 'keep_alive_period_in_seconds',
  'ResourceConfig.InstanceGroups': ['instance_groups', instanceGroups],
  'ResourceConfig.TrainingPlanArn': 'training_plan',
  'StoppingCondition.MaxRuntimeInSeconds': 'max_run train_max_run',
  'StoppingCondition.MaxWaitTimeInSeconds': 'max_wait train_max_wait',
  EnableManagedSpotTraining: 'use_spot_instances train_use_spot_instances',
  'CheckpointConfig.S3Uri': 'checkpoint_s3_uri',
  'CheckpointConfig.LocalPath': 'checkpoint_local_path',
  'VpcConfig.Subnets': 'subnets',
  'VpcConfig.SecurityGroupIds': 'security_group_ids',
  EnableInterContainerTrafficEncryption: 'encrypt_inter_container_traffic',
  EnableNetworkIsolation: 'enable_network_isolation',
  Environment: 'environment',
  Tags: ['tags', tagList],
  'RetryStrategy.MaximumRetryAttempts': 'max_retry_attempts',
};

/** Objects that every training job of the SDK is sent with. */
const always = ['AlgorithmSpecification', 'OutputDataConfig', 'ResourceConfig', 'StoppingCondition'];

/** The request of an estimator of version 2, or 1. */
export function estimatorRequest(made: PythonCall, launch: TrainingLaunch, reading: LaunchReading): ServiceRequest {
  const written = changedBeforeAll(launch.arguments, made.call, ['fit'], reading);
  const content = translate({ document: launch.document, span: made.call.span }, [{ written, words: estimatorWords }], {
    always,
    members: {
      HyperParameters: hyperparametersOf(launch),
      InputDataConfig: channelsMember(launch),
      TrainingJobName: jobName(made, written, reading),
    },
  });
  return sdkRequest(reading, made.call, { operation: 'CreateTrainingJob', surface: 'sdk-v2', written: launch.written, content });
}

/** Hyperparameters of the constructor together with those of set_hyperparameters(...). */
function hyperparametersOf({ hyperparameters, written, document, nameSpan }: TrainingLaunch): Member | undefined {
  const place = { document, span: nameSpan };
  if (hyperparameters.kind === 'absent') return undefined;
  if (hyperparameters.kind === 'unknown') {
    return {
      name: 'hyperparameters',
      namePlace: place,
      place,
      value: { kind: 'unknown', ...place, why: `${written} may have some` },
      isOptional: true,
    };
  }
  const at = { document: hyperparameters.document, span: hyperparameters.argument };
  return { name: 'hyperparameters', namePlace: at, place: at, value: hyperparameterTexts(hyperparameters.node) ?? hyperparameters.node };
}

/** `estimator.fit(job_name=...)`, where it is started once; else what `base_job_name` makes the name begin with. */
function jobName(made: PythonCall, written: ObjectNode, { origins, reader }: LaunchReading): Member | undefined {
  const starts = origins
    .usesOf(made.call)
    .filter(({ method }) => method === 'fit')
    .map(({ call }) => reader.readCall(call.call, undefined, ['inputs', 'wait', 'logs', 'job_name']));
  const [only] = starts;
  const given = starts.length === 1 ? only?.members.get('job_name') : undefined;
  const isMadeUp = starts.some((start) => lookUp(start, 'job_name').kind === 'absent');
  return given ?? (isMadeUp ? nameFromBase(written, 'base_job_name', 63) : undefined);
}

/** What ModelTrainer takes, and the objects that it is given: v3.20.0. */
const trainerWords: Words = {
  RoleArn: ['role', roleArn],
  'AlgorithmSpecification.TrainingImage': 'training_image',
  'AlgorithmSpecification.AlgorithmName': 'algorithm_name',
  'AlgorithmSpecification.TrainingInputMode': 'training_input_mode',
  'OutputDataConfig.S3OutputPath': ['output_data_config.s3_output_path', notLocal],
  'OutputDataConfig.KmsKeyId': 'output_data_config.kms_key_id',
  'OutputDataConfig.CompressionType': 'output_data_config.compression_type',
  'ResourceConfig.InstanceType': 'compute.instance_type',
  'ResourceConfig.InstanceCount': 'compute.instance_count',
  'ResourceConfig.VolumeSizeInGB': 'compute.volume_size_in_gb',
  'ResourceConfig.VolumeKmsKeyId': 'compute.volume_kms_key_id',
  'ResourceConfig.KeepAlivePeriodInSeconds': 'compute.keep_alive_period_in_seconds',
  'ResourceConfig.InstanceGroups': ['compute.instance_groups', instanceGroups],
  'ResourceConfig.TrainingPlanArn': 'compute.training_plan_arn',
  EnableManagedSpotTraining: 'compute.enable_managed_spot_training',
  'StoppingCondition.MaxRuntimeInSeconds': 'stopping_condition.max_runtime_in_seconds',
  'StoppingCondition.MaxWaitTimeInSeconds': 'stopping_condition.max_wait_time_in_seconds',
  'StoppingCondition.MaxPendingTimeInSeconds': 'stopping_condition.max_pending_time_in_seconds',
  'CheckpointConfig.S3Uri': 'checkpoint_config.s3_uri',
  'CheckpointConfig.LocalPath': 'checkpoint_config.local_path',
  'VpcConfig.Subnets': 'networking.subnets',
  'VpcConfig.SecurityGroupIds': 'networking.security_group_ids',
  EnableNetworkIsolation: 'networking.enable_network_isolation',
  EnableInterContainerTrafficEncryption: 'networking.enable_inter_container_traffic_encryption',
  Environment: 'environment',
  Tags: ['tags', tagList],
};

/** Members that the trainer's own methods set: the method says that something is given, and its argument what. */
const trainerMethods: Readonly<Record<string, string>> = {
  with_checkpoint_config: 'CheckpointConfig',
  with_retry_strategy: 'RetryStrategy',
  with_metric_definitions: 'AlgorithmSpecification.MetricDefinitions',
};

/** The request of a ModelTrainer. */
export function trainerRequest(made: PythonCall, launch: TrainingLaunch, reading: LaunchReading): ServiceRequest {
  const written = changedBeforeAll(launch.arguments, made.call, ['train'], reading);
  const { document } = launch;
  const methods = reading.origins.usesOf(made.call).flatMap(({ method, call }): readonly (readonly [string, Member])[] => {
    const path = Object.hasOwn(trainerMethods, method) ? trainerMethods[method] : undefined;
    if (path === undefined) return [];
    const place = { document, span: call.call.span };
    return [
      [path, { name: method, namePlace: place, place, value: { kind: 'unknown', ...place, why: `${method} gives it` }, isOptional: true }],
    ];
  });
  const overridden = new Set(methods.map(([path]) => path));
  const words = Object.fromEntries(Object.entries(trainerWords).filter(([path]) => !overridden.has(path.split('.')[0] ?? '')));
  const content = translate({ document, span: made.call.span }, [{ written, words }], {
    always,
    // An argument under a wrong name is meant to give something.
    isOpen: foreignArguments(launch).length > 0,
    members: {
      ...Object.fromEntries(methods),
      HyperParameters: hyperparametersOf(launch),
      InputDataConfig: channelsMember(launch),
      TrainingJobName: trainerJobName(written),
    },
  });
  return sdkRequest(reading, made.call, { operation: 'CreateTrainingJob', surface: 'sdk-v3', written: launch.written, content });
}
