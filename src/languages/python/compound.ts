import {
  behind,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readBody,
  readExpression,
  readFirst,
  readTuple,
  type StatementReader,
  startOf,
  textEnd,
  textOf,
  typeOf,
} from './reading.js';
import type { ExceptHandler, Expression, IfStatement, MatchStatement, Statement, WithStatement } from './syntax.js';
import { types } from './tree.js';

/** The readers of statements with a body, but for definitions. */
export const compoundStatements: Readonly<Record<string, StatementReader>> = {
  IfStatement: readIf,
  WhileStatement: readWhile,
  ForStatement: readFor,
  TryStatement: readTry,
  WithStatement: readWith,
  MatchStatement: readMatch,
};

type Body = readonly Statement[];
const empty: Body = [];

function readIf(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const branches: { test: Expression; body: Body }[] = [];
  let otherwise = empty;
  let keyword = firstChild(node);
  for (let next = behind(reading, keyword); ; next = behind(reading, next)) {
    const type = next < end ? typeOf(reading, next) : types.elif;
    if (type === types.elif || type === types.else) {
      const isElse = typeOf(reading, keyword) === types.else;
      const clause = readClause(reading, keyword, next);
      if (isElse) otherwise = clause.body;
      else branches.push(clause);
      keyword = next;
    }
    if (next >= end) break;
  }
  const span = compoundSpan(reading, node, ...branches.map((branch) => branch.body), otherwise);
  return { kind: 'if', span, branches: branches satisfies IfStatement['branches'], otherwise };
}

/** Reads `keyword test: body`. */
function readClause(reading: Reading, keyword: number, end: number): { test: Expression; body: Body } {
  let body = empty;
  let test = end;
  for (let next = behind(reading, keyword); next < end; next = behind(reading, next)) {
    if (typeOf(reading, next) === types.body) body = readBody(reading, next);
    else if (test === end && isExpression(reading, next)) test = next;
  }
  return { test: readFirst(reading, test, end, endOf(reading, keyword)), body };
}

/** Where the `else` of a loop stands, or `end`. */
function findKeyword(reading: Reading, node: number, end: number, type: number): number {
  let next = node;
  while (next < end && typeOf(reading, next) !== type) next = behind(reading, next);
  return next;
}

function readWhile(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const elseAt = findKeyword(reading, firstChild(node), end, types.else);
  const clause = readClause(reading, firstChild(node), elseAt);
  const otherwise = elseAt < end ? readClause(reading, elseAt, end).body : empty;
  return { kind: 'while', span: compoundSpan(reading, node, clause.body, otherwise), test: clause.test, body: clause.body, otherwise };
}

function readFor(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const keyword = findKeyword(reading, firstChild(node), end, types.for);
  const first = keyword < end ? behind(reading, keyword) : end;
  const elseAt = findKeyword(reading, first, end, types.else);
  const bodyAt = findKeyword(reading, first, elseAt, types.body);
  const inAt = findKeyword(reading, first, bodyAt, types.in);
  const at = keyword < end ? endOf(reading, keyword) : endOf(reading, node);
  const target = readTuple(reading, first, inAt, at);
  const iterable =
    inAt < bodyAt ? readTuple(reading, behind(reading, inAt), bodyAt, endOf(reading, inAt)) : readTuple(reading, end, end, at);
  const body = bodyAt < elseAt ? readBody(reading, bodyAt) : empty;
  const otherwise = elseAt < end ? readClause(reading, elseAt, end).body : empty;
  return {
    kind: 'for',
    span: compoundSpan(reading, node, body, otherwise),
    target,
    iterable,
    body,
    otherwise,
    isAsync: typeOf(reading, firstChild(node)) === types.async,
  };
}

function readTry(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const handlers: ExceptHandler[] = [];
  let body = empty;
  let otherwise = empty;
  let finallyBody = empty;
  let keyword = firstChild(node);
  while (keyword < end) {
    let stop = behind(reading, keyword);
    while (stop < end && !isTryKeyword(typeOf(reading, stop))) stop = behind(reading, stop);
    const type = typeOf(reading, keyword);
    if (type === types.except) handlers.push(readHandler(reading, keyword, stop));
    else if (type === types.else) otherwise = readClause(reading, keyword, stop).body;
    else if (type === types.finally) finallyBody = readClause(reading, keyword, stop).body;
    else body = readClause(reading, keyword, stop).body;
    keyword = stop;
  }
  const span = compoundSpan(reading, node, body, ...handlers.map((handler) => handler.body), otherwise, finallyBody);
  return { kind: 'try', span, body, handlers, otherwise, finally: finallyBody };
}

