import { awsImageOf } from './image-accounts.js';
import { type ImageEntry, type ImageRepository, imageSourceDate, repositoryOf } from './image-data.js';
import type { ImageReference } from './image-reference.js';

/** What the data says of a tag. */
export type TagLookup =
  | { readonly kind: 'known'; readonly entry: ImageEntry }
  /** A version above all that the data has; `dataDate` (ISO) is when the newest of its sources was written. */
  | { readonly kind: 'newer'; readonly dataDate: string }
  /** AWS never published it. `nearest`: tags of the same repository that exist. `elsewhere`: another repository that has it. */
  | {
      readonly kind: 'unknown-tag';
      readonly nearest: readonly string[];
      readonly elsewhere?: { readonly repository: string; readonly tag: string };
    }
  /** Nobody can tell: a private account, a repository that is not covered, a tag of another form. */
  | { readonly kind: 'unknown' };

const unknownTag: TagLookup = { kind: 'unknown' };
const newer: TagLookup = { kind: 'newer', dataDate: imageSourceDate };

/** `2.3.0-gpu-py311-cu121-ubuntu20.04-sagemaker-v1-2024-05-22-18-58-04` and every shorter form of it. */
const classicTag =
  /^(?<minor>\d+\.\d+)(?<patch>\.\d+)?-(?<processor>cpu|gpu)(?:-(?<python>py\d+))?(?:-cu\d+)?(?:-(?:ubuntu\d+\.\d+|amzn\d+))?(?:-(?:sagemaker|ec2|ecs|eks|e3))?(?:-v\d+(?:\.\d+)*)?(?:-\d{4}(?:-\d\d){5})?(?:-soci)?$/;
/** `2.13-cu133-amzn2023-sagemaker`: the repository `pytorch` names neither `gpu` nor Python. */
const unifiedTag = /^(?<minor>\d+\.\d+)(?:\.\d+)?-(?:cpu|cu\d+)(?:-[\w.]+)*$/;
/** `1.2-1-cpu-py3`: the number behind the hyphen is the container's revision. */
const revisionTag = /^(?<minor>\d+\.\d+)(?<patch>\.\d+)?(?:-\d{1,2})?(?<rest>(?:-[a-z][\w.]*)*)$/;
const libraryVersion = /(transformers|tgi|tei|lmi|optimum|tensorrtllm)(\d+(?:\.\d+)*)/;

/**
 * Repositories whose Dockerfiles were all seen, so that a gap in their versions is one; with the version from which the
 * Python of a tag is as the data says (older ones had `py3` and `py36` for the same image), and with minor versions that
 * were in the making when the data was collected.
 */
const classicRepositories: Readonly<
  Record<string, { readonly pythonFrom: string; readonly unsure?: string; readonly coveredBy?: readonly string[] }>
> = {
  'pytorch-training': { pythonFrom: '1.9', coveredBy: ['pytorch'] },
  'pytorch-inference': { pythonFrom: '1.9', coveredBy: ['pytorch-training', 'pytorch'] },
  'tensorflow-training': { pythonFrom: '2.2', unsure: '2.20' },
  'tensorflow-inference': { pythonFrom: '2.2', unsure: '2.20' },
  'autogluon-training': { pythonFrom: '0.3' },
  'autogluon-inference': { pythonFrom: '0.3' },
};

/**
 * Looks the tag of a prebuilt image up. Says `unknown-tag` only where AWS surely has no such image: version gaps and
 * Python versions in repositories that are covered whole. Patch versions and CUDA versions are not judged: the data
 * holds the last build of each version only.
 */
export function lookupTag(reference: ImageReference): TagLookup {
  const repository = awsImageOf(reference)?.repository;
  const tag = reference.tag;
  if (repository === undefined || tag === undefined) return unknownTag;
  if (Object.hasOwn(classicRepositories, repository.name)) return lookupClassic(repository, tag);
  if (repository.name === 'pytorch') return lookupUnified(repository, tag);
  if (repository.name === 'sagemaker-scikit-learn' || repository.name === 'sagemaker-xgboost') return lookupRevision(repository, tag);
  if (repository.name === 'xgboost') return lookupAlgorithm(repository, tag);
  return lookupOther(repository, tag);
}

