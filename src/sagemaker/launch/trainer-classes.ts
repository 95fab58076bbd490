import type { Member, ObjectNode, RequestNode } from '../request/tree.js';
import type { TrainingLaunch } from './model.js';

/**
 * The classes of SDK v3 that describe a training job, with the arguments that they take in any version from 2.238, where
 * they first were in sagemaker.modules, to 3.20.0. All of them refuse others (pydantic, `extra="forbid"`):
 * github.com/aws/sagemaker-python-sdk, sagemaker/train/model_trainer.py, sagemaker/core/training/configs.py, shapes.py.
 */
const parameters: Readonly<Record<string, string>> = {
  ModelTrainer:
    'training_mode sagemaker_session role base_job_name source_code distributed compute networking stopping_condition training_image ' +
    'training_image_config algorithm_name output_data_config input_data_config checkpoint_config training_input_mode environment ' +
    'hyperparameters tags local_container_root config_mgr model_package_config',
  SourceCode: 'source_dir requirements entry_script command ignore_patterns',
  Compute:
    'instance_type instance_count volume_size_in_gb volume_kms_key_id keep_alive_period_in_seconds instance_groups training_plan_arn ' +
    'instance_placement_config enable_managed_spot_training',
  Networking: 'security_group_ids subnets enable_network_isolation enable_inter_container_traffic_encryption',
  StoppingCondition: 'max_runtime_in_seconds max_wait_time_in_seconds max_pending_time_in_seconds',
  InputData: 'channel_name data_source content_type',
  Channel: 'channel_name data_source content_type compression_type record_wrapper_type input_mode shuffle_config',
  OutputDataConfig: 's3_output_path kms_key_id compression_type',
  CheckpointConfig: 's3_uri local_path',
  FileSystemDataSource: 'file_system_id file_system_access_mode file_system_type directory_path',
  S3DataSource: 's3_data_type s3_uri s3_data_distribution_type attribute_names instance_group_names model_access_config hub_access_config',
  Torchrun: 'process_count_per_node smp',
  MPI: 'process_count_per_node mpi_additional_options',
};

/** What version 2 and others call an argument that the same class has under another name, with the same value. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ModelTrainer: {
    image_uri: 'training_image',
    image_name: 'training_image',
    session: 'sagemaker_session',
    input_mode: 'training_input_mode',
    hyper_parameters: 'hyperparameters',
    env: 'environment',
    algorithm_arn: 'algorithm_name',
    inputs: 'input_data_config',
  },
  SourceCode: { entry_point: 'entry_script', source_directory: 'source_dir', requirements_file: 'requirements' },
  Compute: {
    use_spot_instances: 'enable_managed_spot_training',
    volume_size: 'volume_size_in_gb',
    volume_kms_key: 'volume_kms_key_id',
    training_plan: 'training_plan_arn',
  },
  Networking: {
    encrypt_inter_container_traffic: 'enable_inter_container_traffic_encryption',
    security_groups: 'security_group_ids',
    subnet_ids: 'subnets',
  },
  StoppingCondition: { max_run: 'max_runtime_in_seconds', max_wait: 'max_wait_time_in_seconds' },
  InputData: { name: 'channel_name' },
  OutputDataConfig: { output_path: 's3_output_path', output_kms_key: 'kms_key_id' },
  CheckpointConfig: { checkpoint_s3_uri: 's3_uri', checkpoint_local_path: 'local_path' },
};

/** What other objects have that a ModelTrainer is given. */
const elsewhere: Readonly<Record<string, string>> = {
  entry_point: 'source_code=SourceCode(entry_script=...)',
  entry_script: 'source_code=SourceCode(entry_script=...)',
  source_dir: 'source_code=SourceCode(source_dir=...)',
  requirements: 'source_code=SourceCode(requirements=...)',
  command: 'source_code=SourceCode(command=...)',
  instance_type: 'compute=Compute(instance_type=...)',
  instance_count: 'compute=Compute(instance_count=...)',
  volume_size: 'compute=Compute(volume_size_in_gb=...)',
  volume_size_in_gb: 'compute=Compute(volume_size_in_gb=...)',
  use_spot_instances: 'compute=Compute(enable_managed_spot_training=...)',
  enable_managed_spot_training: 'compute=Compute(enable_managed_spot_training=...)',
  keep_alive_period_in_seconds: 'compute=Compute(keep_alive_period_in_seconds=...)',
  instance_groups: 'compute=Compute(instance_groups=...)',
  max_run: 'stopping_condition=StoppingCondition(max_runtime_in_seconds=...)',
  max_runtime_in_seconds: 'stopping_condition=StoppingCondition(max_runtime_in_seconds=...)',
  max_wait: 'stopping_condition=StoppingCondition(max_wait_time_in_seconds=...)',
  max_wait_time_in_seconds: 'stopping_condition=StoppingCondition(max_wait_time_in_seconds=...)',
  subnets: 'networking=Networking(subnets=...)',
  security_group_ids: 'networking=Networking(security_group_ids=...)',
  enable_network_isolation: 'networking=Networking(enable_network_isolation=...)',
  encrypt_inter_container_traffic: 'networking=Networking(enable_inter_container_traffic_encryption=...)',
  output_path: 'output_data_config=OutputDataConfig(s3_output_path=...)',
  output_kms_key: 'output_data_config=OutputDataConfig(kms_key_id=...)',
  checkpoint_s3_uri: 'checkpoint_config=CheckpointConfig(s3_uri=...)',
  checkpoint_local_path: 'checkpoint_config=CheckpointConfig(local_path=...)',
  distribution: 'distributed=Torchrun() or distributed=MPI()',
  metric_definitions: '.with_metric_definitions(...)',
  framework_version: 'training_image, which says the framework and its version',
  py_version: 'training_image, which says the framework and its version',
  transformers_version: 'training_image, which says the framework and its version',
  pytorch_version: 'training_image, which says the framework and its version',
};

