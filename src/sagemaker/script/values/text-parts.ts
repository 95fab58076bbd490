import type { Expression, StringExpression } from '../../../languages/python/syntax.js';

/** A text that is put together of others. */
export interface TextParts {
  readonly parts: readonly (string | Expression)[];
  /** Whether the expressions must be texts themselves (`+`), or are turned into text (f-strings, `format`). */
  readonly areTexts: boolean;
}

/**
 * What an f-string, `a + b`, `"%s/%s" % (a, b)` or `"{}/{}".format(a, b)` is put together of. undefined for all else, and
 * where a part is formatted in a way of its own (`{loss:.2f}`). `source` is the whole text of the file.
 */
export function textParts(expression: Expression, source: string): TextParts | undefined {
  switch (expression.kind) {
    case 'string':
      return formatString(expression, source);
    case 'binary':
      if (expression.operator === '+') return { parts: summands(expression), areTexts: true };
      return expression.operator === '%' ? percentFormat(expression.left, expression.right) : undefined;
    case 'call':
      return formatCall(expression);
    default:
      return undefined;
  }
}

/** The parts of `a + b + c`, in order; at most 200 of them are taken apart. */
function summands(expression: Expression): Expression[] {
  const parts: Expression[] = [];
  let rest = expression;
  while (rest.kind === 'binary' && rest.operator === '+' && parts.length < 200) {
    parts.push(rest.right);
    rest = rest.left;
  }
  parts.push(rest);
  return parts.reverse();
}

function formatString(expression: StringExpression, source: string): TextParts | undefined {
  if (expression.isBytes) return undefined;
  for (const hole of expression.holes) {
    // Behind the expression only the closing brace: no conversion, no format, no `=`.
    if (!/^[\s)]*\}/.test(source.slice(hole.span.end, hole.span.end + 40))) return undefined;
  }
  return { parts: expression.parts, areTexts: false };
}

function percentFormat(left: Expression, right: Expression): TextParts | undefined {
  if (left.kind !== 'string' || left.value === undefined || left.isBytes) return undefined;
  const values = right.kind === 'tuple' ? right.elements : [right];
  if (right.kind === 'dictionary') return undefined;
  const parts: (string | Expression)[] = [];
  let next = 0;
  for (const piece of left.value.split(/(%(?:.|$))/s)) {
    if (!piece.startsWith('%')) {
      if (piece !== '') parts.push(piece);
    } else if (piece === '%%') parts.push('%');
    else if (piece === '%s' || piece === '%d') {
      const value = values[next++];
      if (value === undefined) return undefined;
      parts.push(value);
    } else return undefined;
  }
  return next === values.length ? { parts, areTexts: false } : undefined;
}

function formatCall(call: Expression & { readonly kind: 'call' }): TextParts | undefined {
  const { callee } = call;
  if (callee.kind !== 'attribute' || callee.name !== 'format') return undefined;
  const template = callee.object;
  if (template.kind !== 'string' || template.value === undefined || template.isBytes) return undefined;
  if (call.arguments.some((argument) => argument.star !== '')) return undefined;
  const positional = call.arguments.filter((argument) => argument.name === undefined);
  const parts: (string | Expression)[] = [];
  let next = 0;
  for (const piece of template.value.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
    if (piece === '{{' || piece === '}}') parts.push(piece.charAt(0));
    else if (piece.startsWith('{')) {
      const field = piece.slice(1, -1);
      const argument = /^\d*$/.test(field)
        ? positional[field === '' ? next++ : Number(field)]
        : call.arguments.find(({ name }) => name === field);
      if (argument === undefined) return undefined;
      parts.push(argument.value);
    } else if (/[{}]/.test(piece)) return undefined;
    else if (piece !== '') parts.push(piece);
  }
  return { parts, areTexts: false };
}