/** Orders versions by their numbers: negative where `first` is the older one. */
export function compareVersions(first: string, second: string): number {
  const numbers = second.split(/[.-]/).map(Number);
  const difference = first.split(/[.-]/).map((part, index) => Number(part) - (numbers[index] ?? 0));
  return difference.find((part) => part !== 0 && !Number.isNaN(part)) ?? first.split(/[.-]/).length - numbers.length;
}

/** `2.10` of `2.10.0-gpu-py313`. */
export function minorOf(version: string): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? version;
}

/** A tag of the entry as people write it, for a processor: the short form, which means the SageMaker build. */
export function shortTag(entry: ImageEntry, processor: string): string | undefined {
  if (!entry.processors.includes(processor)) return undefined;
  const listed = pythonOf(entry).find((python) => entry.tags.some((tag) => tag.includes(`-${python}-`)));
  const python = listed ?? entry.python.at(-1);
  return [entry.version, processor, ...(python === undefined ? [] : [python])].join('-');
}

function lookupClassic(repository: ImageRepository, tag: string): TagLookup {
  const match = classicTag.exec(tag)?.groups;
  const facts = classicRepositories[repository.name];
  const { minor, processor } = match ?? {};
  if (match === undefined || facts === undefined || minor === undefined || processor === undefined) return unknownTag;
  const entries = repository.entries.filter((entry) => minorOf(entry.version) === minor);
  if (entries.length === 0) return lookupAbsentMinor(repository, tag, minor, processor);

  const python = match.python;
  const pythons = new Set(entries.flatMap(pythonOf));
  if (
    python !== undefined &&
    /^py3\d+$/.test(python) &&
    compareVersions(minor, facts.pythonFrom) >= 0 &&
    pythons.size > 0 &&
    !pythons.has(python)
  ) {
    return { kind: 'unknown-tag', nearest: tagsOf(entries, processor) };
  }
  const version = `${minor}${match.patch ?? ''}`;
  const entry =
    entries.find((candidate) => candidate.version === version || candidate.tags.some((listed) => listed.startsWith(`${version}-`))) ??
    (version === minor ? newest(entries) : undefined);
  return entry === undefined ? unknownTag : { kind: 'known', entry };
}

/** A minor version that the repository does not have: above all, below all, or in a gap. */
function lookupAbsentMinor(repository: ImageRepository, tag: string, minor: string, processor: string): TagLookup {
  const facts = classicRepositories[repository.name];
  const minors = repository.entries.map((entry) => minorOf(entry.version)).sort(compareVersions);
  const [oldest, latest] = [minors[0], minors.at(-1)];
  if (oldest === undefined || latest === undefined || minor === facts?.unsure) return unknownTag;
  if (compareVersions(minor, oldest) < 0) return unknownTag;
  const nearest = tagsOf(nearestEntries(repository, minor), processor);
  if (compareVersions(minor, latest) < 0) return { kind: 'unknown-tag', nearest };
  // Above all, yet older than what its sister repositories have: it was left out for good.
  const covering = facts?.coveredBy?.map(repositoryOf).find((other) => other?.entries.some((entry) => minorOf(entry.version) === minor));
  if (covering === undefined) return newer;
  const entry =
    repository.name === 'pytorch-training' ? covering.entries.find((candidate) => minorOf(candidate.version) === minor) : undefined;
  const moved = entry?.tags.find((listed) => listed.includes('-cpu-') === (processor === 'cpu'));
  const full = /-(ec2|ecs|eks|e3)\b/.test(tag) ? undefined : moved;
  return { kind: 'unknown-tag', nearest, ...(full === undefined ? {} : { elsewhere: { repository: covering.name, tag: full } }) };
}

