import type { Instruction } from '../languages/dockerfile/syntax.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { SourceDocument } from '../text/document.js';
import type { ProjectFiles } from './files.js';

/** What a file is to Sagelint. Files of no kind are not linted. */
export type FileKind = 'dockerfile' | 'configuration';

/**
 * The files of one root and what Sagelint knows of them. Synchronous and cached: asking twice computes once,
 * and after `changed` only what read the changed file is computed again.
 */
export interface Project {
  readonly files: ProjectFiles;
  /** The same files for a rule that looks further than the model does: what is read of them is noted in `dependenciesOf(path)`. */
  filesFor(path: string): ProjectFiles;
  /** The document of a file, the same object while its text stays the same; undefined if it is absent, skipped or pending. */
  document(path: string): SourceDocument | undefined;
  /** Decides by name. */
  kindOf(path: string): FileKind | undefined;
  /** The instructions of a Dockerfile, in order. */
  instructionsOf(path: string): readonly Instruction[];
  /** The images of a Dockerfile that SageMaker could start; empty for a Dockerfile that is not for SageMaker. */
  imagesOf(path: string): readonly ImageModel[];
  /** The files and folders that were read to compute the images of `path`, itself included. An edit to one of them re-lints `path`. */
  dependenciesOf(path: string): ReadonlySet<string>;
  /** Forgets what was computed from a file or folder that has changed, appeared or gone. Returns the Dockerfiles that this concerns. */
  changed(path: string): readonly string[];
}
