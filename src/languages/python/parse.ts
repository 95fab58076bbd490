import { type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import { expressionReaders } from './expressions.js';
import { deepest, type Reading, unknownExpression } from './reading.js';
import { prepareSource } from './source.js';
import { readStatements } from './statements.js';
import type { Expression, PythonSyntax, Statement } from './syntax.js';
import { flatten, nodeWidth } from './tree.js';

/** What a text was parsed from, for the next time: the parser's tree and the text that it was given. */
interface Parsed {
  readonly tree: Tree;
  readonly source: string;
}

/** Kept beside the syntax, so that it lives as long, and is no part of it. */
const parsedTexts = new WeakMap<PythonSyntax, Parsed>();

/**
 * Parses a Python text of any version and in any state. It never throws: what cannot be understood is a node of kind
 * `unknown`. Spans are UTF-16 offsets of `text`. With the syntax of an earlier state of the text only what was changed since is
 * parsed anew.
 */
export function parsePython(text: string, previous?: PythonSyntax): PythonSyntax {
  const before = previous && parsedTexts.get(previous);
  try {
    const { body, parsed } = parsePart(text, 0, text.length, 0, before);
    const syntax: PythonSyntax = { text, body };
    parsedTexts.set(syntax, parsed);
    return syntax;
  } catch (error) {
    // The parser and the readers bound their depth; should the stack be too small even so, nothing is known.
    if (!(error instanceof RangeError)) throw error;
    return { text, body: [{ kind: 'unknown', span: { start: 0, end: text.length }, expressions: [], body: [] }] };
  }
}

function parsePart(text: string, start: number, end: number, depth: number, before?: Parsed): { body: Statement[]; parsed: Parsed } {
  const source = prepareSource(start === 0 && end === text.length ? text : text.slice(start, end));
  const tree = parser.parse(source.text, before && fragmentsFor(before, source.text));
  const { toOriginal } = source;
  const move = start === 0 ? toOriginal : (offset: number) => start + (toOriginal ? toOriginal(offset) : offset);
  const nodes = flatten(tree, move);
  const hidden = source.hidden && new Map([...source.hidden].map(([from, to]) => [from + start, to + start]));
  const reading: Reading = { text, nodes, readers: expressionReaders, readStatements, hidden, readHidden, depth };
  function readHidden(from: number, to: number, at: number): Expression {
    const statement = at < deepest ? parsePart(text, from, to, at + 1).body[0] : undefined;
    return statement?.kind === 'expression' ? statement.value : unknownExpression(from, to);
  }
  return { body: readStatements(reading, nodeWidth, nodes.length), parsed: { tree, source: source.text } };
}

/** What of an earlier tree still holds: all but the stretch between the common start and the common end of both texts. */
function fragmentsFor(before: Parsed, source: string): readonly TreeFragment[] {
  const old = before.source;
  const shorter = Math.min(old.length, source.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === source.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && old.charCodeAt(old.length - 1 - end) === source.charCodeAt(source.length - 1 - end)) end++;
  const change = { fromA: start, toA: old.length - end, fromB: start, toB: source.length - end };
  return TreeFragment.applyChanges(TreeFragment.addTree(before.tree), [change]);
}
