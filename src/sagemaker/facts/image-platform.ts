import { awsImageOf } from './image-accounts.js';
import type { ImageReference } from './image-reference.js';
import { compareVersions, minorOf } from './image-tags.js';

/** What an image is built for. `any`: both SageMaker and plain machines. */
export type ImagePlatform = 'sagemaker' | 'ec2' | 'any' | 'unknown';

// These exist in a build for SageMaker and in one for plain machines, told apart by the tag.
const twoBuilds = /^(pytorch|tensorflow)-(training|inference)(-arm64)?$/;
const serverImages = /^(vllm|vllm-omni|vllm-arm64|sglang|ray|whisperx)$/;

/** The versions until which images were not told apart: the tag had no platform word before about 2021 (pytorch 1.9 and tensorflow 2.5 came with it). */
const untilShared: Readonly<Record<string, string>> = { pytorch: '1.8', tensorflow: '2.4' };

/**
 * Says which machines the tag's build is for. Images for EC2, ECS and EKS have neither `train` nor `serve`, and in the
 * repository `pytorch` (2.11 and later) they are the ones without a platform word. Private mirrors are unknown.
 */
export function platformOf(reference: ImageReference): ImagePlatform {
  const image = awsImageOf(reference);
  const tag = reference.tag;
  if (image?.repository === undefined) return 'unknown';
  if (image.name === 'base') return 'ec2';
  if (tag === undefined) return image.repository.family === 'dlc' ? 'unknown' : 'sagemaker';
  if (/(^|-)sagemaker(-|$)/.test(tag)) return 'sagemaker';
  if (image.repository.family === 'dlc' && /(^|-)(ec2|ecs|eks|e3)(-|$)/.test(tag)) return 'ec2';
  if (image.name === 'pytorch') return /^\d+\.\d+(\.\d+)?-(cpu|cu\d+)(-|$)/.test(tag) ? 'ec2' : 'unknown';
  if (serverImages.test(image.name)) return /^(server|omni)-cuda|^serve-[a-z]+-(cpu|cuda)/.test(tag) ? 'ec2' : 'unknown';
  if (/neuron/.test(image.name)) return 'any';
  const framework = twoBuilds.exec(image.name)?.[1];
  if (framework === undefined) return 'sagemaker';
  if (!/^\d+\.\d+/.test(tag)) return 'unknown';
  if (compareVersions(minorOf(tag), untilShared[framework] ?? '0.0') <= 0) return 'any';
  // Without the system's name, the tag is a short form: it means the SageMaker build.
  return /-(ubuntu|amzn)/.test(tag) ? 'unknown' : 'sagemaker';
}

/** The tag of the same image built for SageMaker, as AWS spells it. */
export function sageMakerTag(tag: string): string {
  // A version number or a date behind the platform counts the builds of that platform.
  const plain = tag.replace(/-(ec2|ecs|eks|e3)(-.*)?$/, '');
  if (plain === tag) {
    const server = tag.replace(/^(server|omni|serve-[a-z]+)-/, '$1-sagemaker-');
    return server === tag ? `${tag}-sagemaker` : server;
  }
  // Short tags and those from before 2021 mean SageMaker without saying so.
  return /-e3(-|$)/.test(tag) || !/-(ubuntu|amzn)/.test(plain) ? plain : `${plain}-sagemaker`;
}
