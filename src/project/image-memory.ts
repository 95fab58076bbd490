import type { DockerfileSyntax } from '../languages/dockerfile/syntax.js';
import { buildImageModels } from '../sagemaker/image/build-model.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { SourceDocument } from '../text/document.js';
import { findBuildContext } from './build-context.js';
import type { ProjectFiles } from './files.js';
import { mayBeForSageMaker } from './may-be-for-sagemaker.js';
import { parentFolder } from './paths.js';

/** The images of Dockerfiles, each computed once for a state of the files it reads. */
export interface ImageMemory {
  /** The images of a Dockerfile's document that are for SageMaker. */
  imagesOf(document: SourceDocument): readonly ImageModel[];
  /** What was read for them, and for the rules that looked further. */
  dependenciesOf(path: string): ReadonlySet<string>;
  /** Files for rules that look further: what they read of them is noted for the images of a path, but these do not come of it. */
  filesFor(path: string): ProjectFiles;
  /** Forgets what was computed from a file or folder that has changed, come or gone. */
  changed(path: string): Concern;
  /** The same for a file that has neither come nor gone. */
  edited(path: string): Concern;
}

/** What a change means for images and rules. */
export interface Concern {
  /** The paths for which it was read. */
  readonly readers: readonly string[];
  /** Images were computed from it, and are made anew. */
  readonly ofImages: boolean;
}

interface Computed {
  readonly document: SourceDocument;
  readonly images: readonly ImageModel[];
  /** What was read for them: models read some of it only when they are asked. */
  readonly read: ReadonlySet<string>;
  /** Something that it was computed from has changed. It still tells what a further change concerns. */
  isOutdated: boolean;
}

/** Makes the memory over the files of a project. */
export function createImageMemory(files: ProjectFiles, syntaxOf: (document: SourceDocument) => DockerfileSyntax): ImageMemory {
  const computed = new Map<string, Computed>();
  const readByRules = new Map<string, Set<string>>();
  const compute = (document: SourceDocument, read: Set<string>): readonly ImageModel[] => {
    const { path } = document;
    if (!mayBeForSageMaker(files, path, document.text)) return [];
    const context = findBuildContext(recording(files, read), path, syntaxOf(document));
    return buildImageModels(document, syntaxOf(document), context).filter(isForSageMaker);
  };
  const outdate = (isConcerned: (read: ReadonlySet<string>) => boolean): Concern => {
    const readers = new Set<string>();
    let ofImages = false;
    for (const [path, result] of computed) {
      if (!isConcerned(result.read)) continue;
      result.isOutdated = true;
      readers.add(path);
      ofImages = true;
    }
    for (const [path, read] of readByRules) if (isConcerned(read)) readers.add(path);
    return { readers: [...readers], ofImages };
  };
  return {
    imagesOf(document) {
      const before = computed.get(document.path);
      if (before && before.document === document && !before.isOutdated) return before.images;
      readByRules.delete(document.path);
      const read = new Set([document.path]);
      const images = compute(document, read);
      computed.set(document.path, { document, images, read, isOutdated: false });
      return images;
    },
    dependenciesOf: (path) => new Set([path, ...(computed.get(path)?.read ?? []), ...(readByRules.get(path) ?? [])]),
    filesFor(path) {
      let read = readByRules.get(path);
      if (!read) {
        read = new Set([path]);
        readByRules.set(path, read);
      }
      return recording(files, read);
    },
    // A new or deleted file changes the listing of its folder.
    changed: (path) => outdate((read) => read.has(path) || read.has(`${parentFolder(path)}/`)),
    edited: (path) => outdate((read) => read.has(path)),
  };
}

function isForSageMaker({ purpose }: ImageModel): boolean {
  return purpose.train.length + purpose.serve.length + purpose.processing.length + purpose.general.length > 0;
}

/** Notes every file that is read, and every folder that is listed with a slash behind its path. */
export function recording(files: ProjectFiles, dependencies: Set<string>): ProjectFiles {
  return {
    read(path) {
      dependencies.add(path);
      return files.read(path);
    },
    entries(directory) {
      dependencies.add(`${directory}/`);
      return files.entries(directory);
    },
    isExecutable: (path) => files.isExecutable(path),
  };
}
