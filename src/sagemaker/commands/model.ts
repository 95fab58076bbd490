import type { DocumentPlace, SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';

/** What is done to images and archives: built, named, pushed, pulled; logging in to a registry; packing. */
export type CommandKind = 'build' | 'push' | 'pull' | 'tag' | 'login' | 'get-login' | 'get-login-password' | 'create-repository' | 'pack';

/**
 * A word of a command. `text` is what the program is given, with variables that the text sets once; what nobody can tell
 * stands there as a variable, `${account}`, so that two words with the same text mean the same.
 */
export interface CommandWord {
  readonly text: string;
  /** Every part of it is known. */
  readonly isKnown: boolean;
  /** With its quotes, in the command's document. */
  readonly span: Span;
}

/** An option of a command, or a key of the action that stands for it. */
export interface CommandOption {
  /** The long name without dashes (`platform`); of one letter where there is no long one. */
  readonly name: string;
  /** Undefined for a switch. */
  readonly value: CommandWord | undefined;
  /** From its first dash to the end of its value. */
  readonly span: Span;
}

/** An edit of a command's text, as it is written there. */
export interface CommandEdit {
  readonly document: SourceDocument;
  readonly span: Span;
  readonly newText: string;
}

/**
 * How a command is written: as text for the shell (`python-text` in a string of Python), as a list of words in Python, as
 * a call of a Python library, or as an action of a pipeline with its inputs. `python-value` has no places of its own: it
 * is put together of several texts, and no edit of it can be made.
 */
export type CommandNotation = 'shell' | 'makefile' | 'pipeline' | 'python-text' | 'python-list' | 'python-value' | 'python-call' | 'action';

/** What all commands have. Spans are of `document`, which is a part of a file where the command stands in Python or in a notebook. */
export interface CommandBase {
  readonly document: SourceDocument;
  readonly span: Span;
  /** The program and its verb: `docker buildx build`. */
  readonly nameSpan: Span;
  readonly options: readonly CommandOption[];
  /** The words that are no options, behind the verb. */
  readonly operands: readonly CommandWord[];
  /** It may not run: inside a condition or a loop. */
  readonly isConditional: boolean;
  /** The folder that it runs in, seen from the one in which the text starts; undefined where nobody can tell. */
  readonly folder: string | undefined;
  readonly notation: CommandNotation;
  /** An environment variable as far as the text sets it: its text, or undefined. */
  environment(name: string): string | undefined;
}

/** `docker build`, `docker buildx build`, or an action that runs it. */
export interface BuildCommand extends CommandBase {
  readonly kind: 'build';
  /** `docker`, `podman`, ...; `action` for docker/build-push-action. */
  readonly program: string;
  readonly isBuildx: boolean;
  /** The result goes to the registry, and not first to the machine that builds. */
  readonly pushesItself: boolean;
  /** The names that it is built under. */
  readonly tags: readonly CommandWord[];
  /** `--file`. */
  readonly file: CommandWord | undefined;
  /** The folder that is built from. */
  readonly context: CommandWord | undefined;
  /** `--platform`, the list taken apart; undefined where it is not given, empty where nobody can tell. */
  readonly platforms: readonly string[] | undefined;
  /** The edit that gives an option that it does not have; undefined where none can be made. */
  addOption(name: string, value: string): CommandEdit | undefined;
  /** The edit that gives an option another value. */
  replaceOption(option: CommandOption, value: string): CommandEdit | undefined;
}

export interface PushCommand extends CommandBase {
  readonly kind: 'push';
  readonly image: CommandWord | undefined;
}

export interface PullCommand extends CommandBase {
  readonly kind: 'pull';
  readonly image: CommandWord | undefined;
}

/** `docker tag SOURCE TARGET`. */
export interface TagCommand extends CommandBase {
  readonly kind: 'tag';
  readonly source: CommandWord | undefined;
  readonly target: CommandWord | undefined;
}

/** `docker login REGISTRY`, and what logs in by itself: an action, a credential helper. */
export interface LoginCommand extends CommandBase {
  readonly kind: 'login';
  readonly registry: CommandWord | undefined;
}

/** `aws ecr get-login`, mostly within `$(...)`, which runs the `docker login` that it prints. */
export interface GetLoginCommand extends CommandBase {
  readonly kind: 'get-login';
  readonly region: CommandWord | undefined;
  /** `--registry-ids`: accounts. Empty for the account that is logged in. */
  readonly accounts: readonly CommandWord[];
  /** `$(aws ecr get-login ...)` as a command of its own: the whole substitution. */
  readonly substitution: Span | undefined;
}

export interface GetLoginPasswordCommand extends CommandBase {
  readonly kind: 'get-login-password';
  readonly region: CommandWord | undefined;
}

export interface CreateRepositoryCommand extends CommandBase {
  readonly kind: 'create-repository';
  readonly name: CommandWord | undefined;
}

/** One thing that is put into an archive. */
export interface PackedMember {
  /** The file or folder, as it is named. */
  readonly source: CommandWord;
  /** The folder that the name is seen from: `-C`. */
  readonly from: CommandWord | undefined;
  /** What it is called in the archive, where that is said apart. */
  readonly name: CommandWord | undefined;
  /** It is a folder of links: a snapshot in the cache of Hugging Face. */
  readonly holdsLinks: boolean;
}

/** An archive that is made: `tar -c`, Python's tarfile. */
export interface PackCommand extends CommandBase {
  readonly kind: 'pack';
  readonly tool: 'tar' | 'tarfile';
  readonly archive: CommandWord | undefined;
  /** Undefined where nobody can tell. */
  readonly compression: 'gzip' | 'none' | 'other' | undefined;
  readonly members: readonly PackedMember[];
  /** Members are all known: nothing is added elsewhere. */
  readonly isComplete: boolean;
  /** Names are changed on the way: `--transform`, `filter=`. */
  readonly isRenamed: boolean;
  /** Links are followed, so that the archive holds files. */
  readonly followsLinks: boolean;
  /** Where the compression is said or missing. */
  readonly modeSpan: Span;
  readonly edits: PackEdits;
}

/** The edits of an archive that may be made; undefined where the way it is written has none. */
export interface PackEdits {
  readonly compress: readonly CommandEdit[] | undefined;
  /** Packs what is in the only folder instead of the folder itself. */
  readonly flatten: readonly CommandEdit[] | undefined;
  readonly followLinks: readonly CommandEdit[] | undefined;
}

export type Command =
  | BuildCommand
  | PushCommand
  | PullCommand
  | TagCommand
  | LoginCommand
  | GetLoginCommand
  | GetLoginPasswordCommand
  | CreateRepositoryCommand
  | PackCommand;

/** Commands that run one after the other: of a script, a recipe's file, a notebook, a job of a pipeline. */
export interface CommandList {
  /** The file, or the Python of a notebook. */
  readonly document: SourceDocument;
  readonly commands: readonly Command[];
}

/** The commands of a kind. */
export function commandsOfKind<Kind extends CommandKind>(
  commands: readonly Command[],
  kind: Kind,
): readonly Extract<Command, { kind: Kind }>[] {
  return commands.filter((command): command is Extract<Command, { kind: Kind }> => command.kind === kind);
}

/** The last option of a name, which is the one that counts. */
export function optionOf(command: Pick<CommandBase, 'options'>, name: string): CommandOption | undefined {
  return command.options.findLast((option) => option.name === name);
}

/** The place of a part of a command. */
export function placeIn({ document }: Pick<CommandBase, 'document'>, span: Span): DocumentPlace {
  return { document, span };
}

/** Whether commands are run on people's own machines: pipelines and notebooks run on machines whose kind is known. */
export function runsOnOwnMachine({ document, notation }: Pick<CommandBase, 'document' | 'notation'>): boolean {
  return notation !== 'pipeline' && notation !== 'action' && !isInNotebook(document);
}

/** Also in a script that a cell writes. */
function isInNotebook({ path, part }: SourceDocument): boolean {
  return /\.ipynb$/i.test(path) || (part !== undefined && isInNotebook(part.container));
}
