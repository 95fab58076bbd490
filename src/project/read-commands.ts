import { mayBuildOrPack } from '../sagemaker/commands/may-command.js';
import type { Command, CommandList } from '../sagemaker/commands/model.js';
import { readMakefileCommands } from '../sagemaker/commands/read-makefile.js';
import { readShellCommands } from '../sagemaker/commands/read-shell.js';
import type { SourceDocument } from '../text/document.js';
import { type NotebookCommand, partsOf } from './parts.js';
import type { Language } from './project.js';

/** What reads the commands that Python starts; asked only where a text may have some. */
export type PythonCommands = (document: SourceDocument) => readonly Command[];

/** The commands of a text that build, push or pack, one list for what runs in one go. Empty for most texts. */
export function readCommands(document: SourceDocument, language: Language | undefined, ofPython: PythonCommands): readonly CommandList[] {
  const lists = listsOf(document, language, ofPython);
  return lists.flatMap((commands) => (commands.length > 0 ? [{ document, commands }] : []));
}

function listsOf(document: SourceDocument, language: Language | undefined, ofPython: PythonCommands): readonly (readonly Command[])[] {
  switch (language) {
    case 'shell':
      return [readShellCommands({ document, text: document.text, notation: 'shell' })];
    case 'makefile':
      return [readMakefileCommands(document)];
    case 'python': {
      const { part } = document;
      const isNotebook = part !== undefined && part.container.path === document.path;
      const magic = isNotebook ? partsOf(part.container).commands.flatMap(readNotebookCommand) : [];
      return [inOrder([...magic, ...ofPython(document)])];
    }
    default:
      return [];
  }
}

/** Those of Python and those of the shell, in the order in which a notebook is run. */
function inOrder(commands: readonly Command[]): readonly Command[] {
  const placeOf = ({ document, span }: Command): number => {
    const around = document.part?.around?.(span);
    const outer = around?.document.part?.around ? undefined : around;
    return outer?.span.start ?? span.start;
  };
  return [...commands].sort((first, second) => placeOf(first) - placeOf(second));
}

function readNotebookCommand({ document, kind, folder }: NotebookCommand): readonly Command[] {
  if (!mayBuildOrPack(document.text)) return [];
  const text = kind === 'line' ? withPythonValues(document.text) : document.text;
  return readShellCommands({ document, text, notation: 'shell' }).map((command) => ({
    ...command,
    folder: folder === undefined || command.folder === undefined ? undefined : folderBelow(folder, command.folder),
  }));
}

/** `{name}` in a command of a notebook is a value of Python: to the shell, a variable of the same length. */
export function withPythonValues(text: string): string {
  return text.replace(/(?<!\$)\{([^{}\r\n]+)\}/g, (written, inner: string) => {
    const name = inner.replace(/\W+/g, '_').replace(/^_+/, '');
    return /^[A-Za-z_]/.test(name) ? `$${name.slice(0, written.length - 1).padEnd(written.length - 1, '_')}` : written;
  });
}

/** Folders of notebooks are seen from the project's root, which `/` says. */
function folderBelow(folder: string, below: string): string {
  return below.startsWith('/') ? below : `/${[folder, below].filter((part) => part !== '').join('/')}`;
}
