import type { ImageModel } from '../sagemaker/image/model.js';
import { placeInDockerfile, type StartedFile, startedFiles } from '../sagemaker/image/started-files.js';
import { programPath, toolkitRunsProgram } from '../sagemaker/image/training-toolkit.js';
import { isShell } from '../sagemaker/image/wrappers.js';
import type { ScriptCommand, ShellScriptModel } from '../sagemaker/shell-script/model.js';
import type { DocumentPlace } from '../text/document.js';
import type { Project } from './project.js';
import { lineText, pathOfWord, placedCommands } from './shell-commands.js';

/** A file that a container executes: by itself, or out of a shell script of the project. */
export interface ExecutedFile extends StartedFile {
  /** The command of the shell script; undefined where Docker starts the file. */
  readonly by: DocumentPlace | undefined;
  /** It may not run. */
  readonly isConditional: boolean;
  /** A script sets modes while it runs: the one that the file has in the image says nothing. */
  readonly mayGetMode: boolean;
}

const deepest = 3;

/** Finds the files that `docker run IMAGE train` and `serve` execute, those that a started shell script executes included. */
export function executedFiles(project: Project, image: ImageModel): readonly ExecutedFile[] {
  const files = project.filesFor(image.document.path);
  const found: ExecutedFile[] = [
    ...startedFiles(image).map((file) => ({ ...file, by: undefined, isConditional: false, mayGetMode: false })),
    ...startedByToolkit(image),
  ];
  let level: readonly ExecutedFile[] = found;
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    level = level.flatMap((file) => {
      const { contextPath } = file.fact;
      if (contextPath === undefined) return [];
      // What is read here is noted, so that an edit to it judges the image anew.
      files.read(contextPath);
      const document = project.document(contextPath);
      const script = document && project.shellScriptIn(document);
      return script ? startedBy(script, file, image).filter(({ path }) => !found.some((other) => other.path === path)) : [];
    });
    found.push(...level);
  }
  return found;
}

/** The training toolkit runs what is no Python by a shell, and makes it executable before. Source: entry_point.py, process.py of the toolkit. */
function startedByToolkit(image: ImageModel): ExecutedFile[] {
  const path = programPath(image);
  const fact = path === undefined || path.endsWith('.py') || !toolkitRunsProgram(image) ? undefined : image.fileAt(path);
  const at = path !== undefined && fact?.kind === 'file' ? placeInDockerfile(image, path, fact) : undefined;
  if (path === undefined || fact?.kind !== 'file' || !at) return [];
  return [{ path, fact, at, how: 'from-shell', by: undefined, isConditional: false, mayGetMode: true }];
}

function startedBy(script: ShellScriptModel, file: ExecutedFile, image: ImageModel): ExecutedFile[] {
  const mayGetMode =
    file.mayGetMode || script.commands.some(({ program, words }) => program === 'chmod' || words.some(({ text }) => text === 'chmod'));
  return placedCommands(script, file.path, image).flatMap(({ command, directory }): ExecutedFile[] => {
    const named = fileOf(command, script);
    const path = named && pathOfWord(named.word, directory, image);
    const fact = path === undefined ? undefined : image.fileAt(path);
    if (!named || path === undefined || fact?.kind !== 'file') return [];
    const at = placeInDockerfile(image, path, fact);
    const isConditional = file.isConditional || command.conditional;
    const by = { document: script.document, span: command.span };
    return at ? [{ path, fact, at, how: named.how, by, isConditional, mayGetMode }] : [];
  });
}

/** The file that a command runs: directly, or read by another shell. */
function fileOf(
  { started, program }: ScriptCommand,
  { textOf }: ShellScriptModel,
): { readonly word: string; readonly how: StartedFile['how'] } | undefined {
  const [first, ...rest] = started;
  const text = first && lineText(textOf(first));
  if (text === undefined || program === undefined) return undefined;
  if (!isShell(program) && program !== 'source' && program !== '.') return { word: text, how: 'from-shell' };
  const script = rest.find((word) => !word.text.startsWith('-'));
  const word = script && !rest.some(({ text: option }) => /^-[a-z]*c$/.test(option)) ? lineText(textOf(script)) : undefined;
  return word === undefined ? undefined : { word, how: 'shell' };
}
