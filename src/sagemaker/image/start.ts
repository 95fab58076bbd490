import { programsOfToolkits } from '../facts/packages.js';
import type { Value } from '../value.js';
import type { FoundProgram, ImageModel, Start } from './model.js';
import { resolveImagePath } from './paths.js';
import { packageOfUnknownContents } from './unknown-packages.js';
import { unknownPathEntry } from './variables.js';
import { startedWords } from './wrappers.js';

type Model = Omit<ImageModel, 'purpose' | 'start'>;

/**
 * Says what `docker run IMAGE <argument>` starts. SageMaker appends `train` or `serve` to ENTRYPOINT, in place of CMD;
 * without ENTRYPOINT, or with one that only hands on (tini, `conda run`), a program of that name is looked for on PATH.
 */
export function startOf(model: Model, path: Value<string> | undefined, argument: 'train' | 'serve'): Start {
  if (model.entrypoint) {
    if (model.entrypoint.form === 'shell') return { kind: 'shell' };
    const words = model.entrypoint.words.map((word) => word.text);
    if (startedWords(words).length > 0) return { kind: 'entrypoint', words: [...words, argument] };
    return programOnPath(model, path, argument);
  }
  const base = model.base;
  if (!model.entrypointReset && base.entrypoint !== null && base.passesArguments !== true) {
    return base.entrypoint === undefined ? { kind: 'unknown', why: base.why ?? 'the base image may have an ENTRYPOINT' } : { kind: 'base' };
  }
  return programOnPath(model, path, argument);
}

/** Finds what a word of an exec form starts, as Docker does: a path as it stands, a bare name along PATH. */
export function findProgram(model: Model, path: Value<string> | undefined, word: string): FoundProgram {
  if (word.startsWith('/')) return { ...placeOf(model, resolveImagePath('/', word)), why: undefined };
  if (word.includes('/')) {
    if (!model.workingDirectory.known) return { path: undefined, fact: undefined, why: model.workingDirectory.why };
    return { ...placeOf(model, resolveImagePath(model.workingDirectory.value, word)), why: undefined };
  }
  if (!path?.known) return { path: undefined, fact: undefined, why: path?.why ?? 'PATH is not known' };
  // Another value of a build argument may put a folder there that holds it.
  let why: string | undefined = path.assumed ? 'PATH depends on a build argument' : undefined;
  let skipped: ReturnType<typeof placeOf> | undefined;
  for (const folder of path.value.split(':')) {
    if (folder === unknownPathEntry || folder.includes('$')) {
      why ??= 'PATH has folders of the base image';
      continue;
    }
    if (!folder.startsWith('/') && !model.workingDirectory.known) {
      why ??= 'PATH has a relative folder';
      continue;
    }
    const directory = resolveImagePath(model.workingDirectory.known ? model.workingDirectory.value : '/', folder);
    const place = placeOf(model, resolveImagePath(directory, word));
    if (place.fact.kind === 'file') {
      if (place.fact.executable !== false) return { ...place, why };
      // Linux goes on past a file that may not be executed.
      skipped ??= place;
    }
    if (place.fact.kind === 'unknown') why ??= place.fact.why;
  }
  return skipped ? { ...skipped, why } : { path: undefined, fact: undefined, why };
}

function placeOf(model: Model, path: string) {
  return { path, fact: model.fileAt(path) };
}

function programOnPath(model: Model, path: Value<string> | undefined, argument: 'train' | 'serve'): Start {
  const brings = argument === 'train' ? model.base.trainOnPath : model.base.serveOnPath;
  if (brings) return { kind: 'program', path: argument, from: 'base' };
  for (const item of [...model.packages, ...model.mentionedPackages]) {
    if (
      (item.manager === 'pip' || item.manager === 'conda') &&
      item.name !== undefined &&
      programsOfToolkits(item.name, item.requirement?.extras ?? []).includes(argument)
    ) {
      return { kind: 'program', path: argument, from: 'toolkit' };
    }
  }
  const found = findProgram(model, path, argument);
  if (found.fact) return { kind: 'program', path: found.path, from: 'file' };
  const why = found.why ?? (brings === undefined && !model.base.known ? (model.base.why ?? 'the base image is not known') : undefined);
  if (why !== undefined) return { kind: 'unknown', why };
  const unknown = packageOfUnknownContents(model);
  if (unknown !== undefined) return { kind: 'unknown', why: `${unknown} may install a program called ${argument}` };
  const unread = model.unreadInstalls.map((install) => install.what);
  // An archive or a repository may be the user's own toolkit; a requirements file that is not here rarely is.
  const archive = model.unreadInstalls.find((install) => !/requirements[\w.-]*\.(txt|in)$/.test(install.what));
  return archive
    ? { kind: 'unknown', why: `${archive.what} may install a program called ${argument}` }
    : { kind: 'nothing', doubts: unread };
}
