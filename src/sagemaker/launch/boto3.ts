import type { PythonCall } from '../../languages/python/walk.js';
import { buildObject } from '../request/object-parts.js';
import { lookUp, type ObjectNode, type RequestNode } from '../request/tree.js';
import { launchBase } from './base.js';
import { joinChannels, listChannels, noChannels, unknownChannels } from './channels.js';
import type { LaunchReading } from './context.js';
import type { Launch, ModelLaunch, Setting, TrainingLaunch } from './model.js';
import { absent, mappingOf, settingOf, textOf, unknownSetting, withoutJsonQuotes } from './settings.js';

/** The operations that launch something, with members of which one shows that it is SageMaker's operation. */
const operations: Readonly<Record<string, readonly string[]>> = {
  create_training_job: ['TrainingJobName', 'AlgorithmSpecification', 'InputDataConfig', 'ResourceConfig'],
  create_hyper_parameter_tuning_job: ['HyperParameterTuningJobName', 'TrainingJobDefinition'],
  create_model: ['PrimaryContainer', 'Containers', 'ExecutionRoleArn'],
  create_processing_job: ['ProcessingJobName', 'AppSpecification'],
};

/** Reads a call of boto3's client: no launches for anything else that has the same name. */
export function readOperation(made: PythonCall, reading: LaunchReading): readonly Launch[] {
  const { callee } = made.call;
  if (callee.kind !== 'attribute') return [];
  const operation = callee.name;
  const evidence = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!evidence) return [];
  const node = reading.reader.readCall(made.call, undefined, []);
  if (!evidence.some((name) => node.members.has(name)) && !isSageMakerClient(made, reading)) return [];
  switch (operation) {
    case 'create_training_job':
      return [readTrainingJob(made, node, node, reading)];
    case 'create_hyper_parameter_tuning_job': {
      const definition = lookUp(node, 'TrainingJobDefinition');
      const inner = definition.kind === 'given' && definition.member.value.kind === 'object' ? definition.member.value : undefined;
      return inner ? [readTrainingJob(made, node, inner, reading)] : [];
    }
    case 'create_model':
      return readModels(made, node, reading);
    default:
      return [
        {
          ...base(made, node, reading),
          kind: 'processing',
          image: settingOf(node, 'AppSpecification.ImageUri'),
          entryPoint: absent,
          sourceDirectory: absent,
        },
      ];
  }
}

function base(made: PythonCall, node: ObjectNode, reading: LaunchReading) {
  const written = made.call.callee.kind === 'attribute' ? made.call.callee.name : '';
  return launchBase(reading, made.call, { surface: 'boto3', written, framework: undefined, arguments: node });
}

/** `boto3.client("sagemaker")`, also through a session. */
function isSageMakerClient({ call: { callee } }: PythonCall, { origins, evaluator }: LaunchReading): boolean {
  if (callee.kind !== 'attribute') return false;
  return origins.originsOf(callee.object).some(({ callee: maker, arguments: [first] }) => {
    const isClient = (maker.kind === 'attribute' || maker.kind === 'name') && maker.name === 'client';
    const service = isClient && first ? evaluator.text(first.value) : undefined;
    return service?.known === true && service.value === 'sagemaker';
  });
}

/** `job` is the request itself, or the definition within a tuning job. */
function readTrainingJob(made: PythonCall, node: ObjectNode, job: ObjectNode, reading: LaunchReading): TrainingLaunch {
  const inputMode = settingOf(job, 'AlgorithmSpecification.TrainingInputMode');
  const isTuned = node !== job;
  const parameters = mappingOf(settingOf(job, isTuned ? 'StaticHyperParameters' : 'HyperParameters'));
  const hyperparameters = isTuned ? opened(parameters) : parameters;
  const ofParameters = (name: string): Setting => {
    if (parameters.kind !== 'given' || parameters.node.kind !== 'object') return parameters;
    return withoutJsonQuotes(settingOf(parameters.node, name));
  };
  const channels = settingOf(job, 'InputDataConfig');
  const given =
    channels.kind === 'absent'
      ? noChannels
      : channels.kind === 'given'
        ? listChannels(channels.node, 'ChannelName', inputMode)
        : unknownChannels;
  return {
    ...base(made, node, reading),
    kind: 'training',
    entryPoint: ofParameters('sagemaker_program'),
    sourceDirectory: ofParameters('sagemaker_submit_directory'),
    command: settingOf(job, 'AlgorithmSpecification.ContainerEntrypoint'),
    image: settingOf(job, 'AlgorithmSpecification.TrainingImage'),
    hyperparameters,
    addedHyperparameters: [],
    environment: settingOf(job, 'Environment'),
    instanceType: settingOf(job, 'ResourceConfig.InstanceType'),
    instanceCount: settingOf(job, 'ResourceConfig.InstanceCount'),
    distribution: absent,
    compilerConfig: absent,
    checkpointUri: settingOf(job, 'CheckpointConfig.S3Uri'),
    checkpointLocalPath: settingOf(job, 'CheckpointConfig.LocalPath'),
    useSpot: settingOf(job, 'EnableManagedSpotTraining'),
    inputMode,
    frameworkVersion: absent,
    channels: joinChannels([{ given, span: made.call.span }], false),
    bypassesImageStart: false,
  };
}

/** A tuning job adds the parameters of its ranges. */
function opened(setting: Setting): Setting {
  if (setting.kind !== 'given' || setting.node.kind !== 'object') return unknownSetting;
  const parts = buildObject(setting.node);
  parts.open();
  return { ...setting, node: parts.build(setting.node) };
}

/** One launch for each container. */
function readModels(made: PythonCall, node: ObjectNode, reading: LaunchReading): ModelLaunch[] {
  const list = settingOf(node, 'Containers');
  const primary = settingOf(node, 'PrimaryContainer');
  const containers: RequestNode[] = list.kind === 'given' && list.node.kind === 'list' ? [...list.node.items] : [];
  const isInPipeline = containers.length > 1;
  if (primary.kind === 'given') containers.push(primary.node);
  if (containers.length === 0 && list.kind === 'absent' && primary.kind === 'absent') return [];
  const found = containers.length > 0 ? containers : [undefined];
  return found.map((container) => ({ ...base(made, node, reading), ...containerSettings(container), isInPipeline, estimator: undefined }));
}

function containerSettings(
  container: RequestNode | undefined,
): Pick<
  ModelLaunch,
  'kind' | 'entryPoint' | 'sourceDirectory' | 'image' | 'environment' | 'modelData' | 'frameworkVersion' | 'isMultiModel'
> {
  const setting = (...paths: string[]): Setting => (container?.kind === 'object' ? settingOf(container, ...paths) : unknownSetting);
  return {
    kind: 'model',
    entryPoint: setting('Environment.SAGEMAKER_PROGRAM'),
    sourceDirectory: setting('Environment.SAGEMAKER_SUBMIT_DIRECTORY'),
    image: setting('Image'),
    environment: setting('Environment'),
    modelData: setting('ModelDataUrl', 'ModelDataSource'),
    frameworkVersion: absent,
    isMultiModel: textOf(setting('Mode')) === 'MultiModel',
  };
}
