import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { Span } from '../../../text/span.js';

/** What a call gives a parameter: an argument, certainly none, or nobody can tell because of a star. */
export type GivenArgument = Argument | 'absent' | 'unknown';

/** Finds an argument by its names and, if it may stand without one, its place from 0. */
export function argumentOf(call: CallExpression, names: readonly string[], place?: number): GivenArgument {
  const named = call.arguments.find(({ name }) => name !== undefined && names.includes(name));
  if (named) return named;
  const positional = call.arguments.filter(({ name, star }) => name === undefined && star !== '**');
  if (place !== undefined) {
    const star = positional.findIndex(({ star: sign }) => sign === '*');
    if (star >= 0 && star <= place) return 'unknown';
    const argument = positional[place];
    if (argument) return argument;
  }
  return call.arguments.some(({ star }) => star === '**') ? 'unknown' : 'absent';
}

/** Where the text of an expression stands: without quotes for a plain string. */
export function contentOf(expression: Expression): Span {
  return (expression.kind === 'string' ? expression.contentSpan : undefined) ?? expression.span;
}
