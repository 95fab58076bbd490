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

/**
 * Whether a call is written to its end: between its arguments stand commas, blanks and comments alone. Half typed, what
 * it gives may be hidden in what could not be understood.
 */
export function isWholeCall({ argumentsSpan, arguments: given }: CallExpression, text: string): boolean {
  const gaps: string[] = [];
  let offset = argumentsSpan.start + 1;
  for (const { span } of given) {
    gaps.push(text.slice(offset, span.start));
    offset = span.end;
  }
  gaps.push(text.slice(offset, argumentsSpan.end));
  const last = gaps.length - 1;
  const isTidy = (gap: string, index: number): boolean => {
    const plain = gap.replace(/#[^\n]*|[\s\\]/g, '');
    return index === last ? /^,?\)$/.test(plain) : plain === (index === 0 ? '' : ',');
  };
  return gaps.every(isTidy) && isBalanced(text.slice(argumentsSpan.start, argumentsSpan.end));
}

/** Whether every bracket outside of strings and comments is closed by its like; the parser takes many that are not. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  const pieces = text.matchAll(/("""|''')[\s\S]*?(?:\1|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|[()[\]{}]/g);
  for (const [piece] of pieces) {
    const closing = closings[piece];
    if (closing !== undefined) open.push(closing);
    else if (/^[)\]}]$/.test(piece) && open.pop() !== piece) return false;
  }
  return open.length === 0;
}

const closings: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where the text of an expression stands: without quotes for a plain string. */
export function contentOf(expression: Expression): Span {
  return (expression.kind === 'string' ? expression.contentSpan : undefined) ?? expression.span;
}
