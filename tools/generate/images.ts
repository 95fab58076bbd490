/** One version as `src/sagemaker/facts/images.json` has it; only the fields that are read here. */
interface SourceVersion {
  readonly v: string;
  readonly base?: string;
  readonly py?: readonly string[];
  readonly proc?: readonly string[];
  readonly suffix?: Readonly<Record<string, string>>;
  readonly neuronSdk?: readonly string[];
  readonly tagPrefix?: string;
  readonly cuda?: string;
  readonly os?: string;
  readonly endOfPatch?: string;
  readonly tags?: readonly string[];
}

interface SourceRepository {
  readonly family: string;
  readonly scope: readonly string[];
  readonly versions: readonly SourceVersion[];
}

interface Source {
  readonly generated_from: Readonly<Record<string, { readonly date?: string }>>;
  readonly dnsSuffix: Readonly<Record<string, string>>;
  readonly publicGallery: string;
  readonly registries: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly runtime: Readonly<Record<string, { readonly note?: string; readonly server?: string }>>;
  readonly repositories: Readonly<Record<string, SourceRepository>>;
}

/** How the start of a tag spells a version: Hugging Face puts the framework before the library. */
function tagPrefix(version: SourceVersion): string {
  if (version.tagPrefix !== undefined) return version.tagPrefix;
  const framework = /^(?:pytorch|tensorflow)(.*)$/.exec(version.base ?? '')?.[1];
  return framework === undefined ? version.v : `${framework}-transformers${version.v}`;
}

/** What a line says after its versions: prefix|python|processors|cuda|os|end of patch|tags. */
function versionFacts(version: SourceVersion): string {
  const prefix = tagPrefix(version);
  const suffix = Object.values(version.suffix ?? {}).join('-');
  const fields = [
    prefix === version.v ? '' : prefix,
    (version.py ?? []).join(' '),
    (version.proc ?? []).join(' '),
    version.cuda ?? /cu\d+/.exec(suffix)?.[0] ?? '',
    version.os ?? /ubuntu\d+\.\d+|amzn\d+/.exec(suffix)?.[0] ?? '',
    version.endOfPatch ?? '',
    (version.tags ?? []).join(' '),
  ];
  return fields.join('|').replace(/\|+$/, '');
}

/** Lines for `image-data.ts` to read: versions|facts. Neighbours of which the same is known share a line. */
function versionLines(versions: readonly SourceVersion[]): string[] {
  const lines: { versions: string[]; facts: string }[] = [];
  for (const version of versions) {
    const facts = versionFacts(version);
    const last = lines.at(-1);
    if (last?.facts === facts) last.versions.push(version.v);
    else lines.push({ versions: [version.v], facts });
  }
  return lines.map((line) => `${line.versions.join(' ')}|${line.facts}`.replace(/\|$/, ''));
}

/**
 * Makes the compact image data that the product carries from the full one.
 * Returns the files to write, paths from the project's root.
 */
export function generateImages(sourceJson: string): Map<string, string> {
  const source = JSON.parse(sourceJson) as Source;
  const regions = [...new Set(Object.values(source.registries).flatMap((accounts) => Object.keys(accounts)))].sort();
  const sourceDate = Object.values(source.generated_from)
    .map((origin) => origin.date ?? '')
    .sort()
    .at(-1);

  const lines = [
    '// Generated from images.json by `npm run generate`; edit that file instead.',
    "import type { ImageData } from './image-data.js';",
    '',
    'export const imageData: ImageData = {',
    `  sourceDate: ${JSON.stringify(sourceDate)},`,
    `  publicGallery: ${JSON.stringify(source.publicGallery)},`,
    `  dnsSuffixes: ${JSON.stringify(source.dnsSuffix)},`,
    `  regions: ${JSON.stringify(regions.join(' '))},`,
    '  accounts: {',
    ...Object.entries(source.registries).map(
      ([family, accounts]) =>
        `    ${JSON.stringify(family)}: ${JSON.stringify(regions.map((region) => accounts[region] ?? '').join(' '))},`,
    ),
    '  },',
    '  runtimes: {',
    // Notes and servers are for readers of the source.
    ...Object.entries(source.runtime).map(
      ([repository, { note, server, ...runtime }]) => `    ${JSON.stringify(repository)}: ${JSON.stringify(runtime)},`,
    ),
    '  },',
    '  repositories: {',
    ...Object.entries(source.repositories).flatMap(([name, repository]) => [
      `    ${JSON.stringify(name)}: { family: ${JSON.stringify(repository.family)}, scope: ${JSON.stringify(repository.scope.join(' '))}, versions: [`,
      ...versionLines(repository.versions).map((line) => `      ${JSON.stringify(line)},`),
      '    ] },',
    ]),
    '  },',
    '};',
    '',
  ];
  return new Map([['src/sagemaker/facts/images.generated.ts', lines.join('\n')]]);
}
