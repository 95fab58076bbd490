import type { Instruction } from '../../languages/dockerfile/syntax.js';
import type { Requirement } from '../../languages/requirements/parse.js';
import type { ShellCommand } from '../../languages/shell/syntax.js';
import type { Place, SourceDocument } from '../../text/document.js';
import type { TextEdit } from '../../text/edit.js';
import type { Span } from '../../text/span.js';
import type { ImageReference } from '../facts/image-reference.js';
import type { Value } from '../value.js';

/** The image that a chain of FROM ends in. */
export interface BaseImage {
  /** Whether its contents are known: a well-known public image or a prebuilt SageMaker image, named without build arguments that have no default. Findings over an unknown base are information at most. */
  readonly known: boolean;
  /** Why it is not known, in words. */
  readonly why?: string;
  /** The FROM that names it. */
  readonly instruction: Instruction | undefined;
  /** The reference as written, without flags and alias. */
  readonly span: Span | undefined;
  readonly text: Value<string>;
  /** The reference, taken apart. A region that is a variable is read as us-east-1: rules that look at account or region ask `text` first. */
  readonly reference: ImageReference | undefined;
  /** Where the tag stands, if nothing but the region is a variable: rules about tags speak only then. */
  readonly tagSpan: Span | undefined;
  /** aws: a prebuilt SageMaker image; public: a well-known public image; private: anything else. */
  readonly origin: 'aws' | 'public' | 'private' | 'scratch' | 'unknown';
  /** undefined where nobody can tell; null for none. */
  readonly entrypoint: readonly string[] | null | undefined;
  /** The base's entry point, if any, hands its arguments on to be executed, as nvidia's does. */
  readonly passesArguments: boolean | undefined;
  readonly trainOnPath: boolean | undefined;
  readonly serveOnPath: boolean | undefined;
  /** Names of SageMaker toolkits in the base. */
  readonly toolkits: readonly string[];
  readonly packageManager: 'apt' | 'apk' | 'dnf' | 'yum' | 'microdnf' | 'zypper' | 'pacman' | 'none' | undefined;
  /** debian, ubuntu, alpine, amazonlinux, ... */
  readonly distribution: string | undefined;
  readonly hasCompiler: boolean | undefined;
  readonly hasJava: boolean | undefined;
  readonly hasNginx: boolean | undefined;
  readonly hasBash: boolean | undefined;
}

/** One word of ENTRYPOINT or CMD. */
export interface StartWord {
  readonly text: string;
  readonly span: Span;
}

/** ENTRYPOINT or CMD in effect. */
export interface StartCommand {
  readonly instruction: Instruction;
  readonly form: 'exec' | 'shell';
  /** exec: the strings. shell: words split at blanks, for reading only. Variables are not expanded by Docker here. */
  readonly words: readonly StartWord[];
  /** The text after the keyword. */
  readonly span: Span;
}

/** ENV in effect, or an ARG of the stage. */
export interface VariableSetting {
  readonly name: string;
  readonly value: Value<string>;
  readonly nameSpan: Span;
  /** The value as written, quotes included. */
  readonly valueSpan: Span;
  readonly instruction: Instruction;
  readonly order: number;
}

/** An ARG before the first FROM. */
export interface GlobalArgument {
  readonly name: string;
  /** Its default; always assumed, or unknown without one. */
  readonly value: Value<string>;
  readonly nameSpan: Span;
}

/** A label, with quotes removed. */
export interface LabelSetting {
  readonly key: string;
  readonly value: Value<string>;
  readonly keySpan: Span;
  readonly valueSpan: Span;
  readonly instruction: Instruction;
}

/** One source of COPY or ADD, and what the build context has under that name. */
export interface CopySource {
  readonly text: string;
  readonly span: Span;
  /** Last part of the path; '' for `.`. */
  readonly name: string;
  /**
   * file, directory: seen in the build context, or a file by its name (an extension that only files have).
   * files: a pattern and what it matched. missing: the context is known and has nothing of that name (rarely a
   * defect: contexts are put together by scripts). unknown: from another stage, a variable, a URL.
   */
  readonly kind: 'file' | 'directory' | 'files' | 'missing' | 'unknown';
  /** Paths of the files that arrive, relative to the project's root; only for what was seen in the context. */
  readonly contextPaths: readonly { readonly path: string; readonly relative: string }[];
  /** The folder has more files than are listed. */
  readonly isPartial: boolean;
  /** Certainly one file, never a folder. */
  readonly isSingleFile: boolean;
}

/** COPY or ADD. */
export interface Copy {
  readonly instruction: Instruction;
  readonly order: number;
  readonly sources: readonly CopySource[];
  readonly destination: {
    readonly text: string;
    readonly span: Span;
    /** Absolute, without trailing slash. */
    readonly path: Value<string>;
    readonly endsWithSlash: boolean;
    /** Makes the edit that puts `text` behind the destination, before a closing quote. */
    insertAfter(text: string): TextEdit;
    /** Makes the edit that writes another destination in its place, quoted as it was. */
    replaceWith(path: string): TextEdit;
  };
  /** `--chmod`, as written. */
  readonly mode: string | undefined;
  readonly fromStage: boolean;
  /** Where each file that is known lands in the image: absolute path and context path. */
  readonly landed: readonly { readonly path: string; readonly contextPath: string }[];
}

