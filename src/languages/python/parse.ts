import { type ChangedRange, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import { expressionReaders } from './expressions.js';
import { deepest, type Reading, unknownExpression } from './reading.js';
import type { ScannedText } from './scan.js';
import { prepareSource } from './source.js';
import { readStatements } from './statements.js';
import type { Expression, PythonSyntax, Statement } from './syntax.js';
import { type FlatNodes, flatten, nodeWidth } from './tree.js';

/** What a text was parsed from, for the next time: the parser's tree, its nodes, and the text that it was given as `source`. */
interface Parsed {
  readonly text: string;
  readonly tree: Tree;
  readonly nodes: FlatNodes;
  readonly source: string;
  readonly scanned: ScannedText;
  /** The statements; undefined where the parser was given another text than people see. */
  readonly body: readonly Statement[] | undefined;
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
  const part = start === 0 && end === text.length ? text : text.slice(start, end);
  const written = before && changeBetween(before.text, part);
  const source = prepareSource(part, before?.scanned, written);
  const isSame = before?.source === before?.text && source.text === part;
  const change = isSame ? written : before && changeBetween(before.source, source.text);
  const tree = parser.parse(source.text, before && change && TreeFragment.applyChanges(TreeFragment.addTree(before.tree), [change]));
  const { toOriginal } = source;
  const move = start === 0 ? toOriginal : (offset: number) => start + (toOriginal ? toOriginal(offset) : offset);
  const nodes = flatten(tree, move);
  const hidden = source.hidden && new Map([...source.hidden].map(([from, to]) => [from + start, to + start]));
  const reading: Reading = { text, nodes, readers: expressionReaders, readStatements, hidden, readHidden, depth };
  function readHidden(from: number, to: number, at: number): Expression {
    const statement = at < deepest ? parsePart(text, from, to, at + 1).body[0] : undefined;
    return statement?.kind === 'expression' ? statement.value : unknownExpression(from, to);
  }
  const isPlain = source.text === text;
  const kept = isPlain && before && change ? keptStatements(before, nodes, change.fromB) : nothingKept;
  const body = [...kept.statements, ...readStatements(reading, kept.nodes, nodes.length)];
  return { body, parsed: { text: part, tree, nodes, source: source.text, scanned: source.scanned, body: isPlain ? body : undefined } };
}

interface Kept {
  readonly statements: readonly Statement[];
  /** The node that the others start with. */
  readonly nodes: number;
}

const nothingKept: Kept = { statements: [], nodes: nodeWidth };

/** The statements of the module that stand before a change, and have the same nodes as before: they are the same. */
function keptStatements(before: Parsed, nodes: FlatNodes, change: number): Kept {
  if (before.body === undefined) return nothingKept;
  const old = before.nodes;
  const shorter = Math.min(old.length, nodes.length);
  // The first node is the module, which every change makes longer or shorter.
  let same = nodeWidth;
  while (same < shorter && old[same] === nodes[same]) same++;
  let next = nodeWidth;
  // The one that follows must be of the same type and start at the same place, too.
  while (next < same && (nodes[next + 3] as number) + 2 <= same && (nodes[next + 2] as number) < change) next = nodes[next + 3] as number;
  const from = nodes[next + 1];
  const count = from === undefined || next === nodeWidth ? 0 : before.body.findIndex(({ span }) => span.start >= from);
  return count > 0 ? { statements: before.body.slice(0, count), nodes: next } : nothingKept;
}

/** The stretch between the common start and the common end of two texts. */
function changeBetween(old: string, source: string): ChangedRange {
  const shorter = Math.min(old.length, source.length);
  const start = commonStart(old, source, shorter);
  let end = 0;
  const most = shorter - start;
  // Stretches are compared at once, which is far faster than characters.
  while (end + stretch <= most && tail(old, end) === tail(source, end)) end += stretch;
  while (end < most && old.charCodeAt(old.length - 1 - end) === source.charCodeAt(source.length - 1 - end)) end++;
  return { fromA: start, toA: old.length - end, fromB: start, toB: source.length - end };
}

const stretch = 1024;

function tail(text: string, end: number): string {
  return text.slice(text.length - end - stretch, text.length - end);
}

function commonStart(old: string, source: string, shorter: number): number {
  let start = 0;
  while (start + stretch <= shorter && old.slice(start, start + stretch) === source.slice(start, start + stretch)) start += stretch;
  while (start < shorter && old.charCodeAt(start) === source.charCodeAt(start)) start++;
  return start;
}
