import type { DataDocument } from '../languages/data/syntax.js';
import type { Instruction } from '../languages/dockerfile/syntax.js';
import type { CommandList } from '../sagemaker/commands/model.js';
import type { ImageModel } from '../sagemaker/image/model.js';
import type { ServiceRequest } from '../sagemaker/request/model.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { NginxModel } from '../sagemaker/server/nginx.js';
import type { ShellScriptModel } from '../sagemaker/shell-script/model.js';
import type { SourceDocument } from '../text/document.js';
import type { ProjectFiles } from './files.js';
import type { ImageStart, LinkedLaunch, ScriptUse } from './links.js';

/** What a file is to Sagelint, by its name. Files of no kind are not linted. `program`: `train` or `serve` without an extension, Python or shell by what is in it. `template`: YAML or JSON, of which nearly all is about something else. */
export type FileKind = 'dockerfile' | 'python' | 'notebook' | 'shell' | 'makefile' | 'program' | 'nginx' | 'template' | 'configuration';

/** What a text is linted as. */
export type Language = 'dockerfile' | 'python' | 'shell' | 'makefile' | 'nginx' | 'yaml' | 'json' | 'configuration';

/** A text that is linted: a whole file, the Python of a notebook, or a file that a cell or a here-document writes. */
export interface LintUnit {
  readonly document: SourceDocument;
  readonly language: Language;
}

/** How far the project has been read. Links between files are only there when it is complete. */
export interface IndexState {
  readonly isComplete: boolean;
  /** Imports have been followed as well, which happens when they are first asked for unless a host takes its time for it beforehand. */
  readonly isSettled: boolean;
  /** Every file has been read: what may be left to do are the links. */
  readonly isRead: boolean;
  /** Files that have been read for it. */
  readonly files: number;
  /** There are more files than are read: what the others say is not known. */
  readonly isLimited: boolean;
}

/**
 * The files of one root and what Sagelint knows of them. Synchronous and cached: asking twice computes once,
 * and after `changed` only what read the changed file is computed again.
 */
export interface Project {
  /** The files of the disk, and behind them those that notebooks and shell scripts write. */
  readonly files: ProjectFiles;
  /** The same files for a rule that looks further than the model does: what is read of them is noted in `dependenciesOf(path)`. */
  filesFor(path: string): ProjectFiles;
  /** The document of a file, the same object while its text stays the same; a file that a cell or here-document writes where there is none on the disk; undefined if it is absent, skipped or pending. */
  document(path: string): SourceDocument | undefined;
  /** The text of a file of the disk as it was last read, where it is still kept. Nothing is read for it. */
  keptText(path: string): string | undefined;
  /** Decides by name. */
  kindOf(path: string): FileKind | undefined;
  /** What is linted of a file. Empty where nothing is: a notebook in R, a file that is not there. */
  unitsOf(path: string): readonly LintUnit[];
  /** What a document that this project made is linted as. */
  languageOf(document: SourceDocument): Language | undefined;
  /** The instructions of a Dockerfile, in order. */
  instructionsOf(path: string): readonly Instruction[];
  /** The images of a Dockerfile that SageMaker could start; empty for a Dockerfile that is not for SageMaker. */
  imagesOf(path: string): readonly ImageModel[];
  /** The same for a Dockerfile that is at hand. */
  imagesIn(document: SourceDocument): readonly ImageModel[];
  /** The model of a Python file, the Python of a notebook included; undefined for anything else. */
  scriptOf(path: string): ScriptModel | undefined;
  /** The same for a document that is at hand. */
  scriptIn(document: SourceDocument): ScriptModel | undefined;
  shellScriptIn(document: SourceDocument): ShellScriptModel | undefined;
  nginxIn(document: SourceDocument): NginxModel | undefined;
  /** Whether links between files count for a file: a template has none, but a pipeline of YAML builds images. False while the file is pending. */
  needsLinks(path: string): boolean;
  /** The documents of a text of YAML or JSON that may ask SageMaker for something, or build for it; empty for any other. */
  dataIn(document: SourceDocument): readonly DataDocument[];
  /** What a text asks SageMaker to do, in its order. */
  requestsIn(document: SourceDocument): readonly ServiceRequest[];
  /** The commands of a text that build, push and pack, one list for what runs in one go. */
  commandsIn(document: SourceDocument): readonly CommandList[];

  /** How far the project has been read. */
  readonly index: IndexState;
  /** Reads on, at most so many files; true when it is settled. What is pending is asked for and taken up at the next call. */
  advance(files: number): boolean;
  /** The linted files whose links have changed since this was last asked. */
  takeAffected(): readonly string[];
  /** The launches in a Python file or notebook, with what they lead to. Empty while the index is not complete. Throws what reading the file's launches threw. */
  launchesIn(path: string): readonly LinkedLaunch[];
  /** What SageMaker does with a script, a shell script or an nginx.conf. Undefined where nothing says that it is for SageMaker, and while the index is not complete. */
  useOf(document: SourceDocument): ScriptUse | undefined;
  /** The launches that may start an image of this Dockerfile; undefined while the index is not complete. */
  launchesOf(dockerfile: string): readonly LinkedLaunch[] | undefined;
  /** The scripts of the project that a Dockerfile's images start. Empty while the index is not complete. */
  startsOf(dockerfile: string): readonly (ImageStart & { readonly script: string })[];
  /** The Python servers that belong to an nginx.conf: in its folder, or started in the same image. */
  serversBeside(path: string): readonly ScriptModel[];

  /** The files and folders that were read to compute the images of `path`, itself included. An edit to one of them re-lints `path`. */
  dependenciesOf(path: string): ReadonlySet<string>;
  /** Forgets what was computed from a file or folder that has changed, appeared or gone. Returns the files that this concerns. */
  changed(path: string): readonly string[];
  /** The same where only the text has changed, as it does with every keystroke: the listings of folders stay. */
  edited(path: string): readonly string[];
}
