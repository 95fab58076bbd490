import type { CommandOption, CommandWord } from './model.js';

/** How the options of a program are written. */
export interface OptionNotation {
  /** Long names of the options that take a value behind a blank. */
  readonly withValue: RegExp;
  /** Long names of one-letter options. */
  readonly letters: Readonly<Record<string, string>>;
}

/** A word of a command with how it was written. */
export interface WrittenWord extends CommandWord {
  /** It is given as it is: no quotes make a dash a part of a value. */
  readonly source: string;
}

/** Takes the words behind a verb apart. What follows `--` are operands. */
export function readOptions(
  words: readonly WrittenWord[],
  { withValue, letters }: OptionNotation,
): { readonly options: readonly CommandOption[]; readonly operands: readonly CommandWord[] } {
  const options: CommandOption[] = [];
  const operands: CommandWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) continue;
    if (word.text === '--') {
      operands.push(...words.slice(index + 1));
      break;
    }
    const long = /^--([A-Za-z][\w-]*)(=?)/.exec(word.text);
    if (!long && !/^-[A-Za-z]/.test(word.text)) {
      operands.push(word);
      continue;
    }
    let name = long?.[1] ?? '';
    let behind = long ? long[0].length : 1;
    if (!long) {
      // `-qt name` is `-q -t name`.
      for (;;) {
        const letter = word.text[behind++] ?? '';
        name = letters[letter] ?? letter;
        if (withValue.test(name) || !/[A-Za-z]/.test(word.text[behind] ?? '')) break;
        options.push({ name, value: undefined, span: word.span });
      }
    }
    if (long?.[2] === '=') options.push({ name, value: tail(word, behind), span: word.span });
    else if (!withValue.test(name)) options.push({ name, value: undefined, span: word.span });
    else if (!long && behind < word.text.length)
      options.push({ name, value: tail(word, word.text[behind] === '=' ? behind + 1 : behind), span: word.span });
    else {
      const value = words[++index];
      options.push({ name, value, span: { start: word.span.start, end: value?.span.end ?? word.span.end } });
    }
  }
  return { options, operands };
}

/** What follows `--name=`, which may be quoted itself. */
function tail(word: WrittenWord, length: number): CommandWord {
  const isPlain = word.source.length >= length && !/^["']/.test(word.source);
  return {
    text: word.text.slice(length),
    isKnown: word.isKnown,
    span: isPlain ? { start: word.span.start + length, end: word.span.end } : word.span,
  };
}
