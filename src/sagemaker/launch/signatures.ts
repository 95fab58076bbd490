import type { Framework, LaunchSurface } from './model.js';

/** A class of the SDK whose call launches something. */
export interface LaunchClass {
  readonly kind: 'training' | 'model' | 'processing';
  readonly surface: LaunchSurface;
  /** Without its module. */
  readonly name: string;
  readonly framework: Framework | undefined;
  /** The parameters that may be given by position, as far as all versions of the SDK agree on them. */
  readonly positional: readonly string[];
}

type ClassEntry = Omit<LaunchClass, 'surface' | 'name'> & { readonly modules: RegExp };

function entry(kind: LaunchClass['kind'], modules: RegExp, positional = '', framework?: Framework): ClassEntry {
  return { kind, modules, framework, positional: positional === '' ? [] : positional.split(' ') };
}

/**
 * Signatures of github.com/aws/sagemaker-python-sdk at v2.257.6, v1.72.1 and v3.20.0. Framework estimators moved their
 * second parameter between versions 1 and 2, so only the first may be named there. From TensorFlow of version 1 on,
 * where the first was the number of steps, nobody passes any.
 */
const classes: Readonly<Record<string, ClassEntry>> = {
  Estimator: entry('training', /^sagemaker(\.estimator)?$/, 'image_uri role instance_count instance_type'),
  PyTorch: entry('training', /^sagemaker\.pytorch(\.estimator)?$/, 'entry_point', 'pytorch'),
  TensorFlow: entry('training', /^sagemaker\.tensorflow(\.estimator)?$/, '', 'tensorflow'),
  HuggingFace: entry(
    'training',
    /^sagemaker\.huggingface(\.estimator)?$/,
    'py_version entry_point transformers_version tensorflow_version pytorch_version source_dir hyperparameters image_uri distribution',
    'huggingface',
  ),
  SKLearn: entry('training', /^sagemaker\.sklearn(\.estimator)?$/, 'entry_point framework_version', 'sklearn'),
  XGBoost: entry(
    'training',
    /^sagemaker\.xgboost(\.estimator)?$/,
    'entry_point framework_version source_dir hyperparameters py_version image_uri',
    'xgboost',
  ),
  MXNet: entry('training', /^sagemaker\.mxnet(\.estimator)?$/, 'entry_point', 'mxnet'),
  Chainer: entry(
    'training',
    /^sagemaker\.chainer(\.estimator)?$/,
    'entry_point use_mpi num_processes process_slots_per_host additional_mpi_options source_dir hyperparameters',
    'chainer',
  ),
  RLEstimator: entry(
    'training',
    /^sagemaker\.rl(\.estimator)?$/,
    'entry_point toolkit toolkit_version framework source_dir hyperparameters image_uri',
    'rl',
  ),
  ModelTrainer: entry('training', /^sagemaker\.(train|modules)(\.|$)/),
  Model: entry('model', /^sagemaker(\.model)?$/, 'image_uri model_data role'),
  FrameworkModel: entry('model', /^sagemaker\.model$/, 'model_data image_uri role entry_point source_dir'),
  PyTorchModel: entry('model', /^sagemaker\.pytorch(\.model)?$/, 'model_data role entry_point', 'pytorch'),
  TensorFlowModel: entry('model', /^sagemaker\.tensorflow(\.(model|serving))?$/, 'model_data role entry_point', 'tensorflow'),
  HuggingFaceModel: entry('model', /^sagemaker\.huggingface(\.model)?$/, 'role model_data entry_point', 'huggingface'),
  SKLearnModel: entry('model', /^sagemaker\.sklearn(\.model)?$/, 'model_data role entry_point', 'sklearn'),
  XGBoostModel: entry('model', /^sagemaker\.xgboost(\.model)?$/, 'model_data role entry_point framework_version', 'xgboost'),
  MXNetModel: entry('model', /^sagemaker\.mxnet(\.model)?$/, 'model_data role entry_point', 'mxnet'),
  ChainerModel: entry('model', /^sagemaker\.chainer(\.model)?$/, 'model_data role entry_point', 'chainer'),
  DJLModel: entry('model', /^sagemaker\.djl_inference(\.|$)/, 'model_id', 'djl'),
  MultiDataModel: entry('model', /^sagemaker\.multidatamodel$/, 'name model_data_prefix model image_uri role'),
  ModelBuilder: entry('model', /^sagemaker\.serve(\.|$)/, 'model'),
  Processor: entry('processing', /^sagemaker(\.core)?\.processing$/, 'role image_uri instance_count instance_type entrypoint'),
  ScriptProcessor: entry('processing', /^sagemaker(\.core)?\.processing$/, 'role image_uri command instance_count instance_type'),
  FrameworkProcessor: entry('processing', /^sagemaker(\.core)?\.processing$/),
  PyTorchProcessor: entry('processing', /^sagemaker\.pytorch(\.processing)?$/, 'framework_version role', 'pytorch'),
  TensorFlowProcessor: entry('processing', /^sagemaker\.tensorflow(\.processing)?$/, 'framework_version role', 'tensorflow'),
  HuggingFaceProcessor: entry('processing', /^sagemaker\.huggingface(\.processing)?$/, 'role', 'huggingface'),
  MXNetProcessor: entry('processing', /^sagemaker\.mxnet(\.processing)?$/, 'framework_version role', 'mxnet'),
  XGBoostProcessor: entry('processing', /^sagemaker\.xgboost(\.processing)?$/, 'framework_version role', 'xgboost'),
  SKLearnProcessor: entry('processing', /^sagemaker\.sklearn(\.processing)?$/, 'framework_version role', 'sklearn'),
  PySparkProcessor: entry('processing', /^sagemaker\.spark(\.processing)?$/, 'role'),
};

