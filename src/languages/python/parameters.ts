import {
  behind,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readExpression,
  readFirst,
  spanOf,
  startOf,
  textOf,
  typeOf,
} from './reading.js';
import type { Expression, Parameter } from './syntax.js';
import { types } from './tree.js';

/** Reads the parameters of a function or a lambda. */
export function readParameters(reading: Reading, list: number): Parameter[] {
  const found: Parameter[] = [];
  const end = behind(reading, list);
  let isKeywordOnly = false;
  let star: Parameter['star'] = '';
  let starNode = -1;
  let next = firstChild(list);
  while (next < end) {
    const type = typeOf(reading, next);
    if (type === types.star || type === types.doubleStar) {
      star = type === types.star ? '*' : '**';
      starNode = next;
      next = behind(reading, next);
      continue;
    }
    if (type === types.comma) {
      // A bare `*`.
      if (star === '*') isKeywordOnly = true;
      star = '';
      next = behind(reading, next);
      continue;
    }
    if (type !== types.variableName) {
      next = behind(reading, next);
      continue;
    }
    const start = star === '' ? startOf(reading, next) : startOf(reading, starNode);
    const name = next;
    let annotation: Expression | undefined;
    let fallback: Expression | undefined;
    let textEnd = endOf(reading, name);
    next = behind(reading, next);
    for (; next < end && typeOf(reading, next) !== types.comma; next = behind(reading, next)) {
      if (typeOf(reading, next) === types.typeDefinition) {
        annotation = readFirst(reading, firstChild(next), behind(reading, next), endOf(reading, next));
        textEnd = annotation.span.end;
      } else if (isExpression(reading, next)) {
        fallback = readExpression(reading, next);
        textEnd = fallback.span.end;
      }
    }
    found.push({
      span: { start, end: textEnd },
      name: textOf(reading, name),
      nameSpan: spanOf(reading, name),
      star,
      annotation,
      default: fallback,
      isKeywordOnly: star === '' && isKeywordOnly,
    });
    if (star === '*') isKeywordOnly = true;
    star = '';
  }
  return found;
}
