import {
  accountOf,
  dnsSuffixes,
  familiesOf,
  type ImageRepository,
  isKnownRegion,
  publicGallery,
  regionsOf,
  repositoryOf,
} from './image-data.js';
import type { ImageReference } from './image-reference.js';

/** An image that AWS publishes, as its reference says. */
export interface AwsImage {
  /** The repository's name without the public gallery's namespace. */
  readonly name: string;
  /** undefined where the account is AWS's but the data does not have the repository. */
  readonly repository: ImageRepository | undefined;
}

/** Tells the images that AWS publishes from mirrors and from everything else; a mirror in a private account may hold anything. */
export function awsImageOf(reference: ImageReference): AwsImage | undefined {
  if (reference.account !== undefined) {
    return familiesOf(reference.account).length === 0
      ? undefined
      : { name: reference.repository, repository: repositoryOf(reference.repository) };
  }
  const full = `${reference.registry}/${reference.repository}`;
  if (!full.startsWith(`${publicGallery}/`)) return undefined;
  const name = full.slice(publicGallery.length + 1);
  return { name, repository: repositoryOf(name) };
}

/** The account that serves a repository of prebuilt images in a region; undefined where either is not in the data. */
export function familyAccount(repository: string, region: string): string | undefined {
  const family = repositoryOf(repository)?.family;
  return family === undefined ? undefined : accountOf(family, region);
}

/** The regions that an account of AWS serves prebuilt images in; empty for every other account. */
export function accountRegions(account: string): readonly string[] {
  return [...new Set(familiesOf(account).flatMap((family) => regionsOf(family, account)))].sort();
}

/** What the data says of the account, the region and the DNS suffix of a private ECR registry. */
export interface AccountCheck {
  readonly kind: 'right' | 'wrong' | 'unknown';
  /** Set where the account does not serve this repository in this region. */
  readonly expectedAccount?: string;
  /** Set where the host does not end as the hosts of the region's partition do. */
  readonly expectedDnsSuffix?: string;
}

// Both are used in every region, and neither has ever held the other's images.
const separateFamilies = new Set(['dlc', 'sklearn-xgboost']);

/**
 * Compares the registry's account with the one that serves the repository in that region. Private accounts are unknown
 * (they may mirror anything), but their DNS suffix is checked: it depends on the region alone.
 */
export function checkAccount(reference: ImageReference): AccountCheck {
  const { account, region } = reference;
  if (account === undefined || region === undefined) return { kind: 'unknown' };
  const expectedDnsSuffix = wrongSuffix(reference);
  const expectedAccount = wrongAccount(account, region, reference.repository);
  if (expectedAccount !== undefined || expectedDnsSuffix !== undefined) {
    return {
      kind: 'wrong',
      ...(expectedAccount === undefined ? {} : { expectedAccount }),
      ...(expectedDnsSuffix === undefined ? {} : { expectedDnsSuffix }),
    };
  }
  return { kind: familyAccount(reference.repository, region) === account ? 'right' : 'unknown' };
}

/** The suffix that the region's hosts have, where the reference has another. Dual-stack hosts are left alone. */
function wrongSuffix(reference: ImageReference): string | undefined {
  const { region, dnsSuffix } = reference;
  if (region === undefined || dnsSuffix === undefined || dnsSuffix.startsWith('on.') || !isKnownRegion(region)) return undefined;
  const expected = dnsSuffixes.find(([start]) => start !== '' && region.startsWith(start)) ?? dnsSuffixes.find(([start]) => start === '');
  return expected === undefined || expected[1] === dnsSuffix ? undefined : expected[1];
}

/** The account to write instead, where the one that is written is AWS's and surely does not serve this. */
function wrongAccount(account: string, region: string, repository: string): string | undefined {
  const families = familiesOf(account);
  if (families.length === 0) return undefined;
  const own = repositoryOf(repository)?.family;
  // A repository that the data does not have: the account itself says which family it belongs to.
  const candidates = own === undefined ? families : [own];
  const expected = new Set(candidates.map((family) => accountOf(family, region)));
  const [only] = expected;
  if (expected.size !== 1 || only === undefined || only === account || candidates.some((family) => openFamilies.has(family)))
    return undefined;
  if (!accountRegions(account).includes(region)) return only;
  // The account is at home in the region, with other images. Some have moved between families (Triton's did).
  return own !== undefined &&
    separateFamilies.has(own) &&
    !movedRepositories.has(repository) &&
    families.every((family) => separateFamilies.has(family))
    ? only
    : undefined;
}

// Spark's accounts keep their images in other regions too: a notebook of AWS's pulls us-east-2's in us-west-2.
const openFamilies = new Set(['spark']);

const movedRepositories = new Set(['sagemaker-tritonserver']);
