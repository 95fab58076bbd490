import { makeCall, readArguments } from './calls.js';
import { compoundSpan } from './compound.js';
import { readParameters } from './parameters.js';
import {
  behind,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readBody,
  readExpression,
  readFirst,
  spanOf,
  startOf,
  textOf,
  typeOf,
  unknownExpression,
} from './reading.js';
import type { Argument, ClassStatement, Expression, FunctionStatement, Parameter, Statement } from './syntax.js';
import { types } from './tree.js';

const noDecorators: readonly Expression[] = [];

/** Reads `def` and `class`. */
export function readDefinition(reading: Reading, node: number): FunctionStatement | ClassStatement {
  return define(reading, node, noDecorators, startOf(reading, node));
}

function define(reading: Reading, node: number, decorators: readonly Expression[], start: number): FunctionStatement | ClassStatement {
  const end = behind(reading, node);
  let name = '';
  let nameSpan = { start: endOf(reading, firstChild(node)), end: endOf(reading, firstChild(node)) };
  let parameters: readonly Parameter[] = [];
  let bases: readonly Argument[] = [];
  let returns: Expression | undefined;
  let body: readonly Statement[] = [];
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.variableName && name === '') {
      name = textOf(reading, next);
      nameSpan = spanOf(reading, next);
    } else if (type === types.parameterList) parameters = readParameters(reading, next);
    else if (type === types.argumentList) bases = readArguments(reading, next);
    else if (type === types.typeDefinition) returns = readFirst(reading, firstChild(next), behind(reading, next), endOf(reading, next));
    else if (type === types.body) body = readBody(reading, next);
  }
  const span = { start, end: compoundSpan(reading, node, body).end };
  if (typeOf(reading, node) === types.classDefinition) return { kind: 'class', span, name, nameSpan, bases, decorators, body };
  const isAsync = typeOf(reading, firstChild(node)) === types.async;
  return { kind: 'function', span, name, nameSpan, parameters, decorators, body, isAsync, returns };
}

/** Reads a definition with decorators; its span starts with the first of them. */
export function readDecorated(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const decorators: Expression[] = [];
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.decorator) decorators.push(readDecorator(reading, next));
    else if (type === types.functionDefinition || type === types.classDefinition) {
      return define(reading, next, decorators, startOf(reading, node));
    }
  }
  return { kind: 'unknown', span: compoundSpan(reading, node), expressions: decorators, body: [] };
}

/** The parser has the parts of a decorator side by side: `@`, names with dots, arguments. */
function readDecorator(reading: Reading, node: number): Expression {
  const end = behind(reading, node);
  let found: Expression | undefined;
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.argumentList && found) {
      found = makeCall(reading, found, next, found.span.start);
    } else if (isExpression(reading, next)) {
      if (found && type === types.variableName) {
        const nameSpan = spanOf(reading, next);
        found = {
          kind: 'attribute',
          span: { start: found.span.start, end: nameSpan.end },
          object: found,
          name: textOf(reading, next),
          nameSpan,
        };
      } else {
        found ??= readExpression(reading, next);
      }
    }
  }
  const at = endOf(reading, firstChild(node));
  return found ?? unknownExpression(at, at);
}