/** An argument that the class does not take. */
export interface ForeignArgument {
  readonly member: Member;
  readonly object: ObjectNode;
  /** The class, without its module. */
  readonly className: string;
  /** What the class calls the same thing. */
  readonly renamed: string | undefined;
  /** Where it belongs instead, as it is written there. */
  readonly elsewhere: string | undefined;
  /** All arguments of the class. */
  readonly known: readonly string[];
}

/** The arguments of a ModelTrainer, and of the objects that it is given, that their classes do not take. */
export function foreignArguments(launch: TrainingLaunch): readonly ForeignArgument[] {
  if (launch.surface !== 'sdk-v3' || launch.written !== 'ModelTrainer') return [];
  return [launch.arguments, ...launch.channels.channels.map(({ source }) => source)].flatMap(foreignIn);
}

function foreignIn(node: RequestNode): readonly ForeignArgument[] {
  if (node.kind === 'list') return node.items.flatMap(foreignIn);
  if (node.kind !== 'object') return [];
  const inner = [...node.members.values()].flatMap(({ value }) => foreignIn(value));
  const className = trainerClass(node.type);
  if (className === undefined) return inner;
  const known = parameters[className]?.split(' ') ?? [];
  const own = [...node.members.values()].filter(({ name }) => !known.includes(name));
  return [...own.map((member) => ({ member, object: node, className, known, ...meantBy(className, member.name) })), ...inner];
}

/** The class of a full name, `sagemaker.train.configs.Compute`. What is not imported from the SDK is none of its classes. */
function trainerClass(type: string | undefined): string | undefined {
  const name = /^sagemaker\.(?:(?:train|modules)\.(?:\w+\.)*|core\.(?:training\.configs|shapes(?:\.shapes)?)\.)(\w+)$/.exec(
    type ?? '',
  )?.[1];
  return name !== undefined && Object.hasOwn(parameters, name) ? name : undefined;
}

function meantBy(className: string, name: string): Pick<ForeignArgument, 'renamed' | 'elsewhere'> {
  const names = renamed[className] ?? {};
  const own = Object.hasOwn(names, name) ? names[name] : undefined;
  const place = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  // A class of its own is not told to be given itself.
  return { renamed: own, elsewhere: own === undefined && !place?.includes(`=${className}(`) ? place : undefined };
}