/** The classes' names, for a search of the raw text. */
export const launchClassNames: readonly string[] = Object.keys(classes);

const versionThree = /^sagemaker\.(train|modules|serve|core|mlops)(\.|$)/;

/** The launching class of a qualified name, such as `sagemaker.pytorch.PyTorch`. */
export function launchClassOf(qualified: string): LaunchClass | undefined {
  if (!qualified.startsWith('sagemaker.')) return undefined;
  const dot = qualified.lastIndexOf('.');
  const module = qualified.slice(0, Math.max(dot, 0));
  const written = qualified.slice(dot + 1);
  // Version 1 called the model of TensorFlow Serving just Model.
  const name = written === 'Model' && module === 'sagemaker.tensorflow.serving' ? 'TensorFlowModel' : written;
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (!found?.modules.test(module)) return undefined;
  return launchClass(name, found, versionThree.test(module) ? 'sdk-v3' : 'sdk-v2');
}

/** The launching class of that name, for texts that import it with a star. */
export function launchClassNamed(name: string): LaunchClass | undefined {
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  return found && launchClass(name, found, name === 'ModelTrainer' || name === 'ModelBuilder' ? 'sdk-v3' : 'sdk-v2');
}

function launchClass(name: string, { kind, framework, positional }: ClassEntry, surface: LaunchSurface): LaunchClass {
  return { kind, surface, name, framework, positional };
}

/** Parameters of the SDK's other objects and methods that may be given by position. */
const otherPositional: Readonly<Record<string, string>> = {
  TrainingInput: 's3_data distribution compression content_type record_wrapping s3_data_type',
  s3_input: 's3_data distribution compression content_type record_wrapping s3_data_type input_mode',
  FileSystemInput: 'file_system_id file_system_type directory_path file_system_access_mode content_type',
  TrainingCompilerConfig: 'enabled debug',
  ModelPackage: 'role model_data algorithm_arn model_package_arn',
  Transformer: 'model_name instance_count instance_type strategy assemble_with output_path',
  TransformInput: 'data data_type content_type compression_type split_type input_filter output_filter join_source',
  ServerlessInferenceConfig: 'memory_size_in_mb max_concurrency provisioned_concurrency',
  AsyncInferenceConfig: 'output_path max_concurrent_invocations_per_instance kms_key_id notification_config failure_path',
  DataCaptureConfig:
    'enable_capture sampling_percentage destination_s3_uri kms_key_id capture_options csv_content_types json_content_types',
  InstanceGroup: 'instance_group_name instance_type instance_count',
  NetworkConfig: 'enable_network_isolation security_group_ids subnets encrypt_inter_container_traffic',
  ProcessingInput: 'source destination input_name',
  ProcessingOutput: 'source destination output_name',
  Phase: 'duration_in_seconds initial_number_of_users spawn_rate',
  ModelLatencyThreshold: 'percentile value_in_milliseconds',
  ShuffleConfig: 'seed',
  HyperparameterTuner: 'estimator objective_metric_name hyperparameter_ranges metric_definitions',
  PipelineModel: 'models role predictor_cls name',
  TrainingStep: 'name step_args estimator',
  TuningStep: 'name step_args tuner',
  ProcessingStep: 'name step_args processor',
  ContinuousParameter: 'min_value max_value scaling_type',
  IntegerParameter: 'min_value max_value scaling_type',
  CategoricalParameter: 'values',
  retrieve: 'framework region version py_version instance_type accelerator_type image_scope',
  get_image_uri: 'region_name repo_name repo_version',
};

/** The parameters, in order, of a class or function of the SDK, by its qualified name; empty where nothing is known of it. */
export function positionalParameters(qualified: string): readonly string[] {
  const known = launchClassOf(qualified);
  if (known) return known.positional;
  if (!qualified.startsWith('sagemaker.')) return [];
  const name = qualified.slice(qualified.lastIndexOf('.') + 1);
  return Object.hasOwn(otherPositional, name) ? (otherPositional[name]?.split(' ') ?? []) : [];
}
