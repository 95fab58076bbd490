import { awsImageOf } from './image-accounts.js';
import { type ImageEntry, type RuntimeData, runtimes } from './image-data.js';
import { platformOf } from './image-platform.js';
import type { ImageReference } from './image-reference.js';
import { compareVersions, lookupTag, minorOf } from './image-tags.js';

/** How a prebuilt image starts and what is in it; undefined wherever that is not known for certain. */
export interface ImageRuntime {
  /** null: the image has none. */
  readonly entrypoint: readonly string[] | null | undefined;
  /** null: the image has none. A last word `...` stands for arguments that are not written down. */
  readonly command: readonly string[] | null | undefined;
  readonly trainOnPath: boolean | undefined;
  readonly serveOnPath: boolean | undefined;
  /** Distributions of the SageMaker toolkits that are installed. */
  readonly toolkits: readonly string[];
  /** What SAGEMAKER_TRAINING_MODULE is set to. */
  readonly trainingModule: string | undefined;
  readonly packageManager: 'apt' | 'dnf' | undefined;
  readonly os: 'ubuntu' | 'amzn2023' | undefined;
  /** `22.04`, for Ubuntu. */
  readonly osVersion: string | undefined;
  readonly hasCompiler: boolean | undefined;
  readonly hasJava: boolean | undefined;
  readonly hasNginx: boolean | undefined;
  /** Capability labels that are true. */
  readonly labels: { readonly acceptBindToPort: boolean | undefined; readonly multiModels: boolean | undefined };
}

// Builds of the same Dockerfiles for other processors, and images made FROM those.
const sameRuntime: Readonly<Record<string, string>> = {
  'pytorch-training-arm64': 'pytorch-training',
  'pytorch-inference-arm64': 'pytorch-inference',
  'pytorch-inference-graviton': 'pytorch-inference',
  'tensorflow-inference-arm64': 'tensorflow-inference',
  'tensorflow-inference-graviton': 'tensorflow-inference',
};

/** The systems of images whose tags do not name one, from their Dockerfiles. */
const systems: readonly (readonly [repository: string, tag: RegExp, os: string])[] = [
  ['sagemaker-scikit-learn', /^1\.9-/, 'amzn2023'],
  ['sagemaker-scikit-learn', /./, 'ubuntu'],
  ['sagemaker-xgboost', /^3\.2-/, 'amzn2023'],
  ['sagemaker-xgboost', /^([012]\.|3\.0-)/, 'ubuntu'],
];

/** Server images that SageMaker starts with `serve`; the data has the other two. */
const servers: Readonly<Record<string, RuntimeData>> = {
  ray: { entrypoint: ['/usr/local/bin/sagemaker_entrypoint.sh'], cmd: ['serve'], trainOnPath: false, serveOnPath: true },
  'vllm-omni': { entrypoint: ['/usr/local/bin/sagemaker_entrypoint.sh'], trainOnPath: false, serveOnPath: true },
  whisperx: { entrypoint: ['/usr/local/bin/sagemaker_entrypoint.sh'], trainOnPath: false, serveOnPath: true },
  'huggingface-vllm': { entrypoint: ['/usr/local/bin/sagemaker_entrypoint.sh'], trainOnPath: false, serveOnPath: true },
};

/** Says how a prebuilt image starts; undefined for images that are not AWS's. */
export function runtimeOf(reference: ImageReference): ImageRuntime | undefined {
  const image = awsImageOf(reference);
  if (image === undefined) return undefined;
  const tag = reference.tag ?? '';
  const lookup = lookupTag(reference);
  const entry = lookup.kind === 'known' ? lookup.entry : undefined;
  const platform = platformOf(reference);
  const name = sameRuntime[image.name] ?? image.name;
  // Without knowing the build, nothing can be said of how it starts.
  const data = platform === 'ec2' ? plainMachine(name) : platform === 'unknown' ? {} : startOf(name, tag);
  const system = systemOf(name, tag, entry);
  const os = system?.startsWith('ubuntu') ? 'ubuntu' : system === 'amzn2023' ? 'amzn2023' : undefined;
  const runsOnSageMaker = platform === 'sagemaker' || platform === 'any';
  return {
    entrypoint: data.entrypoint,
    command: data.cmd,
    trainOnPath: data.trainOnPath,
    serveOnPath: data.serveOnPath,
    toolkits: data.toolkits ?? [],
    trainingModule: data.trainingModule,
    packageManager: os === 'ubuntu' ? 'apt' : os === 'amzn2023' ? 'dnf' : undefined,
    os,
    osVersion: /^ubuntu(\d.*)/.exec(system ?? '')?.[1],
    // The training image compiles its host name shim whenever it starts.
    hasCompiler: /^(pytorch|pytorch-training|huggingface-pytorch-training)$/.test(name) || undefined,
    hasJava: /^(sagemaker-(scikit-learn|xgboost)|(pytorch|mxnet|huggingface-(pytorch|tensorflow))-inference)$/.test(name) || undefined,
    hasNginx: /^(sagemaker-(scikit-learn|xgboost)|tensorflow-inference)$/.test(name) || undefined,
    labels: runsOnSageMaker ? labelsOf(name, tag) : { acceptBindToPort: undefined, multiModels: undefined },
  };
}