function lookupUnified(repository: ImageRepository, tag: string): TagLookup {
  const minors = repository.entries.map((entry) => minorOf(entry.version)).sort(compareVersions);
  const [oldest, latest] = [minors[0], minors.at(-1)];
  const classic = classicTag.exec(tag)?.groups;
  // `-cpu` without Python is written alike in both.
  if (classic?.minor !== undefined && (classic.python !== undefined || classic.processor === 'gpu')) {
    const { minor, processor } = classic;
    if (oldest === undefined || latest === undefined || compareVersions(minor, latest) > 0) return unknownTag;
    const entry = newest(repository.entries.filter((candidate) => minorOf(candidate.version) === minor)) ?? newest(repository.entries);
    const nearest = (entry?.tags ?? []).filter((listed) => listed.includes('-cpu-') === (processor === 'cpu'));
    return {
      kind: 'unknown-tag',
      nearest,
      ...(compareVersions(minor, oldest) < 0 ? { elsewhere: { repository: 'pytorch-training', tag } } : {}),
    };
  }
  const minor = unifiedTag.exec(tag)?.groups?.minor;
  if (minor === undefined) return unknownTag;
  const entry = repository.entries.find((candidate) => minorOf(candidate.version) === minor);
  if (entry !== undefined) return { kind: 'known', entry };
  return latest !== undefined && compareVersions(minor, latest) > 0 ? newer : unknownTag;
}

function lookupRevision(repository: ImageRepository, tag: string): TagLookup {
  const match = revisionTag.exec(tag)?.groups;
  const minor = match?.minor;
  if (match === undefined || minor === undefined) return unknownTag;
  const minors = repository.entries.map((entry) => minorOf(entry.version)).sort(compareVersions);
  const entries = repository.entries.filter((entry) => minorOf(entry.version) === minor);
  const nearest = (entries.length > 0 ? entries : nearestEntries(repository, minor)).map(revisionTagOf);
  if (entries.length === 0) {
    if (compareVersions(minor, minors.at(-1) ?? minor) > 0) return newer;
    return compareVersions(minor, minors[0] ?? minor) < 0 ? unknownTag : { kind: 'unknown-tag', nearest };
  }
  // scikit-learn's own patch versions are not in the tags; only its first image had three numbers.
  const patch = match.patch;
  if (patch !== undefined && !entries.some((entry) => entry.version === `${minor}${patch}`)) return { kind: 'unknown-tag', nearest };
  if (repository.name === 'sagemaker-scikit-learn' && /-gpu\b/.test(match.rest ?? '')) return { kind: 'unknown-tag', nearest };
  const entry = longestPrefix(entries, tag);
  return entry === undefined ? unknownTag : { kind: 'known', entry };
}

/** The first XGBoost, an algorithm of its own: `1` and `latest` are all there is. */
function lookupAlgorithm(repository: ImageRepository, tag: string): TagLookup {
  const [entry] = repository.entries;
  if (entry === undefined) return unknownTag;
  if (tag === 'latest' || tag === entry.version) return { kind: 'known', entry };
  if (!/^\d+\.\d/.test(tag)) return unknownTag;
  const script = repositoryOf('sagemaker-xgboost');
  const known = script === undefined ? undefined : lookupRevision(script, tag);
  return {
    kind: 'unknown-tag',
    nearest: [entry.version],
    ...(known?.kind === 'known' ? { elsewhere: { repository: 'sagemaker-xgboost', tag } } : {}),
  };
}

