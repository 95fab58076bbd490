import type { BuildCommand, Command, CommandList } from '../sagemaker/commands/model.js';
import { commandsOfKind } from '../sagemaker/commands/model.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { SourceDocument } from '../text/document.js';
import type { LinkedLaunch } from './links.js';
import { joinPath, parentFolder } from './paths.js';
import type { Project } from './project.js';

/** What a build makes, as far as the project tells. */
export interface BuildUse {
  readonly dockerfile: string | undefined;
  /** The images for SageMaker that the Dockerfile makes. */
  readonly images: readonly ImageModel[];
  /** The launches that may start one of them. */
  readonly launches: readonly LinkedLaunch[];
}

/** Finds the Dockerfile of a build, and what is known of its images. A build whose Dockerfile is not found has none. */
export function buildUse(project: Project, build: BuildCommand): BuildUse {
  const dockerfile = dockerfilesOf(build).find((path) => project.kindOf(path) === 'dockerfile' && exists(project, build.document, path));
  if (dockerfile === undefined) return { dockerfile: undefined, images: [], launches: [] };
  const target = build.options.findLast(({ name }) => name === 'target')?.value;
  const images = project.imagesOf(dockerfile);
  const built = target?.isKnown ? images.filter(({ stageName }) => stageName === target.text.toLowerCase()) : images;
  return { dockerfile, images: built.length > 0 ? built : images, launches: project.launchesOf(dockerfile) ?? [] };
}

/**
 * Whether commands have to do with SageMaker: one of them builds an image for it, or the text speaks of it and nothing
 * says that what is built is for something else.
 */
export function areForSageMaker(project: Project, { document, commands }: CommandList): boolean {
  const builds = commandsOfKind(commands, 'build').map((build) => buildUse(project, build));
  if (builds.some(({ images }) => images.length > 0)) return true;
  if (builds.length > 0 && builds.every(({ dockerfile }) => dockerfile !== undefined)) return false;
  return /sagemaker/i.test(document.text) || commands.some(speaksOfSageMaker);
}

/** The cell of a notebook, whose text is not in the document of its Python. */
function speaksOfSageMaker({ document }: Command): boolean {
  return /sagemaker/i.test(document.text);
}

/** The paths that the Dockerfile may have, seen from wherever the text may be run: its own folder, and those above. */
function dockerfilesOf({ document, folder, context, file, program, notation }: BuildCommand): readonly string[] {
  if (folder === undefined || (context && !context.isKnown) || (file && !file.isKnown)) return [];
  if (context && /^(https?:|git@|-$)/.test(context.text)) return [];
  const isFixed = folder.startsWith('/');
  const starts = isFixed ? [''] : foldersAbove(document.path);
  const ordered = notation === 'pipeline' || notation === 'action' ? [...starts].reverse() : starts;
  const directory = program === 'compose' ? (context?.text ?? '.') : '.';
  return ordered.flatMap((start) => {
    const base = joinPath(start, isFixed ? folder.slice(1) : folder);
    if (leaves(start, folder)) return [];
    if (!file) return [joinPath(joinPath(base, context?.text ?? '.'), 'Dockerfile')];
    return [joinPath(joinPath(base, directory), file.text)];
  });
}

/** A path that goes above the root leads to a file of another project. */
function leaves(start: string, folder: string): boolean {
  const depth = start === '' ? 0 : start.split('/').length;
  return (/^(\.\.\/?)+/.exec(folder)?.[0].match(/\.\./g)?.length ?? 0) > depth;
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = parentFolder(path); ; folder = parentFolder(folder)) {
    folders.push(folder);
    if (folder === '') return folders;
  }
}

/** Asked through the files of the text, so that an edit of the Dockerfile has the text judged again. */
function exists(project: Project, document: SourceDocument, path: string): boolean {
  return project.filesFor(document.path).read(path).kind === 'text' || project.document(path) !== undefined;
}
