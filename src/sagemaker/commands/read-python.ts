import { callsIn, type PythonCall } from '../../languages/python/walk.js';
import type { ScriptModel } from '../script/model.js';
import { argumentOf } from '../script/web/arguments.js';
import { mayBuildOrPack, mayMakeArchives } from './may-command.js';
import type { Command } from './model.js';
import { commandList, commandText, type PythonCommandText } from './python-text.js';
import { readShellCommands } from './read-shell.js';
import { readArchives } from './tarfile.js';

/** Functions that are given a command, as a list or as a text. */
const starters =
  /^(subprocess\.(Popen|run|call|check_call|check_output|getoutput|getstatusoutput)|os\.(system|popen)|pexpect\.(spawn|run)|plumbum\.\w+|invoke\.run|sh\.\w+)$/;

/** Reads the commands that a Python file, or the program of a notebook, starts, and the archives that it makes, in the order of the text. */
export function readPythonCommands(script: Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator'>): Command[] {
  const { text } = script.document;
  const starts = mayBuildOrPack(text) && /\b(subprocess|os|pexpect|invoke)\b/.test(text);
  if (!starts && !mayMakeArchives(text)) return [];
  const calls = callsIn(script.syntax.body);
  const started = starts ? calls.flatMap((made) => startedIn(made, script)) : [];
  const archives = mayMakeArchives(text) ? readArchives(calls, script) : [];
  return [...started, ...archives].sort((first, second) => first.at - second.at).map(({ command }) => command);
}

function startedIn(
  { call }: PythonCall,
  script: Parameters<typeof readPythonCommands>[0],
): { readonly at: number; readonly command: Command }[] {
  const name = script.names.qualifiedName(call.callee);
  if (name === undefined || !starters.test(name)) return [];
  const given = argumentOf(call, ['args', 'cmd', 'command'], 0);
  if (typeof given === 'string') return [];
  const read: PythonCommandText | undefined = commandList(given.value, script) ?? commandText(given.value, script);
  if (!read) return [];
  const { document, notation } = read;
  return readShellCommands({ document, text: document.text, notation }).map((command) => ({ at: call.span.start, command }));
}
