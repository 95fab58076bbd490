import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import type { Lookup, ObjectNode, RequestNode } from '../request/tree.js';

/** Where a launch is written. The full request model of deployments adds others. */
export type LaunchSurface = 'sdk-v2' | 'sdk-v3' | 'boto3';

export type Framework = 'pytorch' | 'tensorflow' | 'huggingface' | 'sklearn' | 'xgboost' | 'mxnet' | 'chainer' | 'rl' | 'djl';

/** A value of a launch under one name, whatever the surface calls it. `absent` is certain: it is not given, or given as None. */
export type Setting =
  | {
      readonly kind: 'given';
      readonly node: RequestNode /** The whole argument, `name=value`. */;
      readonly argument: Span;
      readonly document: SourceDocument;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** What all kinds of launches have. */
export interface LaunchBase {
  readonly surface: LaunchSurface;
  /** As written: `PyTorch`, `Estimator`, `ModelTrainer`, `create_training_job`. */
  readonly written: string;
  /** In full, where the import is seen: `sagemaker.pytorch.PyTorch`. */
  readonly qualified: string | undefined;
  readonly framework: Framework | undefined;
  readonly document: SourceDocument;
  /** The whole call. */
  readonly span: Span;
  /** What is called, without the arguments: where findings about the launch as such stand. */
  readonly nameSpan: Span;
  /**
   * All arguments in the surface's own words, positional ones under their parameter's name where the signature is known.
   * Of `estimator.deploy(...)` and the like, those of that call.
   */
  readonly arguments: ObjectNode;
  /** An argument by its own name. */
  argument(name: string): Lookup;
}

/** A training job that some code would start. */
export interface TrainingLaunch extends LaunchBase {
  readonly kind: 'training';
  /** `entry_point`; v3 `SourceCode.entry_script`; boto3 the hyperparameter `sagemaker_program`. */
  readonly entryPoint: Setting;
  /** `source_dir`; v3 `SourceCode.source_dir`. */
  readonly sourceDirectory: Setting;
  /** v3 `SourceCode.command`; v2 `container_entry_point`; boto3 `ContainerEntrypoint`: the image's own start is not used. */
  readonly command: Setting;
  readonly image: Setting;
  /**
   * Names and values; for boto3 the HyperParameters map. What set_hyperparameters(...) adds and the ranges of a tuner are
   * among them. Where it is given, and its node is no object, nobody can tell the names.
   */
  readonly hyperparameters: Setting;
  /** Names that the SDK passes to the script without their being written: `model_dir` for TensorFlow. */
  readonly addedHyperparameters: readonly string[];
  readonly environment: Setting;
  readonly instanceType: Setting;
  readonly instanceCount: Setting;
  /** v2 `distribution`, v3 `distributed`. */
  readonly distribution: Setting;
  readonly compilerConfig: Setting;
  readonly checkpointUri: Setting;
  readonly checkpointLocalPath: Setting;
  readonly useSpot: Setting;
  readonly inputMode: Setting;
  readonly frameworkVersion: Setting;
  /** The channels that `.fit(...)`, `.train(...)` or InputDataConfig give. */
  readonly channels: ChannelReading;
  /**
   * v3 with source_code, @remote and @step: a program of the SDK is started instead of the image's own, and the toolkit is
   * not used. Also true where source_code may be given and nobody can tell.
   */
  readonly bypassesImageStart: boolean;
}

/** A channel of a launch. */
export interface Channel {
  readonly name: string;
  /** Where the name is written: the key of a dictionary, or the whole value where the name is the default `training`. */
  readonly nameSpan: Span;
  readonly document: SourceDocument;
  /** s3 location, TrainingInput, FileSystemInput, ... */
  readonly source: RequestNode;
  /** File, Pipe, FastFile where the channel itself says it. */
  readonly inputMode: string | undefined;
  /** A file system that is mounted read-only, or a FastFile channel. */
  readonly isReadOnly: boolean | undefined;
}

/** What the launch says of its channels. */
export interface ChannelReading {
  /** Whether a start of the job was seen whose channels are all known. Where false, a script may find others. */
  readonly isComplete: boolean;
  /** A start was seen: `.fit(...)`, `.train(...)`, a step of a pipeline. Not where the estimator is returned, or started elsewhere. */
  readonly isStarted: boolean;
  readonly channels: readonly Channel[];
  /** The calls that start it, for related locations; in the launch's document. */
  readonly starts: readonly Span[];
}

/** A model that some code would make or deploy. */
export interface ModelLaunch extends LaunchBase {
  readonly kind: 'model';
  readonly entryPoint: Setting;
  readonly sourceDirectory: Setting;
  readonly image: Setting;
  readonly environment: Setting;
  readonly modelData: Setting;
  readonly frameworkVersion: Setting;
  /** It is one of several containers of a pipeline, or of a multi-container endpoint. */
  readonly isInPipeline: boolean;
  /** MultiDataModel, the model that one is made with, `Mode: MultiModel`. */
  readonly isMultiModel: boolean;
  /** `estimator.deploy(...)`, `estimator.create_model(...)`: the span of the estimator's own call, in the same document. */
  readonly estimator: Span | undefined;
}

/** A processing job: its image follows another contract. */
export interface ProcessingLaunch extends LaunchBase {
  readonly kind: 'processing';
  readonly image: Setting;
  /** `code=` of run(...). */
  readonly entryPoint: Setting;
  readonly sourceDirectory: Setting;
}

export type Launch = TrainingLaunch | ModelLaunch | ProcessingLaunch;
