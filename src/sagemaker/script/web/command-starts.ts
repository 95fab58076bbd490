import type { CallExpression, Expression } from '../../../languages/python/syntax.js';
import { parseShell } from '../../../languages/shell/parse.js';
import { readServerCommand, type ServerCommand, shellScriptOf } from '../../server/command.js';
import { type CommandWord, commandWord, hole, shellCommandWords } from '../../server/command-word.js';
import type { ScriptContext } from '../context.js';
import type { ServerStart } from '../server.js';
import { textParts } from '../text-parts.js';
import { argumentOf, contentOf } from './arguments.js';

/** Functions that are given a command, as a list or as a text. */
const starters =
  /^(subprocess\.(Popen|run|call|check_call|check_output|getoutput|getstatusoutput)|os\.(system|popen)|asyncio\.create_subprocess_(exec|shell)|asyncio\.subprocess\.create_subprocess_(exec|shell)|pexpect\.(spawn|run))$/;
/** `os.execvp(file, [program, ...])` and `os.execlp(file, program, ...)`. */
const replacing = /^os\.(exec|spawn)([lv])p?e?$/;

/** Finds the servers that Python starts as programs: `subprocess.Popen(["gunicorn", ...])`, `os.system("nginx")`. */
export function readCommandStarts(context: ScriptContext): ServerStart[] {
  const starts: ServerStart[] = [];
  for (const place of context.calls) {
    const name = context.names.qualifiedName(place.call.callee);
    if (
      name === undefined ||
      !(name.startsWith('os.') || name.startsWith('subprocess.') || name.startsWith('asyncio.') || name.startsWith('pexpect.'))
    )
      continue;
    for (const command of commandsOf(context, place.call, name)) {
      starts.push({
        form: 'command',
        server: command.program,
        span: place.call.span,
        nameSpan: command.span,
        call: place.call,
        addresses: command.addresses,
        application: command.application,
        command,
        run: context.flow.runOf(place),
      });
    }
  }
  return starts;
}

function commandsOf(context: ScriptContext, call: CallExpression, name: string): ServerCommand[] {
  const exec = replacing.exec(name);
  if (exec) {
    const first = exec[1] === 'spawn' ? 1 : 0;
    const given = call.arguments.slice(first);
    const words =
      exec[2] === 'v'
        ? given[1]
          ? wordsOf(context, given[1].value)
          : undefined
        : given.slice(1).map(({ value }) => wordOf(context, value));
    return words ? readWords(context, words) : [];
  }
  if (!starters.test(name)) return [];
  if (/create_subprocess_exec$/.test(name))
    return readWords(
      context,
      call.arguments.filter(({ name: key }) => key === undefined).map(({ value }) => wordOf(context, value)),
    );
  const command = argumentOf(call, ['args', 'cmd', 'command'], 0);
  if (typeof command === 'string') return [];
  return readCommand(context, command.value);
}

function readCommand(context: ScriptContext, expression: Expression): ServerCommand[] {
  const words = wordsOf(context, expression);
  return words ? readWords(context, words) : readText(context, expression);
}

function readWords(context: ScriptContext, words: readonly CommandWord[]): ServerCommand[] {
  const script = shellScriptOf(words);
  if (script) return readShell(context, script.text, script.textSpan?.start, script);
  const command = readServerCommand(words);
  return command ? [command] : [];
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
    const parsed = text ? shellWords(context, text.value) : [];
    return parsed[0]?.words;
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

function readText(context: ScriptContext, expression: Expression): ServerCommand[] {
  return shellWords(context, expression).flatMap(({ words }) => readWords(context, words));
}

function readShell(context: ScriptContext, text: string, start: number | undefined, around: CommandWord): ServerCommand[] {
  const offset = start ?? 0;
  return parseShell(text, offset).commands.flatMap((command) => {
    const words = shellCommandWords(context.document.text, command.words).map((word) =>
      start === undefined ? { ...around, text: word.text } : word,
    );
    const read = readServerCommand(words);
    return read ? [read] : [];
  });
}

/** The commands of a text for the shell. Places are exact where it is written without escapes and holes. */
function shellWords(context: ScriptContext, expression: Expression): { readonly words: CommandWord[] }[] {
  const value = context.evaluator.resolve(expression);
  const { text, assumed } = knownText(context, value, 0);
  const isPlain = value.kind === 'string' && value.contentSpan !== undefined;
  const around: CommandWord = { text: '', assumed, span: contentOf(expression), textSpan: undefined };
  // The shell must not see what stands for a hole as a word of its own: a variable is what it is.
  const script = text.replaceAll(hole, '${HOLE}');
  return parseShell(script, isPlain ? contentOf(value).start : 0).commands.map((command) => ({
    words: shellCommandWords(context.document.text, command.words).map((word) =>
      isPlain ? word : { ...around, text: word.text, assumed: assumed || word.assumed },
    ),
  }));
}