/** A simple command of a RUN, with its words resolved against the environment at that point. */
export interface RunCommand {
  readonly instruction: Instruction;
  readonly order: number;
  readonly command: ShellCommand;
  /** The program's name without its folder, `sudo` and the like skipped; undefined where it is a variable. */
  readonly program: string | undefined;
  /** All words, program first; undefined where a word is not known. */
  readonly words: readonly (string | undefined)[];
  /** The folder it runs in. */
  readonly directory: Value<string>;
}

/** A package that the image installs. */
export interface InstalledPackage {
  readonly manager: 'pip' | 'conda' | 'apt' | 'apk' | 'yum' | 'npm';
  /** Normalised name for pip and conda; undefined for a path or URL. */
  readonly name: string | undefined;
  readonly requirement: Requirement | undefined;
  /** Where it is named: the Dockerfile or a requirements file. */
  readonly at: Place;
  readonly order: number;
  /** The RUN that installs it. */
  readonly instruction: Instruction;
  /** The command that installs it. */
  readonly run: RunCommand;
}

/** What is known of a path in the image. */
export type FileFact =
  | {
      readonly kind: 'file';
      /** undefined where nobody can tell. */
      readonly executable: boolean | undefined;
      /** The file of the project that it is a copy of. */
      readonly contextPath: string | undefined;
      readonly instruction: Instruction | undefined;
    }
  | { readonly kind: 'directory' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

/** What `docker run IMAGE train` or `docker run IMAGE serve` would start. */
export type Start =
  /** ENTRYPOINT of the Dockerfile in exec form: the words with the argument behind them. */
  | { readonly kind: 'entrypoint'; readonly words: readonly string[] }
  /** ENTRYPOINT of the Dockerfile in shell form: the argument is lost. */
  | { readonly kind: 'shell' }
  /** A program of that name on PATH. */
  | { readonly kind: 'program'; readonly path: string; readonly from: 'file' | 'toolkit' | 'base' }
  /** The base's own entry point. */
  | { readonly kind: 'base' }
  /** Nothing of that name: the container dies. `doubts` names what could still bring it (a requirements file that is not here). */
  | { readonly kind: 'nothing'; readonly doubts: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** What a word of an exec form starts. */
export type FoundProgram =
  /** A path as written, whatever is there, or the file of that name on PATH. */
  | { readonly path: string; readonly fact: FileFact; readonly why: string | undefined }
  /** Not on PATH: `why` says why nobody can tell, undefined where it is certainly not there. */
  | { readonly path: undefined; readonly fact: undefined; readonly why: string | undefined };

/** Why the file is held to be for SageMaker. */
export interface Evidence {
  readonly span: Span | undefined;
  readonly what: string;
  /** It makes the role likely, not certain: a folder that jobs have is also named by helpers and tests. */
  readonly weak?: true;
}

/** What SageMaker would do with the image. A role is there only when something says so. */
export interface Purpose {
  readonly train: readonly Evidence[];
  readonly serve: readonly Evidence[];
  readonly processing: readonly Evidence[];
  /** It is for SageMaker, and nothing says for what. */
  readonly general: readonly Evidence[];
}

/** An image that SageMaker could start, as one stage of a Dockerfile makes it. */
export interface ImageModel {
  readonly document: SourceDocument;
  /** The name of the stage that is built, if it has one. */
  readonly stageName: string | undefined;
  /** Instructions in effect, from the FROM of the base on, through FROM chains. `order` in this model is a running number over instructions and the commands of RUNs. */
  readonly instructions: readonly Instruction[];
  /** The ARGs before the first FROM, each with its default. They count for FROM alone, unless the stage declares them again. */
  readonly globalArguments: ReadonlyMap<string, GlobalArgument>;
  readonly base: BaseImage;
  readonly purpose: Purpose;
  /** What the file itself sets, ENTRYPOINT first; undefined where it is inherited from the base or reset with []. */
  readonly entrypoint: StartCommand | undefined;
  /** ENTRYPOINT [] was written. */
  readonly entrypointReset: boolean;
  readonly command: StartCommand | undefined;
  readonly user:
    | { readonly text: string; readonly value: Value<string>; readonly span: Span; readonly instruction: Instruction }
    | undefined;
  readonly workingDirectory: Value<string>;
  /** Every ENV in order; `environment` has the last of each name. */
  readonly environmentSettings: readonly VariableSetting[];
  readonly environment: ReadonlyMap<string, VariableSetting>;
  readonly labels: readonly LabelSetting[];
  readonly copies: readonly Copy[];
  readonly runs: readonly RunCommand[];
  readonly packages: readonly InstalledPackage[];
  /** Named in the metadata of a local project that is installed, perhaps only for an extra: rules are silent for them, and report none. */
  readonly mentionedPackages: readonly InstalledPackage[];
  /** Requirements files that are installed but cannot be read here, and the like. */
  readonly unreadInstalls: readonly { readonly what: string; readonly order: number; readonly instruction: Instruction }[];
  /** Whether a package is installed by pip or conda; also true for toolkits of the base. */
  installs(name: string): boolean;
  /** What is at an absolute path at the end of the build, or before the instruction of the given order. */
  fileAt(path: string, before?: number): FileFact;
  /** What a word of an exec form starts, at the end of the build: a path, or a name on PATH. */
  findProgram(word: string): FoundProgram;
  /** Whether the folder exists before that COPY: undefined where nobody can tell. */
  directoryExistsBefore(copy: Copy, path: string): boolean | undefined;
  /** What `docker run IMAGE <argument>` would start. */
  start(argument: 'train' | 'serve'): Start;
  /** The line break and indentation-free text of an instruction to add goes here: the offset behind the last instruction of the stage. */
  readonly endOfStage: number;
}
