import type { Span } from '../../text/span.js';
import type { Expression, Statement, UnknownExpression } from './syntax.js';
import { type FlatNodes, nodeWidth, types } from './tree.js';

/** Reads the expression that a node is. */
export type ExpressionReader = (reading: Reading, node: number) => Expression;

/** Reads the statement that a node is. */
export type StatementReader = (reading: Reading, node: number) => Statement | undefined;

/** A conversion under way. A node is named by its index in `nodes`. */
export interface Reading {
  /** What people see; spans count in it. */
  readonly text: string;
  readonly nodes: FlatNodes;
  /** The readers of expressions by the type of their node; a type without one is no expression. */
  readonly readers: readonly (ExpressionReader | undefined)[];
  /** Reads the statements among sibling nodes from `node` to `end`. */
  readonly readStatements: (reading: Reading, node: number, end: number) => Statement[];
  /** Stretches that the parser was shown as a mere name: from their start to their end. */
  readonly hidden: ReadonlyMap<number, number> | undefined;
  /** Reads a hidden stretch. */
  readonly readHidden: (start: number, end: number, depth: number) => Expression;
  /** How deep the node at hand is nested. */
  depth: number;
}

/**
 * The deepest nesting that is converted: what lies deeper is unknown. People nest a dozen levels; a generated chain of
 * thousands would overflow the stack of whoever walks it.
 */
export const deepest = 400;

/** The type of a node. */
export function typeOf(reading: Reading, node: number): number {
  return reading.nodes[node] as number;
}

/** Where a node starts, in UTF-16 offsets of the text. */
export function startOf(reading: Reading, node: number): number {
  return reading.nodes[node + 1] as number;
}

/** Where a node ends, exclusive. */
export function endOf(reading: Reading, node: number): number {
  return reading.nodes[node + 2] as number;
}

/** The node behind a node and all its descendants: its next sibling, if it has one. */
export function behind(reading: Reading, node: number): number {
  return reading.nodes[node + 3] as number;
}

/** The first child, if the node has one: compare with `behind`. */
export function firstChild(node: number): number {
  return node + nodeWidth;
}

/** The text of a node. */
export function textOf(reading: Reading, node: number): string {
  return reading.text.slice(reading.nodes[node + 1], reading.nodes[node + 2]);
}

/** The span of a node. */
export function spanOf(reading: Reading, node: number): Span {
  return { start: reading.nodes[node + 1] as number, end: reading.nodes[node + 2] as number };
}

/** An expression of which nothing is known. */
export function unknownExpression(start: number, end: number, children: readonly Expression[] = []): UnknownExpression {
  return { kind: 'unknown', span: { start, end }, children };
}

/** Whether a node is an expression of its own. */
export function isExpression(reading: Reading, node: number): boolean {
  return reading.readers[reading.nodes[node] as number] !== undefined;
}

/** Reads an expression; what is none, or too deep, is unknown. */
export function readExpression(reading: Reading, node: number): Expression {
  const reader = reading.readers[reading.nodes[node] as number];
  if (reader === undefined || reading.depth >= deepest) return unknownExpression(startOf(reading, node), endOf(reading, node));
  reading.depth++;
  const expression = reader(reading, node);
  reading.depth--;
  return expression;
}

/** Reads the first expression from `node` on, before `end`; `at` is where a missing one is said to be. */
export function readFirst(reading: Reading, node: number, end: number, at: number): Expression {
  for (let next = node; next < end; next = behind(reading, next)) {
    if (isExpression(reading, next)) return readExpression(reading, next);
  }
  return unknownExpression(at, at);
}

/** Reads the expressions among sibling nodes from `node` to `end`; `*x` becomes a unary expression. */
export function readList(reading: Reading, node: number, end: number): Expression[] {
  const expressions: Expression[] = [];
  let star = -1;
  for (let next = node; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.star || type === types.doubleStar) {
      star = next;
    } else if (isExpression(reading, next)) {
      const value = readExpression(reading, next);
      if (star < 0) {
        expressions.push(value);
      } else {
        const span = { start: startOf(reading, star), end: value.span.end };
        expressions.push({ kind: 'unary', span, operator: textOf(reading, star), operand: value });
        star = -1;
      }
    } else if (type === types.error) {
      collectExpressions(reading, next, expressions);
    }
  }
  return expressions;
}

/** Reads what stands within an error node, which has whatever the parser did not expect. */
export function collectExpressions(reading: Reading, error: number, into: Expression[]): void {
  const end = behind(reading, error);
  for (let next = firstChild(error); next < end; next = behind(reading, next)) {
    if (isExpression(reading, next)) into.push(readExpression(reading, next));
  }
}

/** Reads what may be a tuple without parentheses: `a`, `a, b`, `a,`. `at` is where a missing one is said to be. */
export function readTuple(reading: Reading, node: number, end: number, at: number): Expression {
  let first = -1;
  let last = -1;
  let isTuple = false;
  for (let next = node; next < end; next = behind(reading, next)) {
    const type = typeOf(reading, next);
    if (type === types.comma) isTuple = true;
    if (type === types.error && behind(reading, next) === next + nodeWidth) continue;
    if (first < 0) first = next;
    last = next;
  }
  if (first < 0) return unknownExpression(at, at);
  if (!isTuple && first === last) return readExpression(reading, first);
  const elements = readList(reading, node, end);
  const only = elements[0];
  if (!isTuple && elements.length === 1 && only) return only;
  const span = { start: startOf(reading, first), end: endOf(reading, last) };
  return isTuple ? { kind: 'tuple', span, elements } : { kind: 'unknown', span, children: elements };
}

/** Reads the statements of a body. */
export function readBody(reading: Reading, node: number): Statement[] {
  return reading.readStatements(reading, firstChild(node), behind(reading, node));
}

/** Where the text of a node ends that the parser lets reach over line breaks, blank lines and comments behind it. */
export function textEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
