import { parser } from '@lezer/python';
import { expressionReaders } from './expressions.js';
import { type Reading, unknownExpression } from './reading.js';
import { prepareSource } from './source.js';
import { readStatements } from './statements.js';
import type { Expression, PythonSyntax, Statement } from './syntax.js';
import { flatten, nodeWidth } from './tree.js';

/**
 * Parses a Python text of any version and in any state. It never throws: what cannot be understood is a node of kind
 * `unknown`. Spans are UTF-16 offsets of `text`.
 */
export function parsePython(text: string, previous?: PythonSyntax): PythonSyntax {
  void previous;
  return { text, body: readPart(text, 0, text.length, 0) };
}

function readPart(text: string, start: number, end: number, depth: number): Statement[] {
  const source = prepareSource(start === 0 && end === text.length ? text : text.slice(start, end));
  const tree = parser.parse(source.text);
  const { toOriginal } = source;
  const move = start === 0 ? toOriginal : (offset: number) => start + (toOriginal ? toOriginal(offset) : offset);
  const nodes = flatten(tree, move);
  const hidden = source.hidden && new Map([...source.hidden].map(([from, to]) => [from + start, to + start]));
  const reading: Reading = { text, nodes, readers: expressionReaders, readStatements, hidden, readHidden, depth };
  function readHidden(from: number, to: number, at: number): Expression {
    const statement = readPart(text, from, to, at + 1)[0];
    return statement?.kind === 'expression' ? statement.value : unknownExpression(from, to);
  }
  return readStatements(reading, nodeWidth, nodes.length);
}
