import type { ScriptModel } from '../model.js';
import type { ArgumentParser, ParseCall } from './arguments.js';

/** A parse of a program's command line, in the program itself or in a module that it imports. */
export interface ProgramParse {
  readonly script: ScriptModel;
  readonly parser: ArgumentParser;
  readonly parse: ParseCall;
}

/**
 * The parse that ends a program because of one more word on its command line, `train` or `serve`: argparse without any
 * positional argument or subcommand. `parses` are those that every start comes by, `given` the words that the program is
 * started with in front of it. Undefined where a script looks at sys.argv itself, and where nobody can tell.
 */
export function strictParse(program: ScriptModel, parses: readonly ProgramParse[], given: readonly string[]): ProgramParse | undefined {
  if ([program, ...parses.map(({ script }) => script)].some(looksItself)) return undefined;
  const found = parses.find(({ parser, parse }) => parser.library === 'argparse' && !parse.isLenient);
  if (!found) return undefined;
  const { isOpen, subcommands, arguments: declared } = found.parser;
  const takesWord = isOpen || subcommands !== undefined || declared.some(({ isPositional }) => isPositional);
  return takesWord || lastOptionMayTakeIt(given, declared) ? undefined : found;
}

function looksItself({ arguments: { argv }, document }: ScriptModel): boolean {
  return argv.length > 0 || /\bSystemExit\b/.test(document.text);
}

/** Whether the last option in front of the word would take it as its value, or as one more of several. */
function lastOptionMayTakeIt(given: readonly string[], declared: ScriptModel['arguments']['arguments']): boolean {
  const at = given.findLastIndex((word) => word.startsWith('-'));
  const option = given[at];
  if (option === undefined || option.includes('=')) return false;
  const argument = declared.find(({ names }) => names.some(({ text }) => text === option));
  if (!argument || argument.isOpen || argument.nargs) return true;
  return given.length - at - 1 !== (argument.action.kind === 'flag' ? 0 : 1);
}
