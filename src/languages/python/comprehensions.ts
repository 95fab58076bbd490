import {
  behind,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readExpression,
  readTuple,
  spanOf,
  startOf,
  typeOf,
  unknownExpression,
} from './reading.js';
import type { ComprehensionExpression, Expression } from './syntax.js';
import { types } from './tree.js';

type Clause = ComprehensionExpression['clauses'][number];

/** Reads a comprehension in brackets of its own. */
export function readComprehension(form: ComprehensionExpression['form']) {
  return (reading: Reading, node: number): ComprehensionExpression => {
    const end = behind(reading, node);
    const elements: Expression[] = [];
    let next = firstChild(node);
    let star = -1;
    for (; next < end; next = behind(reading, next)) {
      const type = typeOf(reading, next);
      if (type === types.for || type === types.async) break;
      if (type === types.star) star = next;
      else if (isExpression(reading, next)) {
        const value = readExpression(reading, next);
        const span = { start: star < 0 ? 0 : startOf(reading, star), end: value.span.end };
        elements.push(star < 0 ? value : { kind: 'unary', span, operator: '*', operand: value });
        star = -1;
      }
    }
    return { kind: 'comprehension', span: spanOf(reading, node), form, elements, clauses: readClauses(reading, next, end).clauses };
  };
}

/**
 * Reads `for ... in ... if ...` as often as it follows among sibling nodes, up to a comma or the closing bracket.
 * `next` is the node behind, `textEnd` the offset at which the last clause ends.
 */
export function readClauses(reading: Reading, node: number, end: number) {
  const clauses: Clause[] = [];
  let next = node;
  let textEnd = node < end ? endOf(reading, node) : 0;
  while (next < end) {
    const type = typeOf(reading, next);
    if (type !== types.for && type !== types.async) break;
    const start = type === types.async ? behind(reading, next) : next;
    const keyword = start < end ? start : next;
    const targets = behind(reading, keyword);
    next = targets;
    while (next < end && typeOf(reading, next) !== types.in && !isBracket(typeOf(reading, next))) next = behind(reading, next);
    const target = readTuple(reading, targets, next, endOf(reading, keyword));
    let iterable: Expression = unknownExpression(target.span.end, target.span.end);
    if (next < end && typeOf(reading, next) === types.in) {
      const value = behind(reading, next);
      iterable = value < end ? readExpression(reading, value) : unknownExpression(endOf(reading, next), endOf(reading, next));
      next = value < end && !isBracket(typeOf(reading, value)) ? behind(reading, value) : value;
    }
    textEnd = iterable.span.end;
    const conditions: Expression[] = [];
    while (next < end && typeOf(reading, next) === types.if) {
      const condition = behind(reading, next);
      if (condition >= end || isBracket(typeOf(reading, condition))) {
        next = condition;
        break;
      }
      const read = readExpression(reading, condition);
      conditions.push(read);
      textEnd = read.span.end;
      next = behind(reading, condition);
    }
    clauses.push({ target, iterable, conditions });
  }
  return { clauses, next, textEnd };
}

function isBracket(type: number): boolean {
  return type === types.closeParenthesis || type === types.closeBracket || type === types.closeBrace;
}
