import type { CallExpression, Expression, NameExpression } from '../../languages/python/syntax.js';
import type { Evaluator } from '../script/values/evaluate.js';

/** The parts of a text; undefined for each that is not known. */
export type Pieces = readonly (string | undefined)[];

/** What taking texts apart needs to know of the file. */
export interface PieceContext {
  readonly evaluator: Evaluator;
  /** What a name stands for; undefined where that is not one expression. */
  follow(name: NameExpression): Expression | undefined;
}

const deepest = 12;
const someText: Pieces = [undefined];
/** Methods and functions that always give a text: `session.upload_data(...)` gives the S3 URI of what it has uploaded. */
const textFunctions = new Set(['upload_data', 'dumps', 'default_bucket', 'getenv', 'strip', 'rstrip', 'lower', 'upper', 'replace']);

/** Takes a text apart: f-strings, `+`, `%`, `.format(...)`, `.join([...])`. Undefined for what is not surely a text. */
export function readPieces(expression: Expression, context: PieceContext): Pieces | undefined {
  const pieces = takeApart(expression, context, 0);
  if (!pieces) return undefined;
  const joined: (string | undefined)[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (piece === undefined && (joined.length === 0 || before !== undefined)) joined.push(undefined);
    else if (typeof piece === 'string' && typeof before === 'string') joined[joined.length - 1] = before + piece;
    else if (typeof piece === 'string' && piece !== '') joined.push(piece);
  }
  return joined;
}

function takeApart(expression: Expression, context: PieceContext, depth: number): Pieces | undefined {
  if (depth > deepest) return undefined;
  const read = (part: Expression): Pieces | undefined => takeApart(part, context, depth + 1);
  const orHole = (part: Expression): Pieces => read(part) ?? someText;
  const whole = context.evaluator.text(expression);
  if (whole.known && !whole.assumed) return [whole.value];
  switch (expression.kind) {
    case 'string':
      return expression.isBytes ? undefined : expression.parts.flatMap((part) => (typeof part === 'string' ? [part] : orHole(part)));
    case 'name': {
      const value = context.follow(expression);
      return value && read(value);
    }
    case 'binary': {
      const left = read(expression.left);
      if (expression.operator === '%' && left) return fill(left, /%[sd]/, () => undefined);
      if (expression.operator !== '+') return undefined;
      const right = read(expression.right);
      return left || right ? [...(left ?? someText), ...(right ?? someText)] : undefined;
    }
    case 'call':
      return readCall(expression, read, orHole);
    default:
      return undefined;
  }
}

function readCall(
  call: CallExpression,
  read: (part: Expression) => Pieces | undefined,
  orHole: (part: Expression) => Pieces,
): Pieces | undefined {
  const { callee } = call;
  const first = call.arguments[0];
  if (callee.kind === 'name') {
    if (callee.name === 'str' && first?.star === '') return orHole(first.value);
    return textFunctions.has(callee.name) ? someText : undefined;
  }
  if (callee.kind !== 'attribute') return undefined;
  if (callee.name === 'format') return format(call, callee.object, read, orHole);
  if (callee.name === 'join') {
    const separator = read(callee.object);
    if (!separator) return undefined;
    if (first?.value.kind !== 'list' && first?.value.kind !== 'tuple') return someText;
    return first.value.elements.flatMap((element, index) => [...(index > 0 ? separator : []), ...orHole(element)]);
  }
  return textFunctions.has(callee.name) ? someText : undefined;
}

function format(
  call: CallExpression,
  template: Expression,
  read: (part: Expression) => Pieces | undefined,
  orHole: (part: Expression) => Pieces,
): Pieces | undefined {
  const pieces = read(template);
  if (!pieces) return undefined;
  const positional = call.arguments.filter((argument) => argument.name === undefined && argument.star === '');
  let next = 0;
  return fill(pieces, /\{(\w*)[^{}]*\}/, (name) => {
    const argument = /^\d*$/.test(name)
      ? positional[name === '' ? next++ : Number(name)]
      : call.arguments.find((each) => each.name === name);
    return argument && orHole(argument.value);
  });
}

/** Replaces the marks in the known parts; what a mark stands for is not known where `meaningOf` gives nothing. */
function fill(pieces: Pieces, mark: RegExp, meaningOf: (name: string) => Pieces | undefined): Pieces {
  return pieces.flatMap((piece) => {
    if (piece === undefined) return [undefined];
    const filled: (string | undefined)[] = [];
    let rest = piece;
    for (let match = mark.exec(rest); match; match = mark.exec(rest)) {
      filled.push(rest.slice(0, match.index), ...(meaningOf(match[1] ?? '') ?? someText));
      rest = rest.slice(match.index + match[0].length);
    }
    return [...filled, rest];
  });
}
