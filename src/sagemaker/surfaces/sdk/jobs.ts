import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import { positionalParameters } from '../../launch/signatures.js';
import type { ServiceRequest } from '../../request/model.js';
import { type ListNode, lookUp, type Member, type ObjectNode, type RequestNode } from '../../request/tree.js';
import { changedBefore } from './changes.js';
import { each, jsonText, notLocal, objectOf, roleArn, tagList, unknownAt, uploaded, upperCase } from './conversions.js';
import { fromCore } from './core-names.js';
import { nameFromBase } from './job-names.js';
import { isLocal } from './local.js';
import type { Maker, SdkSurface } from './makers.js';
import { networkConfig } from './objects.js';
import { referenceTo, sdkRequest } from './request.js';
import { defaultMember, translate } from './translate.js';
import type { Conversion, Words } from './words.js';

/** `model.compile(...)` and `estimator.compile_model(...)`: the SDK writes the framework in capitals and dictionaries as JSON. */
const compileWords: Words = {
  CompilationJobName: 'job_name',
  RoleArn: ['role', roleArn],
  'InputConfig.DataInputConfig': ['input_shape', jsonText],
  'InputConfig.Framework': ['framework', upperCase],
  'InputConfig.FrameworkVersion': 'framework_version',
  'OutputConfig.S3OutputLocation': ['output_path', notLocal],
  'OutputConfig.TargetDevice': 'target_instance_family',
  'OutputConfig.TargetPlatform.Os': 'target_platform_os',
  'OutputConfig.TargetPlatform.Arch': 'target_platform_arch',
  'OutputConfig.TargetPlatform.Accelerator': 'target_platform_accelerator',
  'OutputConfig.CompilerOptions': ['compiler_options', jsonText],
  'StoppingCondition.MaxRuntimeInSeconds': 'compile_max_run',
  Tags: ['tags', tagList],
};

/** The request of a compilation; undefined for `compile` of another library. */
export function compileRequest(call: CallExpression, maker: Maker | undefined, reading: LaunchReading): ServiceRequest | undefined {
  const written = reading.reader.readCall(call, undefined, maker ? ['target_instance_family', 'input_shape', 'output_path', 'role'] : []);
  const isOwn = maker !== undefined || written.members.has('target_instance_family') || written.members.has('target_platform_os');
  if (!isOwn) return undefined;
  const model = maker?.kind === 'model' ? reading.reader.readCall(maker.call, maker.name, positionalFor(maker, reading)) : undefined;
  const content = translate(
    { document: reading.document, span: call.span },
    [
      { written, words: compileWords },
      ...(model ? [{ written: model, words: { 'InputConfig.S3Uri': ['model_data', textOnly] } as const }] : []),
    ],
    { always: ['InputConfig', 'OutputConfig'] },
  );
  const { callee } = call;
  return sdkRequest(reading, call, {
    operation: 'CreateCompilationJob',
    surface: maker?.surface ?? 'sdk-v2',
    written: callee.kind === 'attribute' ? callee.name : 'compile',
    content,
  });
}

const textOnly: Conversion = (node) => (node.kind === 'object' ? unknownAt(node, 'it is no text') : notLocal(node));

function positionalFor({ call, name }: Maker, { names }: LaunchReading): readonly string[] {
  return positionalParameters(names.qualifiedName(call.callee) ?? `sagemaker.${name}`);
}

const phases = each(
  objectOf({ DurationInSeconds: 'duration_in_seconds', InitialNumberOfUsers: 'initial_number_of_users', SpawnRate: 'spawn_rate' }),
);
const thresholds = each(objectOf({ Percentile: 'percentile', ValueInMilliseconds: 'value_in_milliseconds' }));

/** `[{"instance_types": CategoricalParameter([...])}]`: one configuration for each type. */
const endpointConfigurations: Conversion = (node) => {
  if (node.kind !== 'list') return node;
  const items: RequestNode[] = [];
  let isOpen = node.isOpen;
  for (const range of node.items) {
    const member = range.kind === 'object' ? range.members.get('instance_types') : undefined;
    const types = member?.value.kind === 'object' ? member.value.members.get('values')?.value : undefined;
    if (!member || types?.kind !== 'list' || types.isOpen) isOpen = true;
    if (member && types?.kind === 'list') items.push(...types.items.map((type) => configurationOf(member, type)));
  }
  const list: ListNode = { ...node, items, isOpen };
  return list;
};

