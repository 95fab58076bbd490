import { parseRequirement, parseRequirements } from '../languages/requirements/parse.js';
import { parseVersionRange, type VersionRange } from '../languages/requirements/specifier.js';
import type { DocumentPlace, Place, SourceDocument } from '../text/document.js';
import type { ProjectFiles } from './files.js';
import { partsOf } from './parts.js';
import { joinPath, parentFolder } from './paths.js';

/** What a project says of the version of the SageMaker Python SDK that its launches run with. */
export interface SdkRequirement {
  /** The requirement: `sagemaker[local]>=2`. */
  readonly at: Place | DocumentPlace;
  readonly text: string;
  readonly range: VersionRange;
  /** It is installed anew, as it stands there: nothing has it pinned, and no older one is kept. */
  readonly isFresh: boolean;
  /** How it is written with another specifier. */
  rewritten(specifier: string): string;
}

const locks = ['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock', 'requirements.lock', 'constraints.txt'];

/**
 * The requirement that counts for a Python file or notebook: the one that the notebook itself installs, or else the nearest
 * of requirements.txt and pyproject.toml in its folder or above. Files of `others` are what a container installs.
 */
export function sdkRequirement(files: ProjectFiles, document: SourceDocument, others: readonly string[] = []): SdkRequirement | undefined {
  const installed = ofNotebook(document);
  if (installed) return installed;
  for (let folder = parentFolder(document.path); ; folder = parentFolder(folder)) {
    const found = ofRequirements(files, folder, others) ?? ofPyproject(files, folder);
    if (found) return found;
    if (folder === '') return undefined;
  }
}

function ofRequirements(files: ProjectFiles, folder: string, others: readonly string[]): SdkRequirement | undefined {
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

/** `"sagemaker>=2.198.0",` in a list, `sagemaker = "^2.54.0"` of Poetry; anything else is not read. */
function ofPyproject(files: ProjectFiles, folder: string): SdkRequirement | undefined {
  const file = joinPath(folder, 'pyproject.toml');
  const read = files.read(file);
  if (read.kind !== 'text' || !/\bsagemaker\b/.test(read.text)) return undefined;
  const isFresh = !isLocked(files, folder);
  const listed = /^[ \t]*["'](sagemaker(?:\[[\w, -]*\])?[^"'\n]*)["'][ \t]*,?[ \t]*(?:#.*)?\r?$/m.exec(read.text);
  if (listed?.[1] !== undefined) {
    const start = listed.index + listed[0].indexOf(listed[1]);
    const { name, specifier, text, span } = parseRequirement(listed[1], start);
    const range = name === 'sagemaker' ? parseVersionRange(specifier) : undefined;
    return range && { at: { file, span }, text, range, isFresh, rewritten: (other) => written(text, other) };
  }
  const poetry = /^sagemaker[ \t]*=[ \t]*(?:\{[^}\n]*\bversion[ \t]*=[ \t]*)?["']([^"'\n]+)["']/m.exec(read.text);
  if (poetry?.[1] === undefined) return undefined;
  const specifier =
    poetry[1] === '*' ? '' : poetry[1].replace(/^\^\s*v?(\d+)([\d.]*)$/, (_, major, rest) => `>=${major}${rest},<${Number(major) + 1}`);
  const range = parseVersionRange(specifier);
  const start = poetry.index + poetry[0].lastIndexOf(poetry[1]);
  const span = { start, end: start + poetry[1].length };
  return range && { at: { file, span }, text: `sagemaker = "${poetry[1]}"`, range, isFresh, rewritten: (other) => other };
}

/** `!pip install -U "sagemaker>=2"`: the last one counts. Without a version and without -U, pip keeps what is there. */
function ofNotebook(document: SourceDocument): SdkRequirement | undefined {
  const container = document.part?.container;
  if (!container) return undefined;
  let found: SdkRequirement | undefined;
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
