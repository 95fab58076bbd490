import { readCall } from './calls.js';
import { readComprehension } from './comprehensions.js';
import { readBinary, readUnary } from './operators.js';
import { readParameters } from './parameters.js';
import {
  behind,
  type ExpressionReader,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readExpression,
  readFirst,
  readList,
  readTuple,
  spanOf,
  startOf,
  textOf,
  typeOf,
  unknownExpression,
} from './reading.js';
import { readContinuedString, readFormatString, readString } from './strings.js';
import type { DictionaryEntry, Expression } from './syntax.js';
import { typeNamed, types } from './tree.js';

const none: readonly never[] = [];

/** The readers of all expressions, by the type of their node. */
export const expressionReaders: readonly (ExpressionReader | undefined)[] = makeReaders({
  VariableName: readName,
  CallExpression: readCall,
  MemberExpression: readMember,
  String: readString,
  FormatString: readFormatString,
  ContinuedString: readContinuedString,
  Number: readNumber,
  Boolean: (reading, node) => ({ kind: 'constant', span: spanOf(reading, node), value: textOf(reading, node) === 'True' }),
  None: (reading, node) => ({ kind: 'constant', span: spanOf(reading, node), value: null }),
  Ellipsis: (reading, node) => ({ kind: 'unknown', span: spanOf(reading, node), children: none }),
  ParenthesizedExpression: readParenthesized,
  TupleExpression: readSequence('tuple'),
  ArrayExpression: readSequence('list'),
  SetExpression: readSequence('set'),
  DictionaryExpression: readDictionary,
  ComprehensionExpression: readComprehension('generator'),
  ArrayComprehensionExpression: readComprehension('list'),
  SetComprehensionExpression: readComprehension('set'),
  DictionaryComprehensionExpression: readComprehension('dictionary'),
  BinaryExpression: readBinary,
  UnaryExpression: readUnary,
  AwaitExpression: readUnary,
  ConditionalExpression: readConditional,
  LambdaExpression: readLambda,
  NamedExpression: readNamed,
  YieldExpression: readYield,
});

function makeReaders(named: Readonly<Record<string, ExpressionReader>>): (ExpressionReader | undefined)[] {
  const readers: (ExpressionReader | undefined)[] = new Array(256).fill(undefined);
  for (const [name, reader] of Object.entries(named)) readers[typeNamed(name)] = reader;
  return readers;
}

function readName(reading: Reading, node: number): Expression {
  const start = startOf(reading, node);
  const end = endOf(reading, node);
  if (start === end) return unknownExpression(start, end);
  const hiddenEnd = reading.hidden?.get(start);
  if (hiddenEnd !== undefined) return reading.readHidden(start, hiddenEnd, reading.depth);
  return { kind: 'name', span: { start, end }, name: reading.text.slice(start, end) };
}

/** What most numbers are. */
const plainInteger = /^(?:0|[1-9]\d*)$/;

function readNumber(reading: Reading, node: number): Expression {
  const text = textOf(reading, node);
  if (plainInteger.test(text)) return { kind: 'number', span: spanOf(reading, node), text, value: Number(text), isFloat: false };
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const isPrefixed = /^0[xob]/i.test(plain);
  const isComplex = !isPrefixed && /[jJ]$/.test(plain);
  const isFloat = !isPrefixed && !isComplex && /[.eE]/.test(plain);
  // Python 2 writes 0644 for an octal number and 10L for a long one.
  const isOctal = /^0[0-7]+$/.test(plain);
  const value = isComplex ? undefined : isOctal ? Number.parseInt(plain, 8) : Number(plain.replace(/[lL]$/, ''));
  return { kind: 'number', span: spanOf(reading, node), text, value, isFloat };
}

/** `a.b` and `a[b]`, which are one kind of node to the parser. */
function readMember(reading: Reading, node: number): Expression {
  const first = firstChild(node);
  const end = behind(reading, node);
  const span = spanOf(reading, node);
  const object = readExpression(reading, first);
  const second = behind(reading, first);
  if (second < end && typeOf(reading, second) === types.openBracket) {
    const from = endOf(reading, second);
    return { kind: 'subscript', span, object, index: readIndex(reading, behind(reading, second), end, from) };
  }
  for (let next = second; next < end; next = behind(reading, next)) {
    if (typeOf(reading, next) !== types.propertyName) continue;
    return { kind: 'attribute', span, object, name: textOf(reading, next), nameSpan: spanOf(reading, next) };
  }
  return { kind: 'attribute', span, object, name: '', nameSpan: { start: span.end, end: span.end } };
}