function isTryKeyword(type: number): boolean {
  return type === types.except || type === types.else || type === types.finally;
}

function readHandler(reading: Reading, keyword: number, end: number): ExceptHandler {
  let type: Expression | undefined;
  let name: string | undefined;
  let body = empty;
  let stop = endOf(reading, keyword);
  for (let next = behind(reading, keyword); next < end; next = behind(reading, next)) {
    stop = endOf(reading, next);
    if (typeOf(reading, next) === types.body) {
      body = readBody(reading, next);
      stop = body.at(-1)?.span.end ?? stop;
    } else if (isExpression(reading, next)) {
      if (type === undefined) type = readExpression(reading, next);
      else if (typeOf(reading, next) === types.variableName) name = textOf(reading, next);
    }
  }
  const start = startOf(reading, keyword);
  return { span: { start, end: textEnd(reading.text, start, stop) }, type, name, body };
}

function readWith(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const items: WithStatement['items'][number][] = [];
  let body = empty;
  let value: Expression | undefined;
  let target: Expression | undefined;
  let isTarget = false;
  const finish = () => {
    if (value) items.push({ value, target });
    value = undefined;
    target = undefined;
    isTarget = false;
  };
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.body) body = readBody(reading, next);
    else if (type === types.comma) finish();
    else if (type === types.as) isTarget = true;
    else if (isExpression(reading, next)) {
      if (isTarget) target = readExpression(reading, next);
      else value ??= readExpression(reading, next);
    }
  }
  finish();
  const only = items[0];
  // `with (a, b):` has two managers, not a tuple of them.
  const isSplit = items.length === 1 && only?.value.kind === 'tuple' && only.target === undefined;
  const all =
    isSplit && only.value.kind === 'tuple' ? only.value.elements.map((element) => ({ value: element, target: undefined })) : items;
  return {
    kind: 'with',
    span: compoundSpan(reading, node, body),
    items: all,
    body,
    isAsync: typeOf(reading, firstChild(node)) === types.async,
  };
}

function readMatch(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const keyword = firstChild(node);
  const bodyAt = findKeyword(reading, keyword, end, types.matchBody);
  const cases: MatchStatement['cases'][number][] = [];
  const bodyEnd = bodyAt < end ? behind(reading, bodyAt) : bodyAt;
  for (let next = firstChild(bodyAt); next < bodyEnd; next = behind(reading, next)) {
    if (typeOf(reading, next) === types.matchClause) cases.push(readCase(reading, next));
  }
  const subject = readTuple(reading, behind(reading, keyword), bodyAt, endOf(reading, keyword));
  return { kind: 'match', span: compoundSpan(reading, node, ...cases.map((clause) => clause.body)), subject, cases };
}

function readCase(reading: Reading, node: number): MatchStatement['cases'][number] {
  const end = behind(reading, node);
  const keyword = firstChild(node);
  let body = empty;
  let start = -1;
  let stop = endOf(reading, keyword);
  for (let next = behind(reading, keyword); next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.body) {
      body = readBody(reading, next);
    } else if (type !== types.guard) {
      if (start < 0) start = startOf(reading, next);
      stop = endOf(reading, next);
    }
  }
  return { pattern: { start: start < 0 ? stop : start, end: stop }, body };
}

/**
 * The span of a statement with bodies: to the end of its last statement, where the parser counts blank lines and comments to it,
 * or of its last clause, where that has no body yet.
 */
export function compoundSpan(reading: Reading, node: number, ...bodies: readonly Body[]) {
  const start = startOf(reading, node);
  const last = bodies.findLast((body) => body.length > 0)?.at(-1);
  let end = last?.span.end ?? textEnd(reading.text, start, endOf(reading, node));
  const stop = behind(reading, node);
  for (let next = firstChild(node); next < stop; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type !== types.body && type !== types.matchBody && type !== types.error) end = Math.max(end, endOf(reading, next));
  }
  return { start, end };
}
