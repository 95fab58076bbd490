import { parseShell } from '../../languages/shell/parse.js';
import type { SourceDocument } from '../../text/document.js';
import { failureOf } from './failure.js';
import type { PythonStart, ScriptCommand, ShellInterpreter, ShellScriptModel } from './model.js';
import { optionsBehind, optionsOfFirstLine } from './options.js';
import { readPythonStart } from './python-start.js';
import { nameOf, startedBy } from './started.js';
import { createWordTexts, literalText } from './words.js';

/** Reads a shell script. Never throws; what is no shell gives few or no commands. */
export function readShellScript(document: SourceDocument): ShellScriptModel {
  const { text } = document;
  const commands: ScriptCommand[] = [];
  let options = optionsOfFirstLine(text);
  for (const command of parseShell(text).commands) {
    const { words, isExec } = startedBy(command);
    commands.push({ ...command, started: words, program: nameOf(words[0]), isExec, ...options });
    options = optionsBehind(command, options);
  }
  const programs = commands.flatMap((command): PythonStart[] => {
    const start = readPythonStart(command);
    return start ? [{ ...start, failure: failureOf(command, commands, text) }] : [];
  });
  return {
    document,
    interpreter: interpreterOf(text),
    commands,
    programs,
    installs: commands.filter(isInstall),
    optionsOffset: optionsOffset(text),
    textOf: createWordTexts(commands),
  };
}

function interpreterOf(text: string): ShellInterpreter | undefined {
  const line = /^#!\s*([^\r\n]*)/.exec(text);
  if (!line) return undefined;
  const [program = '', ...rest] = (line[1] ?? '').trim().split(/\s+/);
  const path = /(^|\/)env$/.test(program) ? (rest.find((word) => !word.startsWith('-') && !word.includes('=')) ?? '') : program;
  return { name: path.slice(path.lastIndexOf('/') + 1), span: { start: 0, end: line[0].trimEnd().length } };
}

/** Over-approximated: it only ever says that something may be installed. */
function isInstall({ words }: ScriptCommand): boolean {
  return (
    words.some((word) => /^(install|sync|pip-sync|ci)$/.test(literalText(word) ?? '')) ||
    words.some(({ text }) => /environment\.ya?ml/.test(text))
  );
}

/** The offset behind the comments at the top. */
function optionsOffset(text: string): number {
  let offset = 0;
  for (;;) {
    const line = /^#[^\n]*(\n|$)/.exec(text.slice(offset));
    if (!line || line[0] === '') return offset;
    offset += line[0].length;
  }
}
