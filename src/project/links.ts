import type { ImageModel } from '../sagemaker/image/model.js';
import type { Launch, ModelLaunch, ProcessingLaunch, TrainingLaunch } from '../sagemaker/launch/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';

/** Why a file is held to play a part: said to people by `sagelint project`. */
export interface Reason {
  readonly what: string;
  readonly document: SourceDocument | undefined;
  readonly span: Span | undefined;
}

/** An image that a launch uses, as far as the project tells. */
export interface ImageLink {
  readonly dockerfile: string;
  readonly image: ImageModel;
  /** name: the launch's image and a build script (or the folder) have the same name. only: there is no other image it could be. */
  readonly how: 'name' | 'only';
  readonly reason: Reason;
}

/** A launch with what it leads to. */
export interface LinkedLaunch<Kind extends Launch = Launch> {
  readonly launch: Kind;
  /** The path of the script that entry_point names; undefined where it is not known or no such file is seen. */
  readonly script: string | undefined;
  /** The folder that is uploaded with it, where known; '' is the project's root. */
  readonly sourceFolder: string | undefined;
  /** The images of the project that it may start; empty for prebuilt images, and where nobody can tell. */
  readonly images: readonly ImageLink[];
  /** Whether the launch runs a prebuilt image of AWS: undefined where nobody can tell. */
  readonly isPrebuilt: boolean | undefined;
}

/** How an image starts a script. */
export interface ImageStart {
  readonly dockerfile: string;
  readonly image: ImageModel;
  /** entrypoint: ENTRYPOINT runs it; command: it is `train` or `serve` on PATH; program: SAGEMAKER_PROGRAM names it; import: a started file imports or starts it. */
  readonly how: 'entrypoint' | 'command' | 'program' | 'import';
  readonly role: 'train' | 'serve' | 'unknown';
  /** The word of the Dockerfile that names it. */
  readonly span: Span | undefined;
  /** Where it lies in the image. */
  readonly path: string;
}

/** What SageMaker does with a script: from which launches and images it is started, and as what. */
export interface ScriptUse {
  readonly trains: readonly Reason[];
  readonly serves: readonly Reason[];
  readonly processes: readonly Reason[];
  /** Something starts it as a program: a launch, ENTRYPOINT, SAGEMAKER_PROGRAM, or `train` by name. A module that is only imported has no arguments of its own. */
  readonly isEntry: boolean;
  readonly launches: readonly LinkedLaunch<TrainingLaunch>[];
  readonly models: readonly LinkedLaunch<ModelLaunch>[];
  readonly processing: readonly LinkedLaunch<ProcessingLaunch>[];
  readonly images: readonly ImageStart[];
  /** The scripts that this one imports or starts from its own folder tree, itself excluded, as far as the project has them. */
  readonly imports: readonly ScriptModel[];
  /** The scripts that import it. */
  readonly importedBy: readonly ScriptModel[];
  /** The folder that is uploaded or copied together with it, for files beside it (requirements.txt, setup.py). */
  readonly folder: string;
}
