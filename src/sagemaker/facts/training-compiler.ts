import { compareReleases } from '../../languages/requirements/specifier.js';

/** The classes of instances that the SDK accepts: training_compiler/config.py of its version 2.257.6. */
export const compilerInstanceClasses: readonly string[] = ['p3', 'p3dn', 'g4dn', 'p4d', 'g5'];

/** What goes together in the images of Training Compiler: image_uri_config/*-training-compiler.json of the same version. */
const pytorchVersions = ['1.12.0', '1.13.1'];
const huggingFaceVersions = [
  { transformers: '4.11.0', pytorch: '1.9.0', tensorflow: '2.5.1' },
  { transformers: '4.17.0', pytorch: '1.10.2', tensorflow: '2.6.3' },
  { transformers: '4.21.1', pytorch: '1.11.0', tensorflow: undefined },
];
/** The images of TensorFlow itself bring the compiler from this version on. */
export const firstTensorFlow = '2.9';

/** Whether there is an image of PyTorch with Training Compiler; `1.13` stands for the release that there is of it. */
export function hasPyTorchImage(version: string): boolean {
  return pytorchVersions.some((known) => isSameRelease(version, known));
}

/** Whether there is an image of Hugging Face with Training Compiler for these versions, as far as they are known. */
export function hasHuggingFaceImage(versions: {
  readonly transformers: string | undefined;
  readonly pytorch: string | undefined;
  readonly tensorflow: string | undefined;
}): boolean {
  return huggingFaceVersions.some(
    (known) =>
      (versions.transformers === undefined || isSameRelease(versions.transformers, known.transformers)) &&
      (versions.pytorch === undefined || isSameRelease(versions.pytorch, known.pytorch)) &&
      (versions.tensorflow === undefined || isSameRelease(versions.tensorflow, known.tensorflow)),
  );
}

/** The versions for people: `1.12.0, 1.13.1`. */
export const pytorchVersionList = pytorchVersions.join(' and ');
export const huggingFaceVersionList = huggingFaceVersions
  .map(
    ({ transformers, pytorch, tensorflow }) =>
      `${transformers} with PyTorch ${pytorch}${tensorflow === undefined ? '' : ` or TensorFlow ${tensorflow}`}`,
  )
  .join(', ');

/** A version that the SDK reads: numbers with dots. Others are nobody's to judge. */
export function isRelease(version: string): boolean {
  return /^\d+(\.\d+)+$/.test(version);
}

/** Whether a version is at least another one. */
export function isFrom(version: string, first: string): boolean {
  return compareReleases(version, first) >= 0;
}

function isSameRelease(version: string, known: string | undefined): boolean {
  return known !== undefined && (version === known || known.replace(/\.\d+$/, '') === version);
}

/** GPUs of the instance types of these classes that have more than one. */
const severalGpus = /^ml\.(p3\.(8|16)xlarge|p3dn\.24xlarge|p4d\.24xlarge|g4dn\.(12xlarge|metal)|g5\.(12|24|48)xlarge)$/;

/** Whether an instance type has more than one GPU. */
export function hasSeveralGpus(instanceType: string): boolean {
  return severalGpus.test(instanceType);
}