function configurationOf(member: Member, type: RequestNode): ObjectNode {
  const place = { document: type.document, span: type.span };
  const members = new Map([['InstanceType', { ...member, place, value: type }]]);
  // The other ranges of the dictionary become ranges of the environment.
  return { kind: 'object', ...place, type: undefined, members, isOpen: true, spelling: { object: undefined, nameOf: () => undefined } };
}

/** `model.right_size(...)`. */
const rightSizeWords: Words = {
  JobName: 'job_name',
  'InputConfig.JobDurationInSeconds': 'job_duration_in_seconds',
  'InputConfig.ContainerConfig.Framework': 'framework',
  'InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl': 'sample_payload_url',
  'InputConfig.ContainerConfig.PayloadConfig.SupportedContentTypes': 'supported_content_types',
  'InputConfig.ContainerConfig.SupportedInstanceTypes': 'supported_instance_types',
  'InputConfig.EndpointConfigurations': ['hyperparameter_ranges', endpointConfigurations],
  'InputConfig.TrafficPattern.Phases': ['phases', phases],
  'InputConfig.TrafficPattern.TrafficType': 'traffic_type',
  'InputConfig.ResourceLimit.MaxNumberOfTests': 'max_tests',
  'InputConfig.ResourceLimit.MaxParallelOfTests': 'max_parallel_tests',
  'StoppingConditions.MaxInvocations': 'max_invocations',
  'StoppingConditions.ModelLatencyThresholds': ['model_latency_thresholds', thresholds],
};

/** Any of these makes it a job of the advanced kind. */
const advanced = ['hyperparameter_ranges', 'phases', 'max_invocations', 'model_latency_thresholds', 'max_tests', 'max_parallel_tests'];

/** The request of `model.right_size(...)`. */
export function rightSizeRequest(call: CallExpression, makers: readonly Maker[], reading: LaunchReading): ServiceRequest {
  const written = reading.reader.readCall(call, undefined, ['sample_payload_url', 'supported_content_types', 'supported_instance_types']);
  const place = { document: reading.document, span: call.span };
  const isAdvanced = advanced.some((name) => written.members.has(name));
  const [maker] = makers;
  const model = referenceTo(
    reading,
    call,
    makers.map((each) => each.call),
  );
  const at = { document: model.document, span: model.span };
  const name = maker?.kind === 'package' ? 'InputConfig.ModelPackageVersionArn' : 'InputConfig.ModelName';
  const content = translate(place, [{ written, words: rightSizeWords }], {
    members: {
      JobType: written.isOpen && !isAdvanced ? undefined : defaultMember('right_size', isAdvanced ? 'Advanced' : 'Default', place),
      [name]: { name: 'model', namePlace: at, place: at, value: model },
    },
  });
  const surface: SdkSurface = maker?.surface ?? 'sdk-v2';
  return sdkRequest(reading, call, { operation: 'CreateInferenceRecommendationsJob', surface, written: 'right_size', content });
}

/** `HyperparameterTuner(...)`. The estimator has a request of its own, so the job that it describes is not in this one again. */
const tunerWords: Words = {
  'HyperParameterTuningJobConfig.Strategy': 'strategy',
  'HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.Type': 'objective_type',
  'HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.MetricName': 'objective_metric_name',
  'HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs': 'max_jobs',
  'HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs': 'max_parallel_jobs',
  'HyperParameterTuningJobConfig.ResourceLimits.MaxRuntimeInSeconds': 'max_runtime_in_seconds',
  'HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType': 'early_stopping_type',
  'HyperParameterTuningJobConfig.RandomSeed': 'random_seed',
  Tags: ['tags', tagList],
};

/** The request of a tuner. */
export function tunerRequest(maker: Maker, reading: LaunchReading): ServiceRequest {
  const written = reading.reader.readCall(maker.call, maker.name, positionalFor(maker, reading));
  const starts = reading.origins.usesOf(maker.call).filter(({ method }) => method === 'fit' || method === 'tune');
  const [only] = starts.length === 1 ? starts : [];
  const start = only && reading.reader.readCall(only.call.call, undefined, ['inputs', 'job_name']);
  const isMadeUp = maker.surface === 'sdk-v2' && start && lookUp(start, 'job_name').kind === 'absent';
  const base = isMadeUp ? nameFromBase(written, 'base_tuning_job_name', 32) : undefined;
  const place = { document: reading.document, span: maker.call.span };
  const content = translate(place, [{ written, words: tunerWords }], {
    members: { HyperParameterTuningJobName: start?.members.get('job_name') ?? base },
  });
  return sdkRequest(reading, maker.call, {
    operation: 'CreateHyperParameterTuningJob',
    surface: maker.surface,
    written: maker.name,
    content,
  });
}

