import { repositoryOf } from './image-data.js';
import { platformOf } from './image-platform.js';
import type { ImageReference } from './image-reference.js';
import { runtimeOf } from './image-runtime.js';
import { lookupTag, shortTag } from './image-tags.js';
import { rolesOf } from './images.js';

/** The word by which SageMaker starts a container. */
export type StartedAs = 'train' | 'serve';

const roles = { train: 'training', serve: 'inference' } as const;

/** What a prebuilt image is made for, in words, where that is not what it is started as. */
export interface WrongJob {
  readonly madeFor: string;
  /** It surely has no program of that name; else only its repository says so. */
  readonly isCertain: boolean;
}

/**
 * Whether a prebuilt image is made for something else than it would be started as. Undefined for images of both kinds, for
 * builds for plain machines (they have neither program), and for those of which nobody can tell.
 */
export function wrongJobOf(reference: ImageReference, as: StartedAs): WrongJob | undefined {
  const found = rolesOf(reference);
  if (found.length === 0 || found.includes(roles[as]) || platformOf(reference) === 'ec2') return undefined;
  const runtime = runtimeOf(reference);
  const onPath = as === 'train' ? runtime?.trainOnPath : runtime?.serveOnPath;
  // Of the older images only the name says what they are for, and some are for more than that.
  if (onPath === true || (onPath === undefined && !/(training|inference|serving|processing)/.test(reference.repository))) return undefined;
  const madeFor = found.includes('training') ? 'training' : found.includes('inference') ? 'inference' : 'processing';
  return { madeFor, isCertain: onPath === false };
}

/** The image of the same versions that is made for the other job; undefined where AWS has published none. */
export function counterpartOf(reference: ImageReference, as: StartedAs): { readonly repository: string; readonly tag: string } | undefined {
  const { tag } = reference;
  const repository = reference.repository.replace(as === 'train' ? '-inference' : '-training', `-${roles[as]}`);
  if (tag === undefined || repository === reference.repository || !repositoryOf(repository)) return undefined;
  const lookup = lookupTag({ ...reference, repository });
  if (lookup.kind !== 'known') return undefined;
  const { entry } = lookup;
  if (entry.tags.includes(tag)) return { repository, tag };
  const short = entry.prefix === entry.version ? shortTag(entry, /(^|-)cpu(-|$)/.test(tag) ? 'cpu' : 'gpu') : undefined;
  return short === undefined ? undefined : { repository, tag: short };
}
