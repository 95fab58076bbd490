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
  dependenciesOf(path: string): Set<string>;
  /** Forgets what was computed from a file or folder; gives the paths of the Dockerfiles. */
  changed(path: string): readonly string[];
  /** The same for a file that has neither come nor gone. */
  edited(path: string): readonly string[];
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
  const dependencies = new Map<string, Set<string>>();
  const dependenciesOf = (path: string): Set<string> => {
    let found = dependencies.get(path);
    if (!found) {
      found = new Set([path]);
      dependencies.set(path, found);
    }
    return found;
  };
  const compute = (document: SourceDocument): readonly ImageModel[] => {
    const { path } = document;
    if (!mayBeForSageMaker(files, path, document.text)) return [];
    const read = recording(files, dependenciesOf(path));
    const images = buildImageModels(document, syntaxOf(document), findBuildContext(read, path, syntaxOf(document)));
    return images.filter(isForSageMaker);
  };
  const outdate = (isConcerned: (read: ReadonlySet<string>) => boolean): string[] => {
    const concerned: string[] = [];
    for (const [reader, read] of dependencies) {
      if (!isConcerned(read)) continue;
      const result = computed.get(reader);
      if (result) result.isOutdated = true;
      concerned.push(reader);
    }
    return concerned;
  };
  return {
    imagesOf(document) {
      const before = computed.get(document.path);
      if (before && before.document === document && !before.isOutdated) return before.images;
      dependencies.delete(document.path);
      const images = compute(document);
      computed.set(document.path, { document, images, isOutdated: false });
      return images;
    },
    dependenciesOf,
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
