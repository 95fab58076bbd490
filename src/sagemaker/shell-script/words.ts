import type { ShellCommand, ShellPart, ShellWord } from '../../languages/shell/syntax.js';
import { known, unknown, type Value } from '../value.js';

/** The text of a word that holds no variables, without its quotes; else undefined. */
export function literalText(word: ShellWord): string | undefined {
  if (word.parts.length === 0) return '';
  const [part] = word.parts;
  return word.parts.length === 1 && part?.kind === 'literal' ? part.value : undefined;
}

/** Whether a word hands on what the script itself was given: `"$@"`, `$*`, `${@:2}`. */
export function passesArguments(word: ShellWord): boolean {
  return word.parts.some((part) =>
    part.kind === 'variable' ? /^[@*]$/.test(part.name) : part.kind === 'opaque' && /^\$\{[@*]/.test(part.text),
  );
}

/** The first word of a command, where it is a plain one. */
export function commandName(command: ShellCommand): string | undefined {
  const [first] = command.words;
  return first && literalText(first);
}

/** Finds the texts of words, with variables that a script sets exactly once, without a condition, and from known parts. */
export function createWordTexts(commands: readonly ShellCommand[]): (word: ShellWord) => Value<string> {
  const settings = readSettings(commands);
  const textOf = (word: ShellWord, resolving: readonly string[]): Value<string> => {
    let text = '';
    let assumed = false;
    for (const part of word.parts) {
      const value = part.kind === 'literal' ? known(part.value) : part.kind === 'variable' ? variable(part, resolving) : outside;
      if (!value.known) return value;
      text += value.value;
      assumed ||= value.assumed;
    }
    return known(text, assumed);
  };
  const variable = ({ name, fallback }: Extract<ShellPart, { kind: 'variable' }>, resolving: readonly string[]): Value<string> => {
    // `PORT=${PORT:-8080}` asks for the variable that the container was given.
    if (settings.has(name) && !resolving.includes(name)) {
      const setting = settings.get(name);
      return setting ? textOf(setting, [...resolving, name]) : outside;
    }
    return fallback === undefined ? outside : known(fallback, true);
  };
  return (word) => textOf(word, []);
}

const outside = unknown('only the running shell knows it');

/** Variables with the word that sets them; undefined for those that are set twice, below a condition, or from input. */
function readSettings(commands: readonly ShellCommand[]): ReadonlyMap<string, ShellWord | undefined> {
  const settings = new Map<string, ShellWord | undefined>();
  for (const command of commands) {
    const name = commandName(command);
    // In front of a program, an assignment is for that program alone.
    const isForScript = command.words.length === 0 || /^(export|declare|readonly|local|typeset)$/.test(name ?? '');
    const isCertain = !command.conditional && command.scope === 0;
    for (const assignment of isForScript ? command.assignments : []) {
      settings.set(assignment.name, isCertain && !settings.has(assignment.name) ? assignment.value : undefined);
    }
    if (!/^(read|getopts|mapfile|readarray|unset)$/.test(name ?? '')) continue;
    for (const word of command.words.slice(1)) settings.set(literalText(word) ?? '', undefined);
  }
  return settings;
}
