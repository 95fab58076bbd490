import type { CallExpression, Expression } from '../../languages/python/syntax.js';
import { walkExpressions } from '../../languages/python/walk.js';
import type { TextEdit } from '../../text/edit.js';
import type { ServerCommand } from './command.js';

/** Adds options to a command line, behind the word that they belong to; undefined where it is not written as it is read. `text` is that of the document. */
export function addOptions({ optionsBehind: word }: ServerCommand, options: readonly string[], text: string): TextEdit | undefined {
  if (!word?.textSpan) return undefined;
  const quote = word.textSpan.start > word.span.start ? text[word.span.start] : undefined;
  const at = { start: word.span.end, end: word.span.end };
  // A word in quotes with a comma behind it, or at the end of a list, is an element of a list.
  const isInList = quote !== undefined && /^\s*[,\]]/.test(text.slice(word.span.end, word.span.end + 200));
  if (quote !== undefined && !isInList) return undefined;
  return { span: at, newText: options.map((option) => (isInList ? `, ${quote}${option}${quote}` : ` ${option}`)).join('') };
}

/** Adds arguments with names to a call; undefined for one that is half typed, where nobody can tell what would come of it. */
export function addArguments(call: CallExpression, written: readonly string[]): TextEdit | undefined {
  if (call.arguments.some(({ value }) => isBroken(value))) return undefined;
  const last = call.arguments.at(-1);
  const at = last ? last.span.end : call.argumentsSpan.start + 1;
  return { span: { start: at, end: at }, newText: `${last ? ', ' : ''}${written.join(', ')}` };
}

function isBroken(expression: Expression): boolean {
  let found = false;
  walkExpressions(expression, ({ kind }) => {
    if (kind === 'unknown') found = true;
    return !found;
  });
  return found;
}
