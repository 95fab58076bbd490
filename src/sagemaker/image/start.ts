import { programsOfToolkits } from '../facts/packages.js';
import type { Value } from '../value.js';
import type { ImageModel, Start } from './model.js';
import { unknownPathEntry } from './variables.js';
import { resolveImagePath } from './paths.js';

/**
 * Says what `docker run IMAGE <argument>` starts. SageMaker appends `train` or `serve` to ENTRYPOINT, in place of CMD;
 * without ENTRYPOINT, Docker looks for a program of that name on PATH.
 */
export function startOf(model: Omit<ImageModel, 'purpose' | 'start'>, path: Value<string> | undefined, argument: 'train' | 'serve'): Start {
  if (model.entrypoint) {
    if (model.entrypoint.form === 'shell') return { kind: 'shell' };
    return { kind: 'entrypoint', words: [...model.entrypoint.words.map((word) => word.text), argument] };
  }
  const base = model.base;
  if (!model.entrypointReset && base.entrypoint !== null && base.passesArguments !== true) {
    return base.entrypoint === undefined ? { kind: 'unknown', why: base.why ?? 'the base image may have an ENTRYPOINT' } : { kind: 'base' };
  }
  return programOnPath(model, path, argument);
}

function programOnPath(model: Omit<ImageModel, 'purpose' | 'start'>, path: Value<string> | undefined, argument: 'train' | 'serve'): Start {
  const brings = argument === 'train' ? model.base.trainOnPath : model.base.serveOnPath;
  if (brings) return { kind: 'program', path: argument, from: 'base' };
  for (const item of model.packages) {
    if ((item.manager === 'pip' || item.manager === 'conda') && item.name !== undefined && programsOfToolkits(item.name, item.requirement?.extras ?? []).includes(argument)) {
      return { kind: 'program', path: argument, from: 'toolkit' };
    }
  }
  if (!path?.known) return { kind: 'unknown', why: path?.why ?? 'PATH is not known' };
  let why: string | undefined;
  for (const folder of path.value.split(':')) {
    if (folder === unknownPathEntry || /[$]/.test(folder)) {
      why ??= 'PATH has folders of the base image';
      continue;
    }
    const directory = folder === '' || !folder.startsWith('/') ? (model.workingDirectory.known ? resolveImagePath(model.workingDirectory.value, folder) : undefined) : resolveImagePath('/', folder);
    if (directory === undefined) {
      why ??= 'PATH has a relative folder';
      continue;
    }
    const file = resolveImagePath(directory, argument);
    const fact = model.fileAt(file);
    if (fact.kind === 'file') return { kind: 'program', path: file, from: 'file' };
    if (fact.kind === 'unknown') why ??= fact.why;
  }
  if (why === undefined && brings === undefined && !model.base.known) why = model.base.why ?? 'the base image is not known';
  if (why !== undefined) return { kind: 'unknown', why };
  const unread = model.unreadInstalls.map((install) => install.what);
  // An archive or a repository may be the user's own toolkit; a requirements file that is not here rarely is.
  const archive = model.unreadInstalls.find((install) => !/requirements[\w.-]*\.(txt|in)$/.test(install.what));
  return archive ? { kind: 'unknown', why: `${archive.what} may install a program called ${argument}` } : { kind: 'nothing', doubts: unread };
}
