import { awsImageOf } from './image-accounts.js';
import { type ImageEntry, repositoryOf } from './image-data.js';
import { platformOf } from './image-platform.js';
import type { ImageReference } from './image-reference.js';
import { compareVersions, lookupTag, shortTag } from './image-tags.js';

export { type AccountCheck, accountRegions, checkAccount, familyAccount } from './image-accounts.js';
export { imageSourceDate } from './image-data.js';
export { type ImagePlatform, platformOf, sageMakerTag } from './image-platform.js';
export { type ImageRuntime, runtimeOf } from './image-runtime.js';
export { lookupTag, type TagLookup } from './image-tags.js';

/**
 * When the data was collected (ISO date). Whether an image's patches have ended is judged by this date and not by
 * today's, so that the same file gives the same findings tomorrow.
 */
export const imageDataDate = '2026-11-22';

export type ImageRole = 'training' | 'inference' | 'processing';

const roleOfScope: Readonly<Record<string, ImageRole>> = {
  training: 'training',
  inference: 'inference',
  inference_graviton: 'inference',
  eia: 'inference',
  processing: 'processing',
};

/** What the repository of a prebuilt image is made for; empty where that is not known, or where it is for any use. */
export function rolesOf(reference: ImageReference | undefined): readonly ImageRole[] {
  const image = reference && awsImageOf(reference);
  if (!image?.repository || image.repository.family === 'distribution') return [];
  return [...new Set(image.repository.scope.flatMap((scope) => roleOfScope[scope] ?? []))];
}

/** Whether AWS publishes the image for SageMaker to run: not a mirror, and not a build for plain machines. */
export function isPrebuiltSageMakerImage(reference: ImageReference | undefined): boolean {
  const image = reference && awsImageOf(reference);
  if (!image) return false;
  const platform = platformOf(reference);
  // The public gallery also holds images that only serve plain machines; the accounts are SageMaker's own.
  return platform !== 'ec2' && (reference.account !== undefined || platform !== 'unknown');
}

/** When AWS stops, or stopped, patching an image. */
export interface EndOfPatch {
  /** ISO date. */
  readonly date: string;
  /** By the date of the data. */
  readonly ended: boolean;
  /** An image for the same use that is still patched. */
  readonly successor?: { readonly repository: string; readonly tag: string };
}

/** Looks up the end of an image's patches; undefined where AWS has published none. */
export function endOfPatchOf(reference: ImageReference): EndOfPatch | undefined {
  const lookup = lookupTag(reference);
  if (lookup.kind !== 'known' || lookup.entry.endOfPatch === undefined) return undefined;
  const ended = lookup.entry.endOfPatch < imageDataDate;
  const successor = ended && platformOf(reference) !== 'ec2' ? successorOf(lookup.entry, reference.tag ?? '') : undefined;
  return { date: lookup.entry.endOfPatch, ended, ...(successor === undefined ? {} : { successor }) };
}

function successorOf(entry: ImageEntry, tag: string): EndOfPatch['successor'] {
  const processor = /(^|-)cpu(-|$)/.test(tag) ? 'cpu' : 'gpu';
  const candidates = (repositoryOf(entry.repository)?.entries ?? [])
    .filter((candidate) => candidate.endOfPatch !== undefined && candidate.endOfPatch >= imageDataDate)
    .sort((first, second) => compareVersions(second.version, first.version));
  for (const candidate of candidates) {
    // Bare tags (scikit-learn's, XGBoost's) name no processor.
    const listed = candidate.tags.find((full) => !/-(cpu|gpu|cu\d+)(-|$)/.test(full) || full.includes(`-${processor}-`));
    const successor = listed ?? shortTag(candidate, processor);
    if (successor !== undefined) return { repository: entry.repository, tag: successor };
  }
  return undefined;
}
