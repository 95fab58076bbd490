import type { ImageReference } from './image-reference.js';

/** What is known for certain of a well-known public image; undefined wherever builds differ or nobody is sure. */
export interface PublicImage {
  /** Its name on Docker Hub, without a mirror's or an architecture's prefix; the full name elsewhere. */
  readonly family: string;
  readonly distribution: Distribution | undefined;
  readonly packageManager: 'apt' | 'apk' | 'dnf' | 'yum' | 'none' | undefined;
  /** passes-arguments: a script or tini that executes what stands behind it. other: a server, or a script with a will of its own. */
  readonly entrypoint: 'none' | 'passes-arguments' | 'other' | undefined;
  /** What stands in PATH before the standard folders, where that is known; a folder that holds nothing but one language's own programs may be left out. */
  readonly pathDirectories: readonly string[] | undefined;
  readonly workingDirectory: string | undefined;
  readonly hasPython: boolean | undefined;
  readonly hasCompiler: boolean | undefined;
  readonly hasJava: boolean | undefined;
  readonly hasNginx: boolean | undefined;
  readonly hasBash: boolean | undefined;
  /** A slim, Alpine or base build. */
  readonly minimal: boolean;
}

export type Distribution =
  | 'debian'
  | 'ubuntu'
  | 'alpine'
  | 'amazonlinux'
  | 'centos'
  | 'rockylinux'
  | 'almalinux'
  | 'fedora'
  | 'oraclelinux'
  | 'scratch';

type Facts = Partial<Omit<PublicImage, 'family'>>;
type Family = readonly [names: RegExp, facts: (tag: string, name: string) => Facts | undefined];

const condaPath = ['/opt/conda/bin'];
const cudaPath = ['/usr/local/nvidia/bin', '/usr/local/cuda/bin'];

const empty: Facts = {
  entrypoint: 'none',
  pathDirectories: [],
  workingDirectory: '/',
  hasCompiler: false,
  hasJava: false,
  hasNginx: false,
};
const plainSystem: Facts = { ...empty, hasPython: false };

