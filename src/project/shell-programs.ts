import type { ImageModel } from '../sagemaker/image/model.js';
import type { PythonStart, ScriptCommand, ShellScriptModel } from '../sagemaker/shell-script/model.js';
import { certain } from '../sagemaker/value.js';
import { pathOfWord, placedCommands } from './shell-commands.js';

/** A Python program of the project that a shell script starts with the arguments that it was given itself. */
export interface GivenProgram {
  readonly command: ScriptCommand;
  /** As the script calls it. */
  readonly name: string;
  /** Its file, relative to the project's root. */
  readonly script: string;
  /** The same file in the image. */
  readonly path: string;
  /** What it is given in front of them; undefined where nobody can tell, or where other words may come instead. */
  readonly before: readonly string[] | undefined;
}

/** Finds the programs that a shell script at `path` in an image hands `"$@"` on to: `exec python train.py --fast "$@"`. */
export function programsGivenArguments(shell: ShellScriptModel, path: string, image: ImageModel): readonly GivenProgram[] {
  if (!shell.programs.some(({ passesArguments }) => passesArguments)) return [];
  const isChanged = changesArguments(shell);
  return placedCommands(shell, path, image).flatMap(({ command, directory }): GivenProgram[] => {
    const start = shell.programs.find((program) => program.command === command);
    if (!start?.script || !start.passesArguments) return [];
    const name = certain(shell.textOf(start.script));
    const file = name === undefined ? undefined : pathOfWord(placed(name), directory, image);
    const fact = file === undefined ? undefined : image.fileAt(file);
    if (name === undefined || file === undefined || fact?.kind !== 'file' || fact.contextPath === undefined) return [];
    return [{ command, name, script: fact.contextPath, path: file, before: isChanged ? undefined : wordsBefore(start, shell) }];
  });
}

/** A file that Python is given is looked for in the folder, and not on PATH. */
function placed(name: string): string {
  return name.includes('/') ? name : `./${name}`;
}

/** Whether the script may hand on other arguments than those that it was started with. */
function changesArguments({ commands }: ShellScriptModel): boolean {
  return commands.some(
    ({ program, words }) =>
      /^(shift|getopts|source|\.|eval)$/.test(program ?? '') ||
      // `set -e` sets options, `set -- a b` the arguments.
      (program === 'set' && words.slice(1).some(({ text }) => !/^[-+]\w+$|^(pipefail|errexit|nounset|xtrace)$/.test(text))),
  );
}

/** The words in front of a `"$@"` at the end. */
function wordsBefore(start: PythonStart, { textOf }: ShellScriptModel): readonly string[] | undefined {
  const [part, ...others] = start.arguments.at(-1)?.parts ?? [];
  if (part?.kind !== 'variable' || !/^[@*]$/.test(part.name) || part.fallback !== undefined || others.length > 0) return undefined;
  const words = start.arguments.slice(0, -1).flatMap((word) => certain(textOf(word)) ?? []);
  return words.length === start.arguments.length - 1 ? words : undefined;
}
