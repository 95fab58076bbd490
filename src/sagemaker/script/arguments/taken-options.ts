import type { ArgumentParser } from './arguments.js';

/** Whether the parser takes an option: by its name, or by the beginning of one that no other begins with. */
export function isTaken({ arguments: declared, allowsAbbreviations }: ArgumentParser, option: string): boolean {
  const names = declared.flatMap(({ names: own }) => own.map(({ text }) => text));
  if (names.includes(option) || option === '--help') return true;
  const mayShorten = !allowsAbbreviations.known || allowsAbbreviations.value;
  return mayShorten && names.some((name) => name.startsWith(option));
}