const families: readonly Family[] = [
  [
    /^ubuntu$/,
    (tag) => ({ ...plainSystem, distribution: 'ubuntu', ...(/^(1[0-4]|trusty|precise)/.test(tag) ? { hasPython: undefined } : {}) }),
  ],
  [/^debian$/, (tag) => ({ ...plainSystem, distribution: 'debian', minimal: /slim/.test(tag) })],
  [/^alpine$/, () => ({ ...plainSystem, distribution: 'alpine' })],
  [/^amazonlinux$/, (tag) => ({ ...empty, distribution: 'amazonlinux', packageManager: amazonManager(tag), minimal: /minimal/.test(tag) })],
  [/^centos$/, (tag) => ({ ...empty, distribution: 'centos', packageManager: /^(centos)?[567]/.test(tag) ? 'yum' : 'dnf' })],
  [
    /^(rockylinux|almalinux)(\/(rockylinux|almalinux))?$/,
    (tag, name) => ({
      ...empty,
      distribution: name.startsWith('rocky') ? 'rockylinux' : 'almalinux',
      packageManager: /minimal/.test(tag) ? undefined : 'dnf',
    }),
  ],
  [/^fedora$/, () => ({ ...empty, distribution: 'fedora', packageManager: 'dnf' })],
  // No shell, no package manager: what is in it comes with COPY. The builds for Python and Java begin with their interpreter.
  [/^gcr\.io\/distroless\//, () => ({ packageManager: 'none', hasCompiler: false, hasNginx: false, hasBash: false })],
  [/^scratch$/, () => ({ ...plainSystem, distribution: 'scratch', packageManager: 'none', hasBash: false })],

  [/^python$/, (tag) => ({ ...empty, distribution: debianOrAlpine(tag), hasPython: true, hasCompiler: !/slim|alpine/.test(tag) })],
  [
    /^golang$/,
    (tag) => ({
      ...empty,
      distribution: debianOrAlpine(tag),
      pathDirectories: ['/go/bin', '/usr/local/go/bin'],
      workingDirectory: '/go',
      hasCompiler: !/alpine/.test(tag),
    }),
  ],
  [/^rust$/, (tag) => ({ ...empty, distribution: debianOrAlpine(tag), pathDirectories: ['/usr/local/cargo/bin'], hasCompiler: true })],
  // Its entry point starts `node serve` where no program is called serve.
  [/^node$/, (tag) => ({ ...empty, distribution: debianOrAlpine(tag), entrypoint: 'other', hasCompiler: !/slim|alpine/.test(tag) })],
  [/^nginx$/, (tag) => ({ ...empty, distribution: debianOrAlpine(tag), entrypoint: 'passes-arguments', hasNginx: true })],

  [/^openjdk$/, (tag) => ({ ...empty, distribution: openjdkSystem(tag), hasJava: true, hasCompiler: undefined })],
  // The entry point imports certificates and then executes its arguments; older builds have none.
  [
    /^eclipse-temurin$/,
    (tag) => ({
      ...empty,
      distribution: /ubi|windows|nanoserver/.test(tag) ? undefined : /alpine/.test(tag) ? 'alpine' : 'ubuntu',
      entrypoint: 'passes-arguments',
      hasJava: true,
      hasCompiler: undefined,
    }),
  ],
  [
    /^amazoncorretto$/,
    (tag) => ({
      ...empty,
      distribution: /alpine/.test(tag) ? 'alpine' : /debian|bookworm|bullseye/.test(tag) ? 'debian' : 'amazonlinux',
      packageManager: /alpine/.test(tag) ? 'apk' : undefined,
      hasJava: true,
      hasCompiler: undefined,
    }),
  ],

  [/^(rocker\/)?r-base$/, () => ({ ...empty, distribution: 'debian', hasCompiler: true })],
  [/^rocker\/r-ver$/, (tag) => ({ ...empty, distribution: /^3\./.test(tag) ? 'debian' : 'ubuntu', hasCompiler: undefined })],

  [
    /^continuumio\/(miniconda3|anaconda3?|miniconda)$/,
    (tag, name) => conda(tag, name.endsWith('miniconda3') ? false : undefined, /alpine/.test(tag) ? 'alpine' : 'debian'),
  ],
  [/^condaforge\//, (tag) => conda(tag, undefined, undefined)],
  [
    /^mambaorg\/micromamba$/,
    (tag) => ({
      distribution: /alpine|cuda|jammy|noble|focal/.test(tag) ? undefined : 'debian',
      entrypoint: 'passes-arguments',
      hasJava: false,
      hasNginx: false,
    }),
  ],

  [
    /^(nvcr\.io\/)?nvidia\/cuda$/,
    (tag) => ({
      ...empty,
      distribution: cudaSystem(tag),
      packageManager: cudaManager(tag),
      entrypoint: 'passes-arguments',
      pathDirectories: cudaPath,
      hasCompiler: /devel/.test(tag) ? true : /base|runtime/.test(tag) ? false : undefined,
      minimal: /base/.test(tag),
    }),
  ],
  [
    /^nvcr\.io\/nvidia\/(pytorch|tensorflow)$/,
    () => ({ distribution: 'ubuntu', entrypoint: 'passes-arguments', hasPython: true, hasNginx: false }),
  ],
  // Built with SageMaker among its end points, it brings a program called serve, and both capability labels.
  // https://github.com/triton-inference-server/server/blob/main/build.py
  [/^nvcr\.io\/nvidia\/tritonserver$/, () => ({ distribution: 'ubuntu', hasPython: true, hasNginx: false })],
  [
    /^tensorflow\/tensorflow$/,
    (tag) => ({
      distribution: 'ubuntu',
      entrypoint: 'passes-arguments',
      hasPython: true,
      hasNginx: false,
      ...(/devel/.test(tag) ? {} : { hasJava: false }),
    }),
  ],
  [
    /^pytorch\/pytorch$/,
    (tag) => ({
      distribution: 'ubuntu',
      entrypoint: 'passes-arguments',
      pathDirectories: ['/opt/conda/bin', ...cudaPath],
      workingDirectory: '/workspace',
      hasPython: true,
      hasJava: false,
      hasNginx: false,
      ...(/devel/.test(tag) ? { hasCompiler: true } : {}),
    }),
  ],
  [
    /^(quay\.io\/)?jupyter\//,
    (_, name) => ({
      distribution: 'ubuntu',
      entrypoint: 'passes-arguments',
      pathDirectories: condaPath,
      workingDirectory: '/home/jovyan',
      hasPython: true,
      hasNginx: false,
      ...(/spark/.test(name) ? { hasJava: true } : {}),
    }),
  ],

  // Servers: their entry point starts them, whatever the argument.
  [
    /^(vllm\/vllm-openai|tensorflow\/serving|pytorch\/torchserve|deepjavalibrary\/djl-serving|awsdeeplearningteam\/multi-model-server)$/,
    () => ({ entrypoint: 'other' }),
  ],
  [/^ghcr\.io\/huggingface\/text-(generation|embeddings)-inference$/, () => ({ entrypoint: 'other' })],
  [/^public\.ecr\.aws\/lambda\//, () => ({ entrypoint: 'other', distribution: 'amazonlinux' })],
  [
    /^mcr\.microsoft\.com\/dotnet\/(aspnet|runtime|sdk)$/,
    (tag) => (/^[5-9]\.\d($|\.|-(bookworm|bullseye))/.test(tag) ? { ...empty, distribution: 'debian', hasCompiler: undefined } : undefined),
  ],
];

// Copies of Docker's official images, and names that mean the same image.
const mirrors: readonly (readonly [RegExp, string])[] = [
  [/^(public\.ecr\.aws\/docker|mirror\.gcr\.io)\/library\//, ''],
  [/^public\.ecr\.aws\/amazonlinux\/amazonlinux$/, 'amazonlinux'],
  [/^public\.ecr\.aws\/(ubuntu|lts)\/ubuntu$/, 'ubuntu'],
  [/^public\.ecr\.aws\/debian\/debian$/, 'debian'],
  [/^public\.ecr\.aws\/amazoncorretto\/amazoncorretto$/, 'amazoncorretto'],
  [/^(amd64|arm64v8|arm32v7)\/(?=[^/]+$)/, ''],
];

/** Looks a public image up by its name and tag; undefined for names that are not well known, and for Windows builds. */
export function publicImage(reference: ImageReference): PublicImage | undefined {
  const tag = reference.tag ?? (reference.digest === undefined ? 'latest' : '');
  if (reference.account !== undefined || /windows|nanoserver/.test(tag)) return undefined;
  const full = reference.registry === 'docker.io' ? reference.repository : `${reference.registry}/${reference.repository}`;
  const name = mirrors.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), full);
  const family = families.find(([names]) => names.test(name));
  const facts = family?.[1](tag, name);
  if (facts === undefined) return undefined;
  // With a digest alone, the variant is not known, and so neither is what depends on it.
  const image = { ...unknownFacts, ...facts, ...(tag === '' ? unknownVariant : {}) };
  const distribution = image.distribution;
  return {
    ...image,
    family: name,
    packageManager: image.packageManager ?? managerOf(distribution),
    hasBash: image.hasBash ?? (distribution === undefined ? undefined : distribution !== 'alpine'),
    minimal: image.minimal || /slim|alpine|minimal/.test(tag),
  };
}

/** Whether the image starts what SageMaker appends: no entry point, or one that executes its arguments. undefined: not known. */
export function isPlain(image: PublicImage): boolean | undefined {
  return image.entrypoint === undefined ? undefined : image.entrypoint !== 'other';
}

const unknownFacts: Omit<PublicImage, 'family'> = {
  distribution: undefined,
  packageManager: undefined,
  entrypoint: undefined,
  pathDirectories: undefined,
  workingDirectory: undefined,
  hasPython: undefined,
  hasCompiler: undefined,
  hasJava: undefined,
  hasNginx: undefined,
  hasBash: undefined,
  minimal: false,
};

const unknownVariant = { distribution: undefined, packageManager: undefined, hasCompiler: undefined, hasBash: undefined };

function managerOf(distribution: Distribution | undefined): PublicImage['packageManager'] {
  if (distribution === 'debian' || distribution === 'ubuntu') return 'apt';
  return distribution === 'alpine' ? 'apk' : undefined;
}

function debianOrAlpine(tag: string): Distribution {
  return /alpine/.test(tag) ? 'alpine' : 'debian';
}

function amazonManager(tag: string): PublicImage['packageManager'] {
  if (/minimal/.test(tag)) return undefined;
  if (/^(2023|latest$)/.test(tag)) return 'dnf';
  return /^(1|2|201\d\.\d+)($|\.|-)/.test(tag) ? 'yum' : undefined;
}

/** Until 11 the default was Debian, later Oracle Linux. */
function openjdkSystem(tag: string): Distribution | undefined {
  if (/alpine/.test(tag)) return 'alpine';
  if (/slim|buster|bullseye|bookworm|stretch|jessie|sid/.test(tag)) return 'debian';
  if (/oracle/.test(tag)) return 'oraclelinux';
  return /^([789]|10|11)($|[-.u])/.test(tag) ? 'debian' : undefined;
}

function cudaSystem(tag: string): Distribution | undefined {
  if (/ubuntu/.test(tag)) return 'ubuntu';
  if (/rockylinux/.test(tag)) return 'rockylinux';
  if (/amzn/.test(tag)) return 'amazonlinux';
  return /centos/.test(tag) ? 'centos' : undefined;
}

function cudaManager(tag: string): PublicImage['packageManager'] {
  if (/centos[67]/.test(tag)) return 'yum';
  return /centos8|rockylinux|amzn2023/.test(tag) ? 'dnf' : undefined;
}

/** Conda images: none or tini, by age; both start what is appended. */
function conda(tag: string, hasCompiler: boolean | undefined, distribution: Distribution | undefined): Facts {
  return {
    ...empty,
    distribution,
    entrypoint: 'passes-arguments',
    pathDirectories: condaPath,
    hasPython: true,
    hasCompiler,
    hasJava: tag === '' ? undefined : false,
  };
}
