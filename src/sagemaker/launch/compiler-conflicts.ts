import type { DocumentPlace } from '../../text/document.js';
import {
  compilerInstanceClasses,
  firstTensorFlow,
  hasHuggingFaceImage,
  hasPyTorchImage,
  huggingFaceVersionList,
  isFrom,
  isRelease,
  pytorchVersionList,
} from '../facts/training-compiler.js';
import { lookUp, type ObjectNode, textPieces } from '../request/tree.js';
import type { Setting, TrainingLaunch } from './model.js';
import { scalarOf, settingOf, textOf, toSetting } from './settings.js';

/** An argument that does not go with the compiler_config of a launch: the SDK raises ValueError for each. */
export interface CompilerConflict {
  readonly at: DocumentPlace;
  readonly message: string;
}

type Given = Setting & { readonly kind: 'given' };

/** The configuration of Training Compiler that a launch is given, if it is surely one; also one that is not enabled. */
export function compilerConfigurationOf({ compilerConfig }: TrainingLaunch): (Given & { readonly node: ObjectNode }) | undefined {
  if (compilerConfig.kind !== 'given' || compilerConfig.node.kind !== 'object') return undefined;
  const { node } = compilerConfig;
  return /(^|\.)TrainingCompilerConfig$/.test(node.type ?? '') ? { ...compilerConfig, node } : undefined;
}

/** The arguments that the SDK refuses beside compiler_config: TrainingCompilerConfig.validate of its version 2.257.6. */
export function* compilerConflicts(launch: TrainingLaunch): Iterable<CompilerConflict> {
  const { framework } = launch;
  if (framework !== 'pytorch' && framework !== 'huggingface' && framework !== 'tensorflow') return;
  const configuration = compilerConfigurationOf(launch);
  if (!configuration) {
    yield* withoutCompiler(launch);
    return;
  }
  yield* wrongClass(launch, configuration);
  yield* wrongInstance(launch);
  if (framework !== 'tensorflow') yield* ownImage(launch);
  yield* wrongVersion(launch);
  yield* wrongDistribution(launch);
}

function placeOf(setting: Given): DocumentPlace {
  return { document: setting.document, span: setting.argument };
}

function* wrongClass(launch: TrainingLaunch, configuration: Given & { readonly node: ObjectNode }): Iterable<CompilerConflict> {
  const module = /^sagemaker\.(pytorch|huggingface|tensorflow|training_compiler)\./.exec(configuration.node.type ?? '')?.[1];
  if (module === undefined || module === launch.framework) return;
  yield {
    at: placeOf(configuration),
    message: `This TrainingCompilerConfig is the one of sagemaker.${module}, and ${launch.written} takes only that of sagemaker.${launch.framework}: the SDK raises ValueError. Import it from there.`,
  };
}

function* wrongInstance(launch: TrainingLaunch): Iterable<CompilerConflict> {
  const groups = toSetting(launch.argument('instance_groups'));
  if (groups.kind === 'given' && groups.node.kind === 'list' && groups.node.items.length > 0) {
    yield {
      at: placeOf(groups),
      message:
        'instance_groups does not go with SageMaker Training Compiler, which trains on instances of one type. Use instance_type and instance_count.',
    };
  }
  const type = textOf(launch.instanceType);
  if (launch.instanceType.kind !== 'given' || type === undefined) return;
  const at = placeOf(launch.instanceType);
  if (type === 'local') {
    yield {
      at,
      message: 'instance_type "local" does not go with SageMaker Training Compiler: it has no local mode, and the SDK raises ValueError.',
    };
    return;
  }
  const instanceClass = /^ml\.([a-z0-9-]+)\.\w+$/.exec(type)?.[1];
  if (instanceClass === undefined || compilerInstanceClasses.includes(instanceClass)) return;
  yield {
    at,
    message: `SageMaker Training Compiler does not train on "${type}": the SDK takes only the classes ${compilerInstanceClasses.join(', ')}, and raises ValueError for any other.`,
  };
}

function* ownImage({ image, written }: TrainingLaunch): Iterable<CompilerConflict> {
  if (image.kind !== 'given' || textOf(image) === '') return;
  const { node } = image;
  // A variable may be None.
  if (textPieces(node) === undefined && node.kind !== 'object') return;
  yield {
    at: placeOf(image),
    message: `image_uri does not go with compiler_config: SageMaker Training Compiler for ${written} runs only in its own images, which the SDK picks by the version, and it raises ValueError.`,
  };
}

function* wrongVersion(launch: TrainingLaunch): Iterable<CompilerConflict> {
  const { framework, frameworkVersion } = launch;
  const version = textOf(frameworkVersion);
  if (framework === 'huggingface') {
    yield* wrongHuggingFace(launch);
    return;
  }
  if (frameworkVersion.kind !== 'given' || version === undefined || !isRelease(version)) return;
  // With an image of one's own TensorFlow's version says nothing of what is in it.
  if (framework === 'tensorflow' ? launch.image.kind !== 'absent' || isFrom(version, firstTensorFlow) : hasPyTorchImage(version)) return;
  yield {
    at: placeOf(frameworkVersion),
    message:
      framework === 'tensorflow'
        ? `SageMaker Training Compiler is in the images of TensorFlow from ${firstTensorFlow} on, not in those of "${version}": the SDK raises ValueError.`
        : `There is no image with SageMaker Training Compiler for PyTorch "${version}": the SDK has ${pytorchVersionList}, and raises ValueError for any other.`,
  };
}