/** What stands between the brackets: an expression, a slice, or several of them, which make a tuple. */
function readIndex(reading: Reading, node: number, end: number, from: number): Expression {
  let stop = end;
  const elements: Expression[] = [];
  let isTuple = false;
  let itemStart = node;
  let textEnd = from;
  for (let next = node; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.closeBracket) {
      stop = next;
      break;
    }
    if (type === types.comma) {
      isTuple = true;
      elements.push(readIndexItem(reading, itemStart, next, textEnd));
      itemStart = behind(reading, next);
    }
    textEnd = endOf(reading, next);
  }
  if (itemStart < stop || !isTuple) elements.push(readIndexItem(reading, itemStart, stop, textEnd));
  const only = elements[0];
  if (!isTuple && only) return only;
  return { kind: 'tuple', span: { start: node < stop ? startOf(reading, node) : from, end: textEnd }, elements };
}

function readIndexItem(reading: Reading, node: number, end: number, from: number): Expression {
  let hasColon = false;
  for (let next = node; next < end; next = behind(reading, next)) if (typeOf(reading, next) === types.colon) hasColon = true;
  if (!hasColon) return readTuple(reading, node, end, from);
  const parts: (Expression | undefined)[] = [undefined];
  let textEnd = from;
  for (let next = node; next < end; next = behind(reading, next)) {
    if (typeOf(reading, next) === types.colon) parts.push(undefined);
    else if (isExpression(reading, next)) parts[parts.length - 1] = readExpression(reading, next);
    textEnd = endOf(reading, next);
  }
  return { kind: 'slice', span: { start: startOf(reading, node), end: textEnd }, parts };
}

function readParenthesized(reading: Reading, node: number): Expression {
  const elements = readList(reading, firstChild(node), behind(reading, node));
  const only = elements[0];
  return elements.length === 1 && only ? only : unknownExpression(startOf(reading, node), endOf(reading, node), elements);
}

function readSequence(kind: 'list' | 'tuple' | 'set'): ExpressionReader {
  return (reading, node) => ({ kind, span: spanOf(reading, node), elements: readList(reading, firstChild(node), behind(reading, node)) });
}

function readDictionary(reading: Reading, node: number): Expression {
  const entries: DictionaryEntry[] = [];
  const end = behind(reading, node);
  let next = firstChild(node);
  while (next < end) {
    const type = typeOf(reading, next);
    const start = startOf(reading, next);
    if (type === types.doubleStar) {
      const value = readFirst(reading, behind(reading, next), end, endOf(reading, next));
      entries.push({ span: { start, end: value.span.end }, key: undefined, value });
      next = skipToComma(reading, next, end);
    } else if (isExpression(reading, next)) {
      const key = readExpression(reading, next);
      const colon = behind(reading, next);
      next = skipToComma(reading, next, end);
      const isPair = colon < end && typeOf(reading, colon) === types.colon;
      const value = isPair
        ? readFirst(reading, behind(reading, colon), next, endOf(reading, colon))
        : unknownExpression(key.span.end, key.span.end);
      entries.push({ span: { start, end: value.span.end }, key, value });
    } else {
      next = behind(reading, next);
    }
  }
  return { kind: 'dictionary', span: spanOf(reading, node), entries };
}

function skipToComma(reading: Reading, node: number, end: number): number {
  let next = node;
  while (next < end && typeOf(reading, next) !== types.comma) next = behind(reading, next);
  return next;
}

function readConditional(reading: Reading, node: number): Expression {
  const end = behind(reading, node);
  const at = endOf(reading, node);
  const then = firstChild(node);
  let test = end;
  let otherwise = end;
  for (let next = then; next < end; next = behind(reading, next)) {
    if (typeOf(reading, next) === types.if) test = behind(reading, next);
    else if (typeOf(reading, next) === types.else) otherwise = behind(reading, next);
  }
  return {
    kind: 'conditional',
    span: spanOf(reading, node),
    test: readFirst(reading, test, end, at),
    // biome-ignore lint/suspicious/noThenProperty: it is Python's own word, and no function.
    then: readExpression(reading, then),
    otherwise: readFirst(reading, otherwise, end, at),
  };
}

function readLambda(reading: Reading, node: number): Expression {
  const end = behind(reading, node);
  let list = -1;
  let body = end;
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    if (typeOf(reading, next) === types.parameterList) list = next;
    else if (typeOf(reading, next) === types.colon) body = behind(reading, next);
  }
  return {
    kind: 'lambda',
    span: spanOf(reading, node),
    parameters: list < 0 ? [] : readParameters(reading, list),
    body: readFirst(reading, body, end, endOf(reading, node)),
  };
}

function readNamed(reading: Reading, node: number): Expression {
  const end = behind(reading, node);
  const target = firstChild(node);
  return {
    kind: 'named',
    span: spanOf(reading, node),
    target: readExpression(reading, target),
    value: readFirst(reading, behind(reading, target), end, endOf(reading, node)),
  };
}

/** Reads `yield`; as a statement it is a node of another name with the same children. */
export function readYield(reading: Reading, node: number): Expression {
  const end = behind(reading, node);
  let next = firstChild(node);
  while (next < end && !isExpression(reading, next) && typeOf(reading, next) !== types.star) next = behind(reading, next);
  const value = next < end ? readTuple(reading, next, end, endOf(reading, node)) : undefined;
  return { kind: 'yield', span: spanOf(reading, node), value };
}
