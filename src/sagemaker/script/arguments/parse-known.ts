import type { TextEdit } from '../../../text/edit.js';
import type { ScriptModel } from '../model.js';
import type { ParseCall } from './arguments.js';

/** Methods of argparse that end the program because of a word they do not know, with those that put it aside. */
const lenientMethods: ReadonlyMap<string, string> = new Map([
  ['parse_args', 'parse_known_args'],
  ['parse_intermixed_args', 'parse_known_intermixed_args'],
]);

/**
 * The edits that make a parser put aside what it does not know: `args, _ = parser.parse_known_args()`. Where the result is
 * not bound to one plain name, the first of the pair is taken: `parser.parse_known_args()[0]`. Undefined for other methods.
 */
export function parseKnown({ document: { text } }: ScriptModel, { method, methodSpan, call, target }: ParseCall): TextEdit[] | undefined {
  const lenient = lenientMethods.get(method);
  if (lenient === undefined) return undefined;
  const renamed = { span: methodSpan, newText: lenient };
  // `_` may be the function that translates texts, and a name with a type takes no pair.
  const takesPair = target?.kind === 'name' && /^\s*=[^=]/.test(text.slice(target.span.end)) && !/\bas\s+_\b|\b_\s*[([.]/.test(text);
  const place = takesPair && target ? target.span.end : call.span.end;
  const added = { span: { start: place, end: place }, newText: takesPair ? ', _' : '[0]' };
  return takesPair ? [added, renamed] : [renamed, added];
}

/** The same for every parse of the command line in a script: what one of them puts aside the next would end the program for. */
export function parseAllKnown(script: ScriptModel): TextEdit[] | undefined {
  const parses = script.arguments.parsers.flatMap((parser) =>
    parser.parses.filter(({ source, isLenient }) => source === 'process' && !isLenient),
  );
  const edits = parses.map((parse) => parseKnown(script, parse));
  return edits.length > 0 && edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}