function* wrongHuggingFace(launch: TrainingLaunch): Iterable<CompilerConflict> {
  const transformers = toSetting(launch.argument('transformers_version'));
  const pytorch = toSetting(launch.argument('pytorch_version'));
  const tensorflow = toSetting(launch.argument('tensorflow_version'));
  const versions = { transformers: textOf(transformers), pytorch: textOf(pytorch), tensorflow: textOf(tensorflow) };
  const given = [versions.transformers, versions.pytorch, versions.tensorflow].filter((version) => version !== undefined);
  if (given.length === 0 || !given.every(isRelease) || hasHuggingFaceImage(versions)) return;
  const base = versions.pytorch === undefined ? tensorflow : pytorch;
  const isBaseWrong = !hasHuggingFaceImage({ ...versions, transformers: undefined });
  const at = isBaseWrong || transformers.kind !== 'given' ? base : transformers;
  if (at.kind !== 'given') return;
  yield {
    at: placeOf(at),
    message: `There is no image of Hugging Face with SageMaker Training Compiler for "${textOf(at)}" here: the SDK has ${huggingFaceVersionList}, and raises ValueError for anything else.`,
  };
}

function* wrongDistribution(launch: TrainingLaunch): Iterable<CompilerConflict> {
  const { distribution, framework } = launch;
  if (distribution.kind !== 'given' || distribution.node.kind !== 'object') return;
  const { node } = distribution;
  const member = (name: string): DocumentPlace | undefined => {
    const found = lookUp(node, name);
    return found.kind === 'given' ? found.member.namePlace : undefined;
  };
  const smdistributed = member('smdistributed');
  if (smdistributed) {
    yield {
      at: smdistributed,
      message:
        'smdistributed does not go with compiler_config: SageMaker Training Compiler and the distributed training libraries of SageMaker exclude each other, and the SDK raises ValueError.',
    };
    return;
  }
  if (framework === 'tensorflow') {
    const mirrored = member('multi_worker_mirrored_strategy');
    if (mirrored && scalarOf(settingOf(node, 'multi_worker_mirrored_strategy.enabled')) === true) {
      yield {
        at: mirrored,
        message:
          'multi_worker_mirrored_strategy does not go with SageMaker Training Compiler: the SDK raises ValueError. It trains with several GPUs of one instance only.',
      };
    }
    return;
  }
  yield* wrongXla(launch, node, placeOf(distribution));
}

/** From these versions on, pytorchxla is the only way to train with several GPUs; before, there is no pytorchxla. */
const firstWithXla = { pytorch: '1.12', huggingface: '1.11' };

function* wrongXla(launch: TrainingLaunch, node: ObjectNode, at: DocumentPlace): Iterable<CompilerConflict> {
  const first = launch.framework === 'huggingface' ? firstWithXla.huggingface : firstWithXla.pytorch;
  const version = textOf(launch.frameworkVersion);
  const isTensorFlow = toSetting(launch.argument('tensorflow_version')).kind === 'given';
  const xla = lookUp(node, 'pytorchxla');
  if (xla.kind === 'given' && scalarOf(settingOf(node, 'pytorchxla.enabled')) === true) {
    const isTooOld = version !== undefined && isRelease(version) && !isFrom(version, first);
    if (!isTooOld && !isTensorFlow) return;
    yield {
      at: xla.member.namePlace,
      message: `pytorchxla does not go with ${isTensorFlow ? 'TensorFlow' : `PyTorch ${version}`}: SageMaker Training Compiler has it from PyTorch ${first} on, and the SDK raises ValueError.`,
    };
  } else if (xla.kind === 'absent' && node.members.size > 0 && !isTensorFlow && version !== undefined && isRelease(version)) {
    if (!isFrom(version, first) || [...node.members.keys()].some(isMisspeltXla)) return;
    yield {
      at,
      message: `This distribution does not go with compiler_config: from PyTorch ${first} on SageMaker Training Compiler trains with several GPUs through {"pytorchxla": {"enabled": True}} alone, and the SDK raises ValueError for any other.`,
    };
  }
}

/** `pytorchxla` without the compiler. */
function* withoutCompiler({ compilerConfig, distribution, framework, written }: TrainingLaunch): Iterable<CompilerConflict> {
  if (compilerConfig.kind !== 'absent' || framework === 'tensorflow') return;
  if (distribution.kind !== 'given' || distribution.node.kind !== 'object') return;
  const xla = lookUp(distribution.node, 'pytorchxla');
  if (xla.kind !== 'given') return;
  yield {
    at: xla.member.namePlace,
    message: `pytorchxla needs compiler_config: without SageMaker Training Compiler ${written} raises ValueError for it. Use {"torch_distributed": {"enabled": True}} to train without the compiler.`,
  };
}

/** Other spellings of `pytorchxla`, two of which AWS's own pages have. */
export function isMisspeltXla(key: string): boolean {
  return key !== 'pytorchxla' && /^(py)?torchxla$|^xla$/.test(key.toLowerCase().replace(/[_-]/g, ''));
}