/** Repositories that are not covered whole: what is not found is unknown, unless it is above everything. */
function lookupOther(repository: ImageRepository, tag: string): TagLookup {
  const listed = repository.entries.find((entry) => entry.tags.includes(tag));
  const entry = listed ?? longestPrefix(repository.entries, tag) ?? floating(repository, tag);
  if (entry !== undefined) {
    const python = /-(py3\d+)(?:-|$)/.exec(tag)?.[1];
    const judged =
      /^huggingface-(pytorch|tensorflow)-(training|inference)$/.test(repository.name) &&
      entry.prefix !== entry.version &&
      tag.startsWith(`${entry.prefix}-`);
    if (!judged || python === undefined || entry.python.length === 0 || entry.python.includes(python)) return { kind: 'known', entry };
    return { kind: 'unknown-tag', nearest: [tag.replace(python, entry.python.at(-1) ?? python)] };
  }
  const lead = /^\d+\.\d+(?:\.\d+)?(?=-)/.exec(tag)?.[0];
  const leads = repository.entries.flatMap((candidate) => /^\d+\.\d+(?:\.\d+)?/.exec(candidate.prefix)?.[0] ?? []).sort(compareVersions);
  const latest = leads.at(-1);
  if (lead !== undefined && latest !== undefined && compareVersions(lead, latest) > 0) return newer;
  const [, library, version] = libraryVersion.exec(tag) ?? [];
  const versions = repository.entries
    .flatMap((candidate) => [candidate.prefix, ...candidate.tags])
    .flatMap((text) => {
      const found = libraryVersion.exec(text);
      return found?.[1] === library && found?.[2] !== undefined ? [found[2]] : [];
    });
  const highest = versions.sort(compareVersions).at(-1);
  return version !== undefined && highest !== undefined && compareVersions(version, highest) > 0 ? newer : unknownTag;
}

/** `server-sagemaker-cuda` for its newest build, `0.18-gpu-py312` for the newest patch. */
function floating(repository: ImageRepository, tag: string): ImageEntry | undefined {
  const named = repository.entries.filter((entry) => entry.tags.some((listed) => listed.startsWith(`${tag}-v`)));
  if (/^[a-z]/.test(tag)) return newest(named);
  const minor = /^(\d+\.\d+)(?:\.\d+)?-/.exec(tag)?.[1];
  if (minor === undefined) return undefined;
  const short = tag.startsWith(`${minor}-`);
  return newest(
    repository.entries.filter(
      (entry) => entry.prefix === entry.version && (entry.version === minor || (short && minorOf(entry.version) === minor)),
    ),
  );
}

function longestPrefix(entries: readonly ImageEntry[], tag: string): ImageEntry | undefined {
  return entries
    .filter((entry) => entry.prefix !== '' && (tag === entry.prefix || tag.startsWith(`${entry.prefix}-`)))
    .sort((first, second) => second.prefix.length - first.prefix.length)[0];
}

function newest(entries: readonly ImageEntry[]): ImageEntry | undefined {
  return [...entries].sort((first, second) => compareVersions(second.version, first.version))[0];
}

/** Python versions of the entry, those of its listed tags too: the two sources do not always agree. */
function pythonOf(entry: ImageEntry): string[] {
  return [...entry.python, ...entry.tags.flatMap((tag) => /-(py\d+)-/.exec(tag)?.[1] ?? [])];
}

/** Up to two entries around an absent version, the newer one first. */
function nearestEntries(repository: ImageRepository, minor: string): ImageEntry[] {
  const above = repository.entries.filter((entry) => compareVersions(minorOf(entry.version), minor) > 0);
  const below = repository.entries.filter((entry) => compareVersions(minorOf(entry.version), minor) < 0);
  const next = [...above].sort((first, second) => compareVersions(first.version, second.version))[0];
  const nextMinor = next && newest(above.filter((entry) => minorOf(entry.version) === minorOf(next.version)));
  return [nextMinor, newest(below)].filter((entry) => entry !== undefined);
}

function tagsOf(entries: readonly ImageEntry[], processor: string): string[] {
  const sorted = [...entries].sort((first, second) => compareVersions(second.version, first.version));
  return [...new Set(sorted.flatMap((entry) => shortTag(entry, processor) ?? []))].slice(0, 3);
}

/** `1.2-1-cpu-py3`, or `1.7-1` where the tag is the bare version. */
function revisionTagOf(entry: ImageEntry): string {
  return entry.tags[0] ?? [entry.version, ...(entry.processors.length > 0 ? ['cpu', ...entry.python.slice(0, 1)] : [])].join('-');
}
