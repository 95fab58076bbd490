import { compoundSpan, compoundStatements } from './compound.js';
import { readDecorated, readDefinition } from './definitions.js';
import { readYield } from './expressions.js';
import { readImport } from './imports.js';
import {
  behind,
  collectExpressions,
  deepest,
  endOf,
  firstChild,
  isExpression,
  type Reading,
  readExpression,
  readFirst,
  readList,
  readTuple,
  type StatementReader,
  spanOf,
  startOf,
  textOf,
  typeOf,
  unknownExpression,
} from './reading.js';
import type { Expression, SimpleStatement, Statement } from './syntax.js';
import { typeNamed, types } from './tree.js';

/** The readers of all statements, by the type of their node. */
export const statementReaders: readonly (StatementReader | undefined)[] = makeReaders({
  ExpressionStatement: readExpressionStatement,
  YieldStatement: (reading, node) => ({ kind: 'expression', span: spanOf(reading, node), value: readYield(reading, node) }),
  AssignStatement: readAssignment,
  UpdateStatement: readUpdate,
  TypeDefinition: readTypeAlias,
  ImportStatement: readImport,
  ReturnStatement: readReturn,
  PrintStatement: readSimple('print'),
  DeleteStatement: readSimple('delete'),
  RaiseStatement: readSimple('raise'),
  AssertStatement: readSimple('assert'),
  ScopeStatement: readScope,
  PassStatement: readSimple('pass'),
  BreakStatement: readSimple('break'),
  ContinueStatement: readSimple('continue'),
  FunctionDefinition: readDefinition,
  ClassDefinition: readDefinition,
  DecoratedStatement: readDecorated,
  ...compoundStatements,
});

function makeReaders(named: Readonly<Record<string, StatementReader>>): (StatementReader | undefined)[] {
  const readers: (StatementReader | undefined)[] = new Array(256).fill(undefined);
  for (const [name, reader] of Object.entries(named)) readers[typeNamed(name)] = reader;
  return readers;
}

function readExpressionStatement(reading: Reading, node: number): Statement {
  const span = spanOf(reading, node);
  return { kind: 'expression', span, value: readTuple(reading, firstChild(node), behind(reading, node), span.start) };
}

/** `a = b = value` and `a: type = value`: parts between the signs. */
function readAssignment(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  const targets: Expression[] = [];
  let annotation: Expression | undefined;
  let partStart = firstChild(node);
  let partEnd = partStart;
  let from = startOf(reading, node);
  let isSigned = false;
  for (let next = partStart; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.typeDefinition) {
      annotation = readFirst(reading, firstChild(next), behind(reading, next), endOf(reading, next));
    } else if (type === types.assignOp) {
      targets.push(readTuple(reading, partStart, partEnd, from));
      isSigned = true;
      from = endOf(reading, next);
      partStart = behind(reading, next);
      partEnd = partStart;
    } else {
      partEnd = behind(reading, next);
    }
  }
  const last = readTuple(reading, partStart, partEnd, from);
  if (!isSigned) targets.push(last);
  return { kind: 'assignment', span: spanOf(reading, node), targets, operator: '=', annotation, value: isSigned ? last : undefined };
}

function readUpdate(reading: Reading, node: number): Statement {
  const end = behind(reading, node);
  let sign = firstChild(node);
  while (sign < end && typeOf(reading, sign) !== types.updateOp) sign = behind(reading, sign);
  const target = readTuple(reading, firstChild(node), sign, startOf(reading, node));
  const isThere = sign < end;
  const from = isThere ? endOf(reading, sign) : endOf(reading, node);
  const value = readTuple(reading, isThere ? behind(reading, sign) : end, end, from);
  const operator = isThere ? textOf(reading, sign) : '+=';
  return { kind: 'assignment', span: spanOf(reading, node), targets: [target], operator, annotation: undefined, value };
}

/** `type X = int`: an assignment to X. */
function readTypeAlias(reading: Reading, node: number): Statement {
  const found: Expression[] = [];
  const end = behind(reading, node);
  for (let next = firstChild(node); next < end; next = behind(reading, next)) {
    if (isExpression(reading, next)) found.push(readExpression(reading, next));
  }
  const at = endOf(reading, node);
  const [target = unknownExpression(at, at), value = unknownExpression(at, at)] = found;
  return { kind: 'assignment', span: spanOf(reading, node), targets: [target], operator: '=', annotation: undefined, value };
}

/** `return a, b` returns one tuple. Python 2's `print` and `exec` were shown to the parser as a `return` (see source.ts). */
function readReturn(reading: Reading, node: number): Statement {
  const keyword = firstChild(node);
  const end = behind(reading, node);
  if (!reading.text.startsWith('return', startOf(reading, node))) return readSimple('print')(reading, node);
  const first = keyword < end ? behind(reading, keyword) : end;
  const values = first < end ? [readTuple(reading, first, end, endOf(reading, keyword))] : [];
  return { kind: 'return', span: spanOf(reading, node), values };
}

function readSimple(kind: SimpleStatement['kind']): (reading: Reading, node: number) => SimpleStatement {
  return (reading, node) => ({ kind, span: spanOf(reading, node), values: readList(reading, firstChild(node), behind(reading, node)) });
}

function readScope(reading: Reading, node: number): Statement {
  const kind = reading.text.startsWith('global', startOf(reading, node)) ? 'global' : 'nonlocal';
  return readSimple(kind)(reading, node);
}

/** Reads the statements among sibling nodes from `node` to `end`; `a; b` are two. */
export function readStatements(reading: Reading, node: number, end: number): Statement[] {
  const statements: Statement[] = [];
  for (let next = node; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    const reader = statementReaders[type];
    if (reader !== undefined) {
      const statement = reading.depth < deepest ? readDeeper(reading, next, reader) : tooDeep(reading, next);
      if (statement) statements.push(statement);
    } else if (type === types.statementGroup) {
      statements.push(...readStatements(reading, firstChild(next), behind(reading, next)));
    } else if (type === types.error || isExpression(reading, next)) {
      const statement = readUnknown(reading, next);
      if (statement) statements.push(statement);
    }
  }
  return statements;
}

function readDeeper(reading: Reading, node: number, reader: StatementReader): Statement | undefined {
  reading.depth++;
  const statement = reader(reading, node);
  reading.depth--;
  return statement;
}

function tooDeep(reading: Reading, node: number): Statement {
  return { kind: 'unknown', span: compoundSpan(reading, node), expressions: [], body: [] };
}

/** Whatever is none of the statements: what was understood within. */
function readUnknown(reading: Reading, node: number): Statement | undefined {
  const expressions: Expression[] = [];
  if (isExpression(reading, node)) expressions.push(readExpression(reading, node));
  else collectExpressions(reading, node, expressions);
  return expressions.length === 0 ? undefined : { kind: 'unknown', span: spanOf(reading, node), expressions, body: [] };
}
