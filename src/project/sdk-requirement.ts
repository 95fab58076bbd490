import { parseRequirement, parseRequirements } from '../languages/requirements/parse.js';
import { isAtLeast, isBelow, parseVersionRange, type VersionRange } from '../languages/requirements/specifier.js';
import type { DocumentPlace, Place, SourceDocument } from '../text/document.js';
import type { ProjectFiles } from './files.js';
import { partsOf } from './parts.js';
import { joinPath, parentFolder } from './paths.js';

interface VersionedRequirement {
  /** The requirement: `sagemaker[local]>=2`. */
  readonly at: Place | DocumentPlace;
  readonly text: string;
  readonly range: VersionRange;
  /** It is installed as it stands there: nothing has it pinned, and no older one is kept. */
  readonly isFresh: boolean;
  rewritten(specifier: string): string;
}

/** What a project says of the version of the SageMaker Python SDK that its launches run with. */
export interface SdkRequirement {
  /** The requirement: `sagemaker[local]>=2`. */
  readonly at: Place | DocumentPlace;
  readonly text: string;
  /** It is installed anew and nothing holds it back, so that pip takes the newest version. */
  readonly isNewest: boolean;
  /** The clause that says how old it may be, `>=2.180`; undefined where it has none. */
  readonly lower: string | undefined;
  /** Whether it admits no version from this one on. */
  isBelow(version: string): boolean;
  /** Whether it admits no version before this one. */
  isFrom(version: string): boolean;
  /** How it is written with another specifier. */
  rewritten(specifier: string): string;
}

const locks = ['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock', 'requirements.lock', 'constraints.txt'];

/**
 * The requirement that counts for a Python file or notebook: the one that the notebook itself installs, or else the nearest
 * of requirements.txt, pyproject.toml, setup.py and environment.yml in its folder or above. Files of `others` are what a container installs.
 */
export function sdkRequirement(files: ProjectFiles, document: SourceDocument, others: readonly string[] = []): SdkRequirement | undefined {
  const installed = ofNotebook(document);
  if (installed) return described(installed);
  for (let folder = parentFolder(document.path); ; folder = parentFolder(folder)) {
    const [first, ...rest] = ofFolder(files, folder, others);
    // What another file of the folder holds back is not taken anew.
    if (first) return described({ ...first, isFresh: first.isFresh && rest.every(({ range }) => range.upper === undefined) });
    if (folder === '') return undefined;
  }
}

function described({ at, text, range, isFresh, rewritten }: VersionedRequirement): SdkRequirement {
  const { lower, upper } = range;
  return {
    at,
    text,
    isNewest: isFresh && upper === undefined,
    lower: lower && `${lower.inclusive ? '>=' : '>'}${lower.version}`,
    isBelow: (version) => isBelow(range, version),
    isFrom: (version) => isAtLeast(range, version),
    rewritten,
  };
}

function ofFolder(files: ProjectFiles, folder: string, others: readonly string[]): readonly VersionedRequirement[] {
  const found = [ofRequirements(files, folder, others), ...listings.map((each) => ofListing(files, folder, each)), ofPoetry(files, folder)];
  return found.filter((each) => each !== undefined);
}

function ofRequirements(files: ProjectFiles, folder: string, others: readonly string[]): VersionedRequirement | undefined {
  const file = joinPath(folder, 'requirements.txt');
  const read = others.includes(file) ? undefined : files.read(file);
  if (read?.kind !== 'text') return undefined;
  const { requirements, includes } = parseRequirements(read.text);
  const found = requirements.find(({ name }) => name === 'sagemaker');
  const range = found && parseVersionRange(found.specifier);
  if (!found || !range) return undefined;
  const isFresh = includes.length === 0 && !isLocked(files, folder);
  return { at: { file, span: found.span }, text: found.text, range, isFresh, rewritten: (specifier) => written(found.text, specifier) };
}

