import { parseDockerfile } from '../languages/dockerfile/parse.js';
import type { DockerfileSyntax } from '../languages/dockerfile/syntax.js';
import { buildImageModels } from '../sagemaker/image/build-model.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import { createDocument, type SourceDocument } from '../text/document.js';
import { findBuildContext } from './build-context.js';
import { fileKindOf } from './file-kind.js';
import type { ProjectFiles } from './files.js';
import { mayBeForSageMaker } from './may-be-for-sagemaker.js';
import { parentFolder } from './paths.js';
import type { Project } from './project.js';

interface Computed {
  readonly images: readonly ImageModel[];
  readonly dependencies: Set<string>;
  /** Something that it was computed from has changed. It still tells what a further change concerns. */
  isOutdated: boolean;
}

/** Makes the project of one root. Nothing is read before it is asked for. */
export function createProject(files: ProjectFiles): Project {
  const documents = new Map<string, SourceDocument>();
  const syntaxes = new WeakMap<SourceDocument, DockerfileSyntax>();
  const computed = new Map<string, Computed>();

  const documentOf = (path: string): SourceDocument | undefined => {
    const read = files.read(path);
    const before = documents.get(path);
    if (read.kind !== 'text') {
      documents.delete(path);
      return undefined;
    }
    if (before?.text === read.text) return before;
    const document = createDocument(path, read.text);
    documents.set(path, document);
    const result = computed.get(path);
    if (result) result.isOutdated = true;
    return document;
  };
  const syntaxOf = (document: SourceDocument): DockerfileSyntax => {
    let syntax = syntaxes.get(document);
    if (!syntax) {
      syntax = parseDockerfile(document.text);
      syntaxes.set(document, syntax);
    }
    return syntax;
  };

  const compute = (path: string): Computed => {
    const document = documentOf(path);
    if (!document || fileKindOf(path) !== 'dockerfile' || !mayBeForSageMaker(files, path, document.text)) {
      return { images: [], dependencies: new Set([path]), isOutdated: false };
    }
    const dependencies = new Set([path]);
    const images = buildImageModels(
      document,
      syntaxOf(document),
      findBuildContext(recording(files, dependencies), path, syntaxOf(document)),
    );
    return { images: images.filter(isForSageMaker), dependencies, isOutdated: false };
  };
  const computedOf = (path: string): Computed => {
    documentOf(path);
    let result = computed.get(path);
    if (!result || result.isOutdated) {
      result = compute(path);
      computed.set(path, result);
    }
    return result;
  };

  return {
    files,
    filesFor: (path) => recording(files, computedOf(path).dependencies),
    document: documentOf,
    kindOf: fileKindOf,
    instructionsOf(path) {
      const document = documentOf(path);
      return document ? syntaxOf(document).instructions : [];
    },
    imagesOf: (path) => computedOf(path).images,
    dependenciesOf: (path) => computedOf(path).dependencies,
    changed(path) {
      const concerned: string[] = [];
      for (const [dockerfile, result] of computed) {
        // A new or deleted file changes the listing of its folder and of those above it.
        if (result.dependencies.has(path) || result.dependencies.has(`${parentFolder(path)}/`)) {
          result.isOutdated = true;
          concerned.push(dockerfile);
        }
      }
      return concerned;
    },
  };
}

function isForSageMaker({ purpose }: ImageModel): boolean {
  return purpose.train.length + purpose.serve.length + purpose.processing.length + purpose.general.length > 0;
}

/** Notes every file that is read, and every folder that is listed with a slash behind its path. */
function recording(files: ProjectFiles, dependencies: Set<string>): ProjectFiles {
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
