import { readClauses } from './comprehensions.js';
import {
  behind,
  collectExpressions,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readExpression,
  startOf,
  textOf,
  typeOf,
  unknownExpression,
} from './reading.js';
import type { Argument, CallExpression, Expression } from './syntax.js';
import { types } from './tree.js';

/** Reads a call. */
export function readCall(reading: Reading, node: number): CallExpression {
  const callee = firstChild(node);
  const end = behind(reading, node);
  let list = callee;
  for (let next = callee; next < end; next = behind(reading, next)) if (typeOf(reading, next) === types.argumentList) list = next;
  return makeCall(reading, readExpression(reading, callee), list, startOf(reading, node));
}

/** Makes the call of `callee` with the arguments of a list; a decorator is one, too. */
export function makeCall(reading: Reading, callee: Expression, list: number, start: number): CallExpression {
  const isList = typeOf(reading, list) === types.argumentList;
  const end = endOf(reading, list);
  return {
    kind: 'call',
    span: { start, end },
    callee,
    arguments: isList ? readArguments(reading, list) : [],
    argumentsSpan: { start: isList ? startOf(reading, list) : end, end },
  };
}

/** Reads the arguments of a call, or the bases of a class. */
export function readArguments(reading: Reading, list: number): Argument[] {
  const found: Argument[] = [];
  const end = behind(reading, list);
  let next = firstChild(list);
  while (next < end) {
    const type = typeOf(reading, next);
    const start = startOf(reading, next);
    if (type === types.star || type === types.doubleStar) {
      const value = behind(reading, next);
      const isThere = value < end && isExpression(reading, value);
      const read = isThere ? readExpression(reading, value) : unknownExpression(endOf(reading, next), endOf(reading, next));
      found.push(makeArgument(start, undefined, undefined, type === types.star ? '*' : '**', read));
      next = isThere ? behind(reading, value) : value;
    } else if (type === types.error) {
      const lost: Expression[] = [];
      collectExpressions(reading, next, lost);
      for (const value of lost) found.push(makeArgument(value.span.start, undefined, undefined, '', value));
      next = behind(reading, next);
    } else if (isExpression(reading, next)) {
      next = readArgument(reading, next, end, found);
    } else {
      next = behind(reading, next);
    }
  }
  return found;
}

function readArgument(reading: Reading, node: number, end: number, found: Argument[]): number {
  const start = startOf(reading, node);
  const second = behind(reading, node);
  const isNamed = second < end && typeOf(reading, second) === types.assignOp;
  if (!isNamed) {
    const clauses = readGenerator(reading, node, second, end);
    found.push(makeArgument(start, undefined, undefined, '', clauses.value));
    return clauses.next;
  }
  const third = behind(reading, second);
  const isThere = third < end && isExpression(reading, third);
  const operatorEnd = endOf(reading, second);
  const generator = isThere ? readGenerator(reading, third, behind(reading, third), end) : undefined;
  const value = generator?.value ?? unknownExpression(operatorEnd, operatorEnd);
  if (textOf(reading, second) === ':=') {
    const target = readExpression(reading, node);
    found.push(makeArgument(start, undefined, undefined, '', { kind: 'named', span: { start, end: value.span.end }, target, value }));
  } else {
    found.push(makeArgument(start, textOf(reading, node), { start, end: endOf(reading, node) }, '', value));
  }
  return generator?.next ?? third;
}

/** Reads `node`, which is what a generator makes where `for` follows. */
function readGenerator(reading: Reading, node: number, next: number, end: number): { readonly value: Expression; readonly next: number } {
  const made = readExpression(reading, node);
  if (next >= end || (typeOf(reading, next) !== types.for && typeOf(reading, next) !== types.async)) return { value: made, next };
  const { clauses, next: after, textEnd } = readClauses(reading, next, end);
  const span = { start: made.span.start, end: textEnd };
  return { value: { kind: 'comprehension', span, form: 'generator', elements: [made], clauses }, next: after };
}

function makeArgument(
  start: number,
  name: string | undefined,
  nameSpan: Argument['nameSpan'],
  star: Argument['star'],
  value: Expression,
): Argument {
  return { span: { start, end: Math.max(start, value.span.end) }, name, nameSpan, star, value };
}