/** Files that list requirements, with how one looks there: text between quotes, or an item of YAML. */
const listings: readonly (readonly [name: string, item: RegExp])[] = [
  ['pyproject.toml', /^[ \t]*["'](sagemaker(?:\[[\w, -]*\])?[^"'\n]*)["'][ \t]*,?[ \t]*(?:#.*)?\r?$/m],
  ['setup.py', /["'](sagemaker(?:\[[\w, -]*\])?[ \t]*[<>=!~][^"'\n]*)["']/],
  ['environment.yml', /^[ \t]*-[ \t]*["']?(sagemaker(?:\[[\w, -]*\])?[ \t]*[<>=!~][^"'\n#]*)/m],
];

function ofListing(files: ProjectFiles, folder: string, [name, item]: (typeof listings)[number]): VersionedRequirement | undefined {
  const file = joinPath(folder, name);
  const read = files.read(file);
  const match = read.kind === 'text' ? item.exec(read.text) : null;
  if (match?.[1] === undefined) return undefined;
  const found = parseRequirement(match[1], match.index + match[0].indexOf(match[1]));
  const range = found.name === 'sagemaker' ? parseVersionRange(found.specifier) : undefined;
  const { text, span } = found;
  return range && { at: { file, span }, text, range, isFresh: !isLocked(files, folder), rewritten: (other) => written(text, other) };
}

/** `sagemaker = "^2.54.0"`, `sagemaker = {version = "^2.54.0"}`. */
function ofPoetry(files: ProjectFiles, folder: string): VersionedRequirement | undefined {
  const file = joinPath(folder, 'pyproject.toml');
  const read = files.read(file);
  const match =
    read.kind === 'text' ? /^sagemaker[ \t]*=[ \t]*(?:\{[^}\n]*\bversion[ \t]*=[ \t]*)?["']([^"'\n]+)["']/m.exec(read.text) : null;
  const version = match?.[1];
  if (!match || version === undefined) return undefined;
  const caret = /^\^\s*v?(\d+)[\d.]*$/.exec(version);
  const range = parseVersionRange(caret ? `>=${version.replace(/^\^\s*v?/, '')},<${Number(caret[1]) + 1}` : version === '*' ? '' : version);
  const start = match.index + match[0].lastIndexOf(version);
  const at = { file, span: { start, end: start + version.length } };
  return range && { at, text: `sagemaker = "${version}"`, range, isFresh: !isLocked(files, folder), rewritten: (other) => other };
}

/** `!pip install -U "sagemaker>=2"`: the last one counts. Without a version and without -U, pip keeps what is there. */
function ofNotebook(document: SourceDocument): VersionedRequirement | undefined {
  const container = document.part?.container;
  if (!container) return undefined;
  let found: VersionedRequirement | undefined;
  for (const { document: command } of partsOf(container).commands) {
    const install = /\bpip3?[ \t]+install\b(?:\\\r?\n|[^\r\n;&|])*/;
    const [line] = install.exec(command.text) ?? [];
    const at = line === undefined ? -1 : command.text.indexOf(line);
    const named = line === undefined ? null : /(?<=\s)(["']?)(sagemaker(?:\[[\w,]*\])?(?:[<>=!~][^\s"']*)?)\1(?=\s|$)/.exec(line);
    if (line === undefined || named?.[2] === undefined) continue;
    const { specifier } = parseRequirement(named[2]);
    const range = parseVersionRange(specifier);
    const isUpgrade = /\s(-\w*U\w*|--upgrade)(?=\s|$)/.test(line);
    if (!range || (specifier === '' && !isUpgrade)) continue;
    const span = { start: at + named.index, end: at + named.index + named[0].length };
    const [text, quote] = [named[2], named[1] || '"'];
    found = {
      at: { document: command, span },
      text,
      range,
      isFresh: isUpgrade,
      rewritten: (other) => `${quote}${written(text, other)}${quote}`,
    };
  }
  return found;
}

function isLocked(files: ProjectFiles, folder: string): boolean {
  return locks.some((name) => files.read(joinPath(folder, name)).kind === 'text');
}

/** The requirement with another specifier; extras and markers stay. */
function written(text: string, specifier: string): string {
  return text.replace(/^(sagemaker(?:\s*\[[^\]]*\])?)\s*[^;#\s]*(?:\s*[<>=!~,][^;#\s]*)*/i, `$1${specifier}`);
}
