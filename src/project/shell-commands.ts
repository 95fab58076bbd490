import type { ImageModel } from '../sagemaker/image/model.js';
import { baseName, parentOf, resolveImagePath } from '../sagemaker/image/paths.js';
import type { ScriptCommand, ShellScriptModel } from '../sagemaker/shell-script/model.js';
import { certain, likely, type Value } from '../sagemaker/value.js';

/** A command of a shell script that an image runs. */
export interface PlacedCommand {
  readonly command: ScriptCommand;
  /** The folder of the image that it runs in; undefined where nobody can tell. */
  readonly directory: string | undefined;
}

/** The commands of a script that lies at `path` in an image, each with the folder that it runs in. */
export function placedCommands(script: ShellScriptModel, path: string, image: ImageModel): readonly PlacedCommand[] {
  let directory = likely(image.workingDirectory);
  return script.commands.map((command) => {
    if (/^(cd|pushd|popd)$/.test(command.program ?? '')) directory = folderOf(command, script, path, directory);
    return { command, directory };
  });
}

/** Where in the image a program or file is that a shell is told in a folder; undefined where nobody can tell. */
export function pathOfWord(word: string, directory: string | undefined, image: ImageModel): string | undefined {
  if (!word.includes('/')) return image.findProgram(word).path;
  if (word.startsWith('/')) return resolveImagePath('/', word);
  return directory === undefined ? undefined : resolveImagePath(directory, word);
}

/** A word as it is meant: Windows line endings, which SM108 reports, are no part of it. */
export function lineText(value: Value<string>): string | undefined {
  return certain(value)?.replace(/\r$/, '');
}

/** Where a script is after a `cd`; its own folder for `cd "$(dirname "$0")"`. */
function folderOf(
  { started, conditional, scope }: ScriptCommand,
  { textOf }: ShellScriptModel,
  path: string,
  directory: string | undefined,
): string | undefined {
  const [, word] = started;
  if (!word || conditional || scope !== 0) return undefined;
  if (/^"?\$\(dirname "?\$\{?(0|BASH_SOURCE(\[0\])?)\}?"?\)"?\r?$/.test(word.text)) return parentOf(path);
  const text = lineText(textOf(word));
  if (text === undefined || baseName(text) === '-') return undefined;
  if (text.startsWith('/')) return resolveImagePath('/', text);
  return directory === undefined ? undefined : resolveImagePath(directory, text);
}
