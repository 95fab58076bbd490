import { type CommandWord, hole } from './command-word.js';

/** An option of a command line with its value: `--name value`, `--name=value`, `-n value`, `-nvalue`. */
export interface CommandOption {
  /** With its dashes. */
  readonly name: string;
  readonly word: CommandWord;
  /** Where in the word's text the value begins. */
  readonly from: number;
}

export interface CommandOptions {
  readonly options: readonly CommandOption[];
  readonly positional: readonly CommandWord[];
  /** Words of which nobody knows what they are: `$OPTIONS`, `"$@"`. They may be options too. */
  readonly isOpen: boolean;
}

/** Sorts the words behind a program into options and the rest. `isSwitch` says which options take no value. */
export function readOptions(words: readonly CommandWord[], isSwitch: (name: string) => boolean): CommandOptions {
  const options: CommandOption[] = [];
  const positional: CommandWord[] = [];
  let isOpen = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) continue;
    const { text } = word;
    if (text.startsWith(hole)) {
      isOpen = true;
      positional.push(word);
    } else if (text === '--') {
      positional.push(...words.slice(index + 1));
      break;
    } else if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = equals < 0 ? text : text.slice(0, equals);
      if (name.includes(hole)) isOpen = true;
      else if (equals >= 0) options.push({ name, word, from: equals + 1 });
      else index = takeValue(name, index);
    } else if (/^-[^-\d]/.test(text)) {
      const name = text.slice(0, 2);
      if (text.length > 2 && !isSwitch(name)) options.push({ name, word, from: text[2] === '=' ? 3 : 2 });
      else if (text.length === 2) index = takeValue(name, index);
    } else {
      positional.push(word);
    }
  }
  return { options, positional, isOpen };

  function takeValue(name: string, index: number): number {
    const value = words[index + 1];
    if (isSwitch(name) || !value || /^--?[A-Za-z]/.test(value.text)) return index;
    options.push({ name, word: value, from: 0 });
    return index + 1;
  }
}

/** The last option of one of some names: later ones win. */
export function lastOption({ options }: CommandOptions, ...names: readonly string[]): CommandOption | undefined {
  return options.findLast(({ name }) => names.includes(name));
}
