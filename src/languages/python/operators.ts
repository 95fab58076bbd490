import {
  behind,
  deepest,
  endOf,
  firstChild,
  type Reading,
  readExpression,
  readFirst,
  spanOf,
  startOf,
  textOf,
  typeOf,
  unknownExpression,
} from './reading.js';
import type { Expression } from './syntax.js';
import { types } from './tree.js';

/** Reads `left operator right`. */
export function readBinary(reading: Reading, node: number): Expression {
  const first = firstChild(node);
  const end = behind(reading, node);
  const sign = behind(reading, first);
  const signType = sign < end ? typeOf(reading, sign) : types.error;
  if ((signType === types.and || signType === types.or) && endsInLooseNot(reading, node)) return readTight(reading, node);
  const left = readExpression(reading, first);
  let operator = sign < end ? textOf(reading, sign) : '';
  let next = sign < end ? behind(reading, sign) : end;
  // `not in` and `is not` are two nodes each.
  if (next < end && signType === types.not && typeOf(reading, next) === types.in) operator = 'not in';
  else if (next < end && signType === types.is && typeOf(reading, next) === types.not) operator = 'is not';
  if (operator === 'not in' || operator === 'is not') next = behind(reading, next);
  return { kind: 'binary', span: spanOf(reading, node), operator, left, right: readFirst(reading, next, end, endOf(reading, node)) };
}

/** Reads `not x`, `-x`, `+x`, `~x` and `await x`. */
export function readUnary(reading: Reading, node: number): Expression {
  const sign = firstChild(node);
  if (typeOf(reading, sign) === types.not && endsInLooseNot(reading, node)) return readTight(reading, node);
  const operand = readFirst(reading, behind(reading, sign), behind(reading, node), endOf(reading, node));
  return { kind: 'unary', span: spanOf(reading, node), operator: textOf(reading, sign), operand };
}

/**
 * To the parser `not a or b` is `not (a or b)`. Whether the last operand of a chain of `and` and `or` is such a `not`: as it
 * takes all that follows, it can stand nowhere else.
 */
function endsInLooseNot(reading: Reading, node: number): boolean {
  let isNegated = false;
  for (let next = node; ; ) {
    const sign = signOf(reading, next);
    if (sign < 0) return false;
    const type = typeOf(reading, sign);
    if (type !== types.not && isNegated) return true;
    if (type === types.not) isNegated = true;
    const operand = behind(reading, sign);
    if (operand >= behind(reading, next)) return false;
    next = operand;
  }
}

/** The sign of `not x`, `x and y` or `x or y`; -1 for all other expressions. */
function signOf(reading: Reading, node: number): number {
  const first = firstChild(node);
  const end = behind(reading, node);
  if (first >= end) return -1;
  if (typeOf(reading, node) === types.unary) return typeOf(reading, first) === types.not ? first : -1;
  if (typeOf(reading, node) !== types.binary) return -1;
  const sign = behind(reading, first);
  const isChain = sign < end && (typeOf(reading, sign) === types.and || typeOf(reading, sign) === types.or);
  return isChain ? sign : -1;
}

/** Reads a chain of `not`, `and` and `or` anew, from its operands, by Python's precedence. */
function readTight(reading: Reading, node: number): Expression {
  const operands: Expression[] = [];
  const signs: ('and' | 'or')[] = [];
  const negations: number[] = [];
  const collect = (next: number, depth: number) => {
    const sign = depth < deepest ? signOf(reading, next) : -1;
    if (sign < 0) {
      let operand = readExpression(reading, next);
      for (let start = negations.pop(); start !== undefined; start = negations.pop()) {
        operand = { kind: 'unary', span: { start, end: operand.span.end }, operator: 'not', operand };
      }
      operands.push(operand);
      return;
    }
    const end = behind(reading, next);
    const type = typeOf(reading, sign);
    if (type === types.not) {
      negations.push(startOf(reading, sign));
    } else {
      collect(firstChild(next), depth + 1);
      signs.push(type === types.and ? 'and' : 'or');
    }
    const last = behind(reading, sign);
    if (last < end) collect(last, depth + 1);
    else operands.push(readFirst(reading, last, end, endOf(reading, next)));
  };
  collect(node, reading.depth);
  if (signs.length > deepest) return unknownExpression(startOf(reading, node), endOf(reading, node), operands);
  const join = (operator: 'and' | 'or', left: Expression, right: Expression): Expression => ({
    kind: 'binary',
    span: { start: left.span.start, end: right.span.end },
    operator,
    left,
    right,
  });
  let either: Expression | undefined;
  let both = operands[0] ?? readFirst(reading, node, node, startOf(reading, node));
  for (const [index, sign] of signs.entries()) {
    const next = operands[index + 1];
    if (!next) break;
    if (sign === 'and') {
      both = join('and', both, next);
    } else {
      either = either ? join('or', either, both) : both;
      both = next;
    }
  }
  return either ? join('or', either, both) : both;
}
