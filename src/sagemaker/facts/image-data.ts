import { imageData } from './images.generated.js';

/** How a repository's images start, as AWS's Dockerfiles say. `cmd` may end in `...`: the rest is not written down. */
export interface RuntimeData {
  readonly entrypoint?: readonly string[] | null;
  readonly cmd?: readonly string[] | null;
  readonly trainOnPath?: boolean;
  readonly serveOnPath?: boolean;
  readonly toolkits?: readonly string[];
  readonly trainingModule?: string;
  readonly inherits?: string;
  readonly onlyTagSuffix?: string;
}

/** The shape of images.generated.ts; lists are texts with blanks between to keep it small. */
export interface ImageData {
  /** When the newest of the sources was written: what was published later is not in the data. */
  readonly sourceDate: string;
  readonly publicGallery: string;
  /** By the start of the region's name; `default` for the rest. */
  readonly dnsSuffixes: Readonly<Record<string, string>>;
  readonly regions: string;
  /** By registry family: the account of each region, in the order of `regions`. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly runtimes: Readonly<Record<string, RuntimeData>>;
  readonly repositories: Readonly<
    Record<string, { readonly family: string; readonly scope: string; readonly versions: readonly string[] }>
  >;
}

/** One version of a prebuilt image. */
export interface ImageEntry {
  readonly repository: string;
  readonly version: string;
  /** What its tags start with: the version, unless the repository spells more into its tags. */
  readonly prefix: string;
  readonly python: readonly string[];
  readonly processors: readonly string[];
  /** Of the last build that was seen. */
  readonly cuda: string | undefined;
  /** Of the last build that was seen, such as `ubuntu22.04`. */
  readonly os: string | undefined;
  /** ISO date. */
  readonly endOfPatch: string | undefined;
  /** Full tags that AWS lists, SageMaker builds only. */
  readonly tags: readonly string[];
}

/** A repository of prebuilt images. */
export interface ImageRepository {
  readonly name: string;
  readonly family: string;
  readonly scope: readonly string[];
  readonly entries: readonly ImageEntry[];
}

// Accounts are read from the texts once, repositories when they are first asked for.
const regions: readonly string[] = imageData.regions.split(' ');
const accountsByFamily: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(imageData.accounts).map(([family, accounts]) => [family, accounts.split(' ')]),
);
const familiesByAccount = collectFamilies();
const repositories = new Map<string, ImageRepository | undefined>();

/** The partitions' DNS suffixes by the start of the region's name, the default under ''. */
export const dnsSuffixes: readonly (readonly [start: string, suffix: string])[] = Object.entries(imageData.dnsSuffixes).map(
  ([start, suffix]) => [start === 'default' ? '' : start, suffix],
);

/** Where the same images may be pulled without login: registry and namespace. */
export const publicGallery = imageData.publicGallery;

/** When the newest source of the data was written (ISO date). */
export const imageSourceDate = imageData.sourceDate;

export const runtimes = imageData.runtimes;

export const repositoryNames: readonly string[] = Object.keys(imageData.repositories);

/** Whether a region of that name is in the data. */
export function isKnownRegion(region: string): boolean {
  return regions.includes(region);
}

/** The account that serves a registry family in a region. */
export function accountOf(family: string, region: string): string | undefined {
  return accountsByFamily.get(family)?.[regions.indexOf(region)] || undefined;
}

/** The regions in which the account serves the family. */
export function regionsOf(family: string, account: string): readonly string[] {
  const accounts = accountsByFamily.get(family) ?? [];
  return regions.filter((_, index) => accounts[index] === account);
}

/** The registry families that the account serves somewhere; empty for accounts that are not AWS's. */
export function familiesOf(account: string): readonly string[] {
  return familiesByAccount.get(account) ?? [];
}

/** The repository of that name, parsed on first use. */
export function repositoryOf(name: string): ImageRepository | undefined {
  if (!repositories.has(name)) repositories.set(name, readRepository(name));
  return repositories.get(name);
}

function collectFamilies(): Map<string, string[]> {
  const families = new Map<string, string[]>();
  for (const [family, accounts] of accountsByFamily) {
    for (const account of new Set(accounts)) {
      if (account !== '') families.set(account, [...(families.get(account) ?? []), family]);
    }
  }
  return families;
}

function readRepository(name: string): ImageRepository | undefined {
  if (!Object.hasOwn(imageData.repositories, name)) return undefined;
  const data = imageData.repositories[name];
  if (data === undefined) return undefined;
  return { name, family: data.family, scope: words(data.scope), entries: data.versions.flatMap((line) => readEntries(name, line)) };
}

function readEntries(repository: string, line: string): ImageEntry[] {
  const [versions = '', prefix = '', python = '', processors = '', cuda = '', os = '', endOfPatch = '', tags = ''] = line.split('|');
  // An empty version is one that the data gives no name: its images are found by account only.
  return versions.split(' ').map((version) => ({
    repository,
    version,
    prefix: prefix || version,
    python: words(python),
    processors: words(processors),
    cuda: cuda || undefined,
    os: os || undefined,
    endOfPatch: endOfPatch || undefined,
    tags: words(tags),
  }));
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
