import type { ScriptModel } from '../model.js';
import type { ParseCall } from './arguments.js';

/**
 * The call that ends a program because of one more word on its command line, `train` or `serve`: argparse without any
 * positional argument or subcommand, on the way that every start takes. `given` are the words that the program is started
 * with in front of it. Undefined where the script looks at sys.argv itself, and where nobody can tell.
 */
export function strictParse(script: ScriptModel, given: readonly string[]): ParseCall | undefined {
  const { parsers, argv } = script.arguments;
  if (argv.length > 0 || /\bSystemExit\b/.test(script.document.text)) return undefined;
  for (const { library, arguments: declared, isOpen, subcommands, parses } of parsers) {
    const parse = parses.find(({ source, isLenient, run }) => source === 'process' && !isLenient && isCertain(run));
    if (!parse || library !== 'argparse') continue;
    const takesWord = isOpen || subcommands !== undefined || declared.some(({ isPositional }) => isPositional);
    if (takesWord || lastOptionMayTakeIt(given, declared)) return undefined;
    return parse;
  }
  return undefined;
}

function isCertain({ when, isConditional }: ParseCall['run']): boolean {
  return when !== 'unknown' && !isConditional;
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
