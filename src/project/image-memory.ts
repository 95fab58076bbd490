import type { DockerfileSyntax } from '../languages/dockerfile/syntax.js';
import { buildImageModels } from '../sagemaker/image/build-model.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { SourceDocument } from '../text/document.js';
import { findBuildContext } from './build-context.js';
import type { ProjectFiles } from './files.js';
import { mayBeForSageMaker } from './may-be-for-sagemaker.js';
import { parentFolder } from './paths.js';
import { createReadingNotes } from './reading-notes.js';

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
  /** Something that it was computed from has changed. It still tells what a further change concerns. */
  isOutdated: boolean;
}

/** Makes the memory over the files of a project. */
export function createImageMemory(files: ProjectFiles, syntaxOf: (document: SourceDocument) => DockerfileSyntax): ImageMemory {
  const computed = new Map<string, Computed>();
  // Models read some of it only when they are asked.
  const forImages = createReadingNotes();
  const forRules = createReadingNotes();
  const compute = (document: SourceDocument): readonly ImageModel[] => {
    const { path } = document;
    if (!mayBeForSageMaker(files, path, document.text)) return [];
    const context = findBuildContext(forImages.noting(path, files), path, syntaxOf(document));
    return buildImageModels(document, syntaxOf(document), context).filter(isForSageMaker);
  };
  const outdate = (paths: readonly string[]): Concern => {
    const readers = new Set<string>();
    for (const path of paths) {
      for (const reader of forImages.readersOf(path)) {
        const result = computed.get(reader);
        if (result) result.isOutdated = true;
        readers.add(reader);
      }
    }
    const ofImages = readers.size > 0;
    for (const path of paths) for (const reader of forRules.readersOf(path)) readers.add(reader);
    return { readers: [...readers], ofImages };
  };
  return {
    imagesOf(document) {
      const { path } = document;
      const before = computed.get(path);
      if (before && before.document === document && !before.isOutdated) return before.images;
      forImages.forget(path);
      forRules.forget(path);
      forImages.note(path, path);
      const images = compute(document);
      computed.set(path, { document, images, isOutdated: false });
      return images;
    },
    dependenciesOf: (path) => new Set([path, ...forImages.readBy(path), ...forRules.readBy(path)]),
    filesFor(path) {
      forRules.note(path, path);
      return forRules.noting(path, files);
    },
    // A new or deleted file changes the listing of its folder.
    changed: (path) => outdate([path, `${parentFolder(path)}/`]),
    edited: (path) => outdate([path]),
  };
}

function isForSageMaker({ purpose }: ImageModel): boolean {
  return purpose.train.length + purpose.serve.length + purpose.processing.length + purpose.general.length > 0;
}
