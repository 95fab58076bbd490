import type { ShellWord } from '../../languages/shell/syntax.js';
import { launcherModules, launcherPrograms } from '../facts/script-launchers.js';
import type { PythonStart, ScriptCommand } from './model.js';
import { literalText, passesArguments } from './words.js';

/** Options of the interpreter that take a value behind a blank. */
const pythonValues = /^-[XW]$/;

/** The Python program that a command starts, without what becomes of its failure; undefined if it starts none. */
export function readPythonStart(command: ScriptCommand): Omit<PythonStart, 'failure'> | undefined {
  const { program, started } = command;
  const rest = started.slice(1);
  const make = (script: ShellWord | undefined, module: ShellWord | undefined, words: readonly ShellWord[]) => ({
    command,
    script,
    module,
    arguments: words,
    passesArguments: words.some(passesArguments),
  });
  const behindLauncher = (words: readonly ShellWord[], module: ShellWord | undefined) => {
    const at = words.findIndex(isPythonFile);
    if (at >= 0) return make(words[at], undefined, words.slice(at + 1));
    return module ? make(undefined, module, words) : undefined;
  };
  if (program === undefined) return undefined;
  if (launcherPrograms.test(program)) {
    const python = rest.findIndex((word) => isPython(literalText(word)));
    return python >= 0 ? readInterpreter(rest.slice(python + 1)) : behindLauncher(rest, undefined);
  }
  if (isPython(program)) return readInterpreter(rest);
  // Its first line names Python.
  return isPythonFile(started[0]) ? make(started[0], undefined, rest) : undefined;

  function readInterpreter(words: readonly ShellWord[]) {
    for (let index = 0; index < words.length; index++) {
      const word = words[index];
      const text = word && literalText(word);
      if (text === '-m') {
        const module = words[index + 1];
        const name = module && literalText(module);
        return name !== undefined && launcherModules.test(name)
          ? behindLauncher(words.slice(index + 2), module)
          : make(undefined, module, words.slice(index + 2));
      }
      // `python -c '...'`, `python -` and `python < file` are no program of the project.
      if (text === '-c' || text === '-' || text === '--version' || text === '-V') return undefined;
      if (text !== undefined && pythonValues.test(text)) index++;
      else if (!text?.startsWith('-')) return make(word, undefined, words.slice(index + 1));
    }
    return undefined;
  }
}

/** Whether a program's name is that of Python. */
export function isPython(name: string | undefined): boolean {
  return name !== undefined && /^(python|pypy)[\d.]*$/.test(name.slice(name.lastIndexOf('/') + 1));
}

function isPythonFile(word: ShellWord | undefined): boolean {
  const last = word?.parts.at(-1);
  return last?.kind === 'literal' && /\.py$/.test(last.value);
}
