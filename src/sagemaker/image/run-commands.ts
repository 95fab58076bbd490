import type { Instruction } from '../../languages/dockerfile/syntax.js';
import { parseShell, scriptFlow } from '../../languages/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../languages/shell/syntax.js';
import { known, unknown, type Value } from '../value.js';
import type { VariableLookup } from './expand.js';
import { resolveShellPath } from './filesystem.js';
import type { RunCommand } from './model.js';
import { baseName } from './paths.js';

const wrappers = new Set(['sudo', 'exec', 'time', 'nohup', 'command', 'nice', 'ionice', 'eatmydata', 'env']);

/**
 * Reads a RUN into its simple commands with words resolved; `nextOrder` numbers them.
 * Commands of a quoted script (`bash -c "..."`) are read too, in place of the shell that runs them.
 */
export function readRunCommands(
  instruction: Instruction,
  text: string,
  directory: Value<string>,
  lookup: VariableLookup,
  nextOrder: () => number,
): RunCommand[] {
  const shellVariables = new Map<string, string | undefined>();
  const directories = new Map<number, Value<string>>();
  const commands: RunCommand[] = [];

  const resolve = (word: ShellWord): string | undefined => {
    let result = '';
    for (const part of word.parts) {
      if (part.kind === 'opaque') {
        // A glob keeps its stars: chmod and COPY-like words match names with it.
        if (!/^[*?[]/.test(part.text)) return undefined;
        result += part.text;
      } else if (part.kind === 'literal') {
        result += part.value;
      } else {
        const value = resolveVariable(part.name) ?? part.fallback;
        if (value === undefined) return undefined;
        result += value;
      }
    }
    return result;
  };
  const resolveVariable = (name: string): string | undefined => {
    if (shellVariables.has(name)) return shellVariables.get(name);
    if (name === 'HOME') return '/root';
    const value = lookup(name);
    return value?.known ? value.value : undefined;
  };

  const add = (command: ShellCommand, depth: number): void => {
    for (const assignment of command.assignments) {
      if (command.words.length === 0)
        shellVariables.set(assignment.name, command.conditional || !assignment.value ? undefined : resolve(assignment.value));
    }
    let shellWords = command.words;
    let words = shellWords.map(resolve);
    while (words[0] !== undefined && wrappers.has(baseName(words[0])) && words.length > 1) {
      const skipped = 1 + words.slice(1).findIndex((word) => word === undefined || !(word.startsWith('-') || /^\w+=/.test(word)));
      if (skipped === 0) break;
      shellWords = shellWords.slice(skipped);
      words = words.slice(skipped);
    }
    const program = words[0] === undefined ? undefined : baseName(words[0]);
    const here = directories.get(command.scope) ?? directories.get(0) ?? directory;
    const script = shellScriptOf(program, words);
    if (script !== undefined && depth < 3) {
      const offset = (shellWords.at(-1)?.span.start ?? command.span.start) + 1;
      for (const inner of parseShell(script, offset).commands)
        add({ ...inner, conditional: inner.conditional || command.conditional, scope: command.scope }, depth + 1);
      return;
    }
    if (program === 'cd') {
      const target = words[1];
      directories.set(
        command.scope,
        target !== undefined && here.known && !command.conditional
          ? known(resolveShellPath(here.value, target))
          : unknown('cd to a folder that is not known'),
      );
    }
    if (program === 'export' || program === 'read') {
      for (const word of words.slice(1)) {
        const assignment = word === undefined ? null : /^(\w+)=(.*)$/s.exec(word);
        if (assignment?.[1]) shellVariables.set(assignment[1], command.conditional ? undefined : assignment[2]);
      }
    }
    commands.push({ instruction, order: nextOrder(), command: { ...command, words: shellWords }, program, words, directory: here });
  };

  for (const command of commandsOf(instruction, text)) add(command, 0);
  return commands;
}

/** The script of `bash -c "..."`. */
function shellScriptOf(program: string | undefined, words: readonly (string | undefined)[]): string | undefined {
  if (!program || !/^(ba|da|z|a)?sh$/.test(program)) return undefined;
  const flag = words.findIndex((word) => word !== undefined && /^-[a-z]*c$/.test(word));
  return flag > 0 && flag === words.length - 2 ? words.at(-1) : undefined;
}

function commandsOf(instruction: Instruction, text: string): readonly ShellCommand[] {
  if (instruction.json) {
    const words = instruction.json.map(
      ({ value, span }): ShellWord => ({ text: value, span, parts: [{ kind: 'literal', value }], quoted: true }),
    );
    return [
      {
        words,
        assignments: [],
        redirects: [],
        heredoc: undefined,
        span: instruction.argumentsSpan,
        conditional: false,
        scope: 0,
        reads: false,
        flow: scriptFlow,
      },
    ];
  }
  const [heredoc] = instruction.heredocs;
  if (!heredoc) return parseShell(instruction.argumentsText, instruction.argumentsSpan.start).commands;
  if (heredoc.operatorSpan.start === instruction.argumentsSpan.start && instruction.words.length === 1) {
    return parseShell(text.slice(heredoc.contentSpan.start, heredoc.contentSpan.end), heredoc.contentSpan.start).commands;
  }
  // The logical line with its here-documents behind it is a shell script of its own.
  const rest = text.slice(instruction.argumentsSpan.end, instruction.span.end);
  return parseShell(instruction.argumentsText + rest, instruction.argumentsSpan.start).commands;
}
