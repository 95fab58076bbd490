import type { CallExpression, Expression } from '../../../languages/python/syntax.js';
import { parseShell } from '../../../languages/shell/parse.js';
import { readServerCommand, shellScriptOf } from '../../server/command.js';
import { type CommandWord, commandWord, hole, shellCommandWords } from '../../server/command-word.js';
import type { ScriptContext } from '../context.js';
import type { ServerStart, StartedProgram } from '../server.js';
import { textParts } from '../values/text-parts.js';
import { argumentOf, contentOf } from './arguments.js';

/** Functions that are given a command, as a list or as a text. */
const starters =
  /^(subprocess\.(Popen|run|call|check_call|check_output|getoutput|getstatusoutput)|os\.(system|popen)|asyncio\.create_subprocess_(exec|shell)|asyncio\.subprocess\.create_subprocess_(exec|shell)|pexpect\.(spawn|run))$/;
/** `os.execvp(file, [program, ...])` and `os.execlp(file, program, ...)`. */
const replacing = /^os\.(exec|spawn)([lv])p?e?$/;

/** What a file starts as programs: servers, and whatever else. */
export interface CommandStarts {
  readonly starts: readonly ServerStart[];
  readonly programs: readonly StartedProgram[];
}

/** Finds the programs that Python starts: `subprocess.Popen(["gunicorn", ...])`, `os.system("nginx")`. */
export function readCommandStarts(context: ScriptContext): CommandStarts {
  const starts: ServerStart[] = [];
  const programs: StartedProgram[] = [];
  for (const place of context.calls) {
    const { call } = place;
    const name = context.names.qualifiedName(call.callee);
    if (name === undefined || !/^(os|subprocess|asyncio|pexpect)\./.test(name)) continue;
    for (const words of commandsOf(context, call, name)) {
      const run = context.flow.runOf(place);
      const command = readServerCommand(words);
      if (!command) programs.push({ words, span: call.span, run });
      else
        starts.push({
          form: 'command',
          server: command.program,
          span: call.span,
          nameSpan: command.span,
          call,
          addresses: command.addresses,
          application: command.application,
          command,
          run,
        });
    }
  }
  return { starts, programs };
}

/** The words of the commands that a call starts. */
function commandsOf(context: ScriptContext, call: CallExpression, name: string): readonly (readonly CommandWord[])[] {
  const exec = replacing.exec(name);
  if (exec) {
    const given = call.arguments.slice(exec[1] === 'spawn' ? 1 : 0);
    if (exec[2] === 'l') return [given.slice(1).map(({ value }) => wordOf(context, value))];
    const list = given[1];
    return list ? [wordsOf(context, list.value) ?? [unknownWord(list.value)]] : [];
  }
  if (!starters.test(name)) return [];
  if (/create_subprocess_exec$/.test(name)) {
    return [call.arguments.filter(({ name: key }) => key === undefined).map(({ value }) => wordOf(context, value))];
  }
  const command = argumentOf(call, ['args', 'cmd', 'command'], 0);
  if (typeof command === 'string') return [];
  const words = wordsOf(context, command.value);
  if (!words) return shellCommands(context, command.value);
  const script = shellScriptOf(words);
  return script ? commandsIn(context, script) : [words];
}

/** The words of a list; undefined for a text. What is added to a list is not known. */
function wordsOf(context: ScriptContext, expression: Expression): CommandWord[] | undefined {
  const value = context.evaluator.resolve(expression);
  if (value.kind === 'list' || value.kind === 'tuple') {
    return value.elements.map((element) =>
      element.kind === 'unary' && element.operator === '*' ? unknownWord(element) : wordOf(context, element),
    );
  }
  if (value.kind === 'binary' && value.operator === '+') {
    const left = wordsOf(context, value.left);
    return left && [...left, ...(wordsOf(context, value.right) ?? [unknownWord(value.right)])];
  }
  if (value.kind === 'call' && context.names.qualifiedName(value.callee) === 'shlex.split') {
    const [text] = value.arguments;
    return text ? [...(shellCommands(context, text.value)[0] ?? [])] : [];
  }
  // A list that is changed later: what it begins with is known.
  if (value.kind === 'name') {
    const scope = context.names.bindingsOf(value)[0]?.scope;
    const [binding, ...others] = scope?.bindings.get(value.name) ?? [];
    const first = binding?.kind === 'assignment' && binding.position.length === 0 ? binding.value : undefined;
    const isOnly = others.every(({ kind }) => kind === 'augmented');
    if ((first?.kind === 'list' || first?.kind === 'binary') && isOnly) return [...(wordsOf(context, first) ?? []), unknownWord(value)];
  }
  return undefined;
}

function unknownWord(at: Expression): CommandWord {
  return { text: hole, assumed: false, span: at.span, textSpan: undefined };
}

/** One element of a list, with holes for what is not known of it. */
function wordOf(context: ScriptContext, element: Expression): CommandWord {
  const { text, assumed } = knownText(context, element, 0);
  return commandWord(context.document.text, text, element.span, assumed);
}

function knownText(context: ScriptContext, expression: Expression, depth: number): { readonly text: string; readonly assumed: boolean } {
  const value = context.evaluator.scalar(expression);
  if (value.known && value.value !== null) return { text: String(value.value), assumed: value.assumed };
  // `str(timeout)`, where a number is the default of a variable.
  const inner =
    expression.kind === 'call' && context.names.qualifiedName(expression.callee) === 'builtins.str' ? expression.arguments[0] : undefined;
  if (inner && depth < 4) return knownText(context, inner.value, depth + 1);
  const parts = depth < 4 ? textParts(context.evaluator.resolve(expression), context.document.text) : undefined;
  if (!parts) return { text: hole, assumed: false };
  const texts = parts.parts.map((part) =>
    typeof part === 'string' ? { text: part, assumed: false } : knownText(context, part, depth + 1),
  );
  return { text: texts.map(({ text }) => text).join(''), assumed: texts.some(({ assumed }) => assumed) };
}

/** The commands of a text that stands in a list: `["sh", "-c", "nginx && gunicorn app:app"]`. */
function commandsIn(context: ScriptContext, script: CommandWord): readonly (readonly CommandWord[])[] {
  const start = script.textSpan?.start;
  return parseShell(script.text.replaceAll(hole, '${HOLE}'), start ?? 0).commands.map((command) => {
    const words = shellCommandWords(context.document.text, command.words);
    return start === undefined ? words.map((word) => ({ ...script, text: word.text, textSpan: undefined })) : words;
  });
}

/** The commands of a text for the shell. Places are exact where it is written without escapes and holes. */
function shellCommands(context: ScriptContext, expression: Expression): readonly (readonly CommandWord[])[] {
  const value = context.evaluator.resolve(expression);
  const { text, assumed } = knownText(context, value, 0);
  if (text === hole) return [[unknownWord(expression)]];
  const isPlain = value.kind === 'string' && value.contentSpan !== undefined;
  const around: CommandWord = { text: '', assumed, span: contentOf(expression), textSpan: undefined };
  // To the shell, what is not known is a variable.
  const script = text.replaceAll(hole, '${HOLE}');
  return parseShell(script, isPlain ? contentOf(value).start : 0).commands.map((command) =>
    shellCommandWords(context.document.text, command.words).map((word) =>
      isPlain ? word : { ...around, text: word.text, assumed: assumed || word.assumed },
    ),
  );
}
