import type { ShellCommand, ShellPart, ShellWord } from '../../languages/shell/syntax.js';
import { commandName, literalText } from '../shell-script/words.js';
import type { CommandWord } from './model.js';

/** What a text around the commands sets: variables of a Makefile or a pipeline, by the name as the commands write it. */
export type OuterVariables = (name: string) => string | undefined;

/** Reads the words of a script's commands. */
export interface CommandWords {
  wordOf(word: ShellWord): CommandWord;
  /** An environment variable where a command runs: in front of it, exported before it, or set around the script. */
  environmentOf(command: ShellCommand, name: string): string | undefined;
}

/** Names that stand for the same thing wherever they are read, as a variable does. */
const deepest = 8;

/** Makes the reader of the words of commands, which are all of one script. */
export function createCommandWords(commands: readonly ShellCommand[], outer: OuterVariables = () => undefined): CommandWords {
  const settings = readSettings(commands);
  const textOf = (parts: readonly ShellPart[], depth: number): { text: string; isKnown: boolean } => {
    let text = '';
    let isKnown = true;
    for (const part of parts) {
      const value = part.kind === 'literal' ? { text: part.value, isKnown: true } : variable(part, depth);
      text += value.text;
      isKnown &&= value.isKnown;
    }
    return { text, isKnown };
  };
  const variable = (part: Exclude<ShellPart, { kind: 'literal' }>, depth: number): { text: string; isKnown: boolean } => {
    const name = part.kind === 'variable' ? part.name : /^\$\(([A-Za-z_]\w*)\)$/.exec(part.text)?.[1];
    if (name === undefined) return { text: part.kind === 'opaque' ? part.text : '', isKnown: false };
    const own = { text: `\${${name}}`, isKnown: false };
    const word = settings.get(name);
    // What only the running shell finds out keeps its name, which says more.
    if (settings.has(name))
      return word?.parts.some(({ kind }) => kind !== 'opaque') && depth < deepest ? textOf(word.parts, depth + 1) : own;
    const value = outer(name);
    return value === undefined ? own : { text: value, isKnown: !/[$`]/.test(value) };
  };
  return {
    wordOf: (word) => ({ ...textOf(word.parts, 0), span: word.span }),
    environmentOf(command, name) {
      const inFront = command.assignments.find((assignment) => assignment.name === name);
      if (inFront && command.words.length > 0) return inFront.value ? textOf(inFront.value.parts, 0).text : '';
      if (!settings.has(name)) return outer(name);
      const word = settings.get(name);
      return word ? textOf(word.parts, 0).text : `\${${name}}`;
    },
  };
}

/** Variables with the word that sets them; undefined for those that are set twice, below a condition, or from input. */
function readSettings(commands: readonly ShellCommand[]): ReadonlyMap<string, ShellWord | undefined> {
  const settings = new Map<string, ShellWord | undefined>();
  for (const command of commands) {
    const name = commandName(command);
    const isForScript = command.words.length === 0 || /^(export|declare|readonly|local|typeset|env)$/.test(name ?? '');
    for (const assignment of isForScript ? command.assignments : []) {
      settings.set(assignment.name, command.conditional || settings.has(assignment.name) ? undefined : assignment.value);
    }
    if (!/^(read|getopts|mapfile|readarray|unset)$/.test(name ?? '')) continue;
    for (const word of command.words.slice(1)) settings.set(literalText(word) ?? '', undefined);
  }
  return settings;
}