/** Processors of all kinds. */
const processorWords: Words = {
  RoleArn: ['role', roleArn],
  'AppSpecification.ImageUri': 'image_uri',
  'AppSpecification.ContainerEntrypoint': 'entrypoint',
  'ProcessingResources.ClusterConfig.InstanceCount': 'instance_count',
  'ProcessingResources.ClusterConfig.InstanceType': 'instance_type',
  'ProcessingResources.ClusterConfig.VolumeSizeInGB': 'volume_size_in_gb',
  'ProcessingResources.ClusterConfig.VolumeKmsKeyId': 'volume_kms_key',
  'ProcessingOutputConfig.KmsKeyId': 'output_kms_key',
  'StoppingCondition.MaxRuntimeInSeconds': 'max_runtime_in_seconds',
  Environment: 'env',
  NetworkConfig: ['network_config', networkConfig],
  Tags: ['tags', tagList],
};

const processingInput: Conversion = (node) => {
  if (node.kind !== 'object') return node;
  if (node.members.has('s3_input')) return fromCore(node);
  return objectOf({
    InputName: 'input_name',
    AppManaged: 'app_managed',
    'S3Input.S3Uri': ['source', uploaded],
    'S3Input.LocalPath': 'destination',
    'S3Input.S3DataType': 's3_data_type',
    'S3Input.S3InputMode': 's3_input_mode',
    'S3Input.S3DataDistributionType': 's3_data_distribution_type',
    'S3Input.S3CompressionType': 's3_compression_type',
  })(node);
};

const processingOutput: Conversion = (node) => {
  if (node.kind !== 'object') return node;
  if (node.members.has('s3_output')) return fromCore(node);
  return objectOf({
    OutputName: 'output_name',
    AppManaged: 'app_managed',
    'S3Output.S3Uri': ['destination', notLocal],
    'S3Output.LocalPath': 'source',
    'S3Output.S3UploadMode': 's3_upload_mode',
  })(node);
};

/** The list may have inputs that the SDK adds: the code. */
const openList =
  (convert: Conversion): Conversion =>
  (node) => {
    const list = each(convert)(node);
    return list?.kind === 'list' ? { ...list, isOpen: true } : list;
  };

/** `processor.run(...)`, and ProcessingStep of a pipeline. */
const runWords: Words = {
  ProcessingJobName: 'job_name',
  'AppSpecification.ContainerArguments': 'arguments job_arguments',
  ProcessingInputs: ['inputs', openList(processingInput)],
  'ProcessingOutputConfig.Outputs': ['outputs', each(processingOutput)],
};

/** The requests of a processor: one for each job that it runs. */
export function processorRequests(maker: Maker, reading: LaunchReading): readonly ServiceRequest[] {
  const { call, name, surface } = maker;
  const written = reading.reader.readCall(call, name, positionalFor(maker, reading));
  if (isLocal(written)) return [];
  const first = name === 'Processor' ? 'inputs' : 'code';
  const runs = reading.origins.usesOf(call).filter(({ method }) => method === 'run');
  const place = { document: reading.document, span: call.span };
  const isMadeUp = (run: ObjectNode | undefined) => surface === 'sdk-v2' && run !== undefined && lookUp(run, 'job_name').kind === 'absent';
  const request = (run: ObjectNode | undefined, processor: ObjectNode): ServiceRequest =>
    sdkRequest(reading, call, {
      operation: 'CreateProcessingJob',
      surface,
      written: name,
      content: translate(place, [{ written: processor, words: processorWords }, ...(run ? [{ written: run, words: runWords }] : [])], {
        isOpen: run === undefined,
        always: ['AppSpecification', 'ProcessingResources.ClusterConfig'],
        members: isMadeUp(run) ? { ProcessingJobName: nameFromBase(processor, 'base_job_name', 63) } : {},
      }),
    });
  if (runs.length === 0) return [request(undefined, written)];
  return runs.map(({ call: { call: run } }) =>
    request(reading.reader.readCall(run, undefined, [first]), changedBefore(written, run, reading)),
  );
}
