import type { ShellCommand, ShellWord } from '../../languages/shell/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import type { Value } from '../value.js';

/** A shell script as SageMaker would run it. */
export interface ShellScriptModel {
  readonly document: SourceDocument;
  /** What the first line names; undefined where it names nothing, and `/bin/sh` reads the script. */
  readonly interpreter: ShellInterpreter | undefined;
  /** Every simple command, in the order of the text. */
  readonly commands: readonly ScriptCommand[];
  /** The Python programs that it starts. */
  readonly programs: readonly PythonStart[];
  /** Commands that install packages: pip, conda, poetry, uv and whatever else is told to `install`. */
  readonly installs: readonly ScriptCommand[];
  /** Where a line that sets an option belongs: behind the first line and the comment that follows it. */
  readonly optionsOffset: number;
  /** The text of a word, with variables that the script sets once. Assumed where a `${NAME:-default}` took part. */
  textOf(word: ShellWord): Value<string>;
}

export interface ShellInterpreter {
  /** Without its folder: `bash`, `sh`. */
  readonly name: string;
  /** The first line. */
  readonly span: Span;
}

/** Whether an option of the shell is on: unknown where a condition, a function or a file that is read in decides. */
export type OptionState = 'on' | 'off' | 'unknown';

/** A simple command of the script, and what is really started by it. */
export interface ScriptCommand extends ShellCommand {
  /** The words behind `exec`, `nohup`, `env`, `conda run` and the like. Empty where only those stand there. */
  readonly started: readonly ShellWord[];
  /** The name of the started program without its folder; undefined where a variable holds it. */
  readonly program: string | undefined;
  /** The shell becomes the program: its end is the end of the script, and signals reach it. */
  readonly isExec: boolean;
  /** `set -e` as it stands at this command. */
  readonly stopsOnFailure: OptionState;
  readonly pipefail: OptionState;
}

/** A Python program that the script starts. */
export interface PythonStart {
  readonly command: ScriptCommand;
  /** The file, `train.py`; undefined for a module, and where a variable names it. */
  readonly script: ShellWord | undefined;
  /** What follows `-m`, unless that is a launcher of the script. */
  readonly module: ShellWord | undefined;
  /** What the program is given. */
  readonly arguments: readonly ShellWord[];
  /** `"$@"`: what the script itself was given. */
  readonly passesArguments: boolean;
  readonly failure: FailureOutcome;
}

/**
 * What becomes of a failure of a program: the script ends with it, or it is lost, so that the container ends with 0.
 * Lost to a `pipe` (only its last command counts), a `fallback` behind `||`, the commands that come `next`, or a
 * `background` job that nobody asks for its status.
 */
export type FailureOutcome =
  | { readonly kind: 'kept' }
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'lost';
      readonly to: 'pipe' | 'fallback' | 'next' | 'background';
      /** The rest of the pipe, what stands behind `||`, the last command of the script, or the `wait`. */
      readonly span: Span;
      /** False where the commands that come next may fail in their turn. */
      readonly isCertain: boolean;
    };
