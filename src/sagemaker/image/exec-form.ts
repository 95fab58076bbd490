/** Builtins and keywords of a shell: a command line that begins with one needs the shell. */
const shellWords = /^(\.|source|cd|export|set|unset|eval|trap|ulimit|umask|if|for|while|until|case|function|time|read|test|\[|\[\[|!)$/;

/** Writes words in the exec form of ENTRYPOINT and CMD. */
export function execForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** A command line as messages quote it: in one line, and not too long. */
export function quoted(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/**
 * The words of a shell form that mean the same without a shell; undefined where variables, quotes, patterns, lists or
 * redirections need one. A leading `exec` is left out: the exec form does what it is for.
 */
export function plainWords(text: string): readonly string[] | undefined {
  const words = text.trim().split(/\s+/);
  if (words[0] === 'exec') words.shift();
  const [program = ''] = words;
  if (program === '' || program.includes('=') || program.startsWith('-') || shellWords.test(program)) return undefined;
  return words.every((word) => /^[\w./:@%+,=-]+$/.test(word)) ? words : undefined;
}

/**
 * Whether a text was meant as a list of strings though it is not JSON, which Docker hands to a shell. `[ -f x ] && y` is
 * no list but a command.
 */
export function looksLikeList(text: string): boolean {
  if (!text.startsWith('[') || text.startsWith('[[') || /^\[\s+!?\s*-[a-zA-Z]\s/.test(text)) return false;
  const end = text.lastIndexOf(']');
  const behind = end < 0 ? '' : text.slice(end + 1);
  return /^[\s,;.]*(#.*)?$/s.test(behind) && !/\s(&&|\|\|)\s/.test(text.slice(0, end < 0 ? text.length : end));
}

const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '”': '”',
  '„': '“',
  '‘': '’',
  '’': '’',
  '`': '`',
  '«': '»',
};

/** The strings that a malformed list was meant to hold; undefined where it is not clear where one ends. */
export function listStrings(text: string): readonly string[] | undefined {
  const strings: string[] = [];
  let index = 1;
  for (;;) {
    while (/[\s,]/.test(text[index] ?? '')) index++;
    const character = text[index];
    if (character === undefined || character === ']') break;
    const closing = quotes[character];
    let end = index;
    if (closing !== undefined) {
      end = text.indexOf(closing, index + 1);
      if (end < 0) return undefined;
      strings.push(text.slice(index + 1, end));
      index = end + 1;
      // `"python"x` or `"it"s"`: a quote too few or too many.
      if (!/[\s,\]]/.test(text[index] ?? ']')) return undefined;
    } else {
      while (end < text.length && !/[\s,\]]/.test(text[end] ?? '')) end++;
      strings.push(text.slice(index, end));
      index = end;
    }
  }
  // Variables, escapes and quotes inside a string may mean something else than they say.
  return strings.length > 0 && strings.every((string) => string !== '' && !/[\\$"'“”‘’[\]]/.test(string)) ? strings : undefined;
}