/** The data's record, with what changed from version to version. */
function startOf(name: string, tag: string): RuntimeData {
  const own = runtimes[name] ?? servers[name];
  if (own === undefined) return {};
  const inherited = own.inherits === undefined ? undefined : runtimes[own.inherits];
  const data: RuntimeData = { ...inherited, ...own };
  const isNumbered = /^\d+\.\d+/.test(tag);
  const minor = minorOf(tag);
  if (/^(tensorflow|huggingface-tensorflow)-(training|inference)$/.test(name) && name !== 'huggingface-tensorflow-inference') {
    const { entrypoint, ...rest } = data;
    if (!isNumbered || compareVersions(minor, '2.19') >= 0) return rest;
  }
  if (name === 'huggingface-pytorch-training' && Number(/transformers(\d+)/.exec(tag)?.[1] ?? 0) >= 5) {
    // Some of these start a script of their own.
    const { entrypoint, cmd, ...rest } = data;
    return rest;
  }
  if (name === 'pytorch-inference' && (!isNumbered || compareVersions(minor, '1.6') < 0)) {
    const { cmd, ...rest } = data;
    return rest;
  }
  return data;
}

/** Builds for EC2, ECS and EKS of the framework images have no toolkit; of the others nothing is known. */
function plainMachine(name: string): RuntimeData {
  return /^(base|pytorch|(pytorch|tensorflow)-(training|inference))$/.test(name) ? { trainOnPath: false, serveOnPath: false } : {};
}

function systemOf(name: string, tag: string, entry: ImageEntry | undefined): string | undefined {
  const named = /(?:^|-)(ubuntu\d+\.\d+|amzn2023)(?:-|$)/.exec(tag)?.[1];
  return (
    named ?? systems.find(([repository, pattern]) => repository === name && pattern.test(tag))?.[2] ?? entry?.os ?? familySystem(name, tag)
  );
}

/** All builds of these are on Ubuntu until the first that is on Amazon Linux. */
function familySystem(name: string, tag: string): string | undefined {
  if (!/^\d+\.\d+(\.\d+)?-(cpu|gpu)/.test(tag)) return undefined;
  const minor = minorOf(tag);
  if (/^pytorch-(training|inference)$/.test(name)) return compareVersions(minor, '2.10') <= 0 ? 'ubuntu' : undefined;
  if (/^tensorflow-(training|inference)$/.test(name)) return compareVersions(minor, '2.19') <= 0 ? 'ubuntu' : undefined;
  return undefined;
}

/** Labels as the current Dockerfiles have them; older GPU builds of pytorch-inference lack the one for several models. */
function labelsOf(name: string, tag: string): ImageRuntime['labels'] {
  if (/^sagemaker-(scikit-learn|xgboost)$/.test(name)) return { acceptBindToPort: true, multiModels: true };
  const modern = compareVersions(minorOf(tag), '2.6') >= 0 && /^\d+\.\d+/.test(tag);
  if (name === 'pytorch-inference') return { acceptBindToPort: true, multiModels: /-cpu(-|$)/.test(tag) || modern || undefined };
  if (name === 'tensorflow-inference')
    return { acceptBindToPort: true, multiModels: compareVersions(minorOf(tag), '2.19') >= 0 || undefined };
  return { acceptBindToPort: undefined, multiModels: undefined };
}
