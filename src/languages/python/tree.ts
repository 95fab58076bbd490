import { type Tree, TreeBuffer } from '@lezer/common';
import { parser } from '@lezer/python';

/**
 * The nodes of a Lezer tree in one array, parents before their children, comments and anonymous nodes left out.
 * A node is four numbers: its type, where it starts, where it ends, and the index of the first node behind its descendants.
 * Reading it takes no objects, which is what keeps the conversion at a fraction of the parse.
 */
export type FlatNodes = Int32Array;

/** The width of a node in `FlatNodes`. */
export const nodeWidth = 4;

const canonicalTypes = canonicalTypeIds();

/** The number of the node type with a name of the grammar; types that share a name share the number. */
export function typeNamed(name: string): number {
  const found = parser.nodeSet.types.find((type) => type.name === name);
  if (!found) throw new Error(`the Python grammar has no node ${name}`);
  return found.id;
}

/** The types that the readers compare with, by their names in the grammar. */
export const types = {
  error: 0,
  comment: typeNamed('Comment'),
  variableName: typeNamed('VariableName'),
  propertyName: typeNamed('PropertyName'),
  comma: typeNamed(','),
  colon: typeNamed(':'),
  star: typeNamed('*'),
  doubleStar: typeNamed('**'),
  openBracket: typeNamed('['),
  closeBracket: typeNamed(']'),
  openParenthesis: typeNamed('('),
  openBrace: typeNamed('{'),
  closeBrace: typeNamed('}'),
  closeParenthesis: typeNamed(')'),
  assignOp: typeNamed('AssignOp'),
  argumentList: typeNamed('ArgList'),
  parameterList: typeNamed('ParamList'),
  typeDefinition: typeNamed('TypeDef'),
  body: typeNamed('Body'),
  formatReplacement: typeNamed('FormatReplacement'),
  formatSelfDocumentation: typeNamed('FormatSelfDoc'),
  formatSpecification: typeNamed('FormatSpec'),
  updateOp: typeNamed('UpdateOp'),
  formatConversion: typeNamed('FormatConversion'),
  formatString: typeNamed('FormatString'),
  string: typeNamed('String'),
  tuple: typeNamed('TupleExpression'),
  decorator: typeNamed('Decorator'),
  functionDefinition: typeNamed('FunctionDefinition'),
  classDefinition: typeNamed('ClassDefinition'),
  statementGroup: typeNamed('StatementGroup'),
  matchBody: typeNamed('MatchBody'),
  matchClause: typeNamed('MatchClause'),
  guard: typeNamed('Guard'),
  dot: typeNamed('.'),
  unary: typeNamed('UnaryExpression'),
  binary: typeNamed('BinaryExpression'),
  and: typeNamed('and'),
  or: typeNamed('or'),
  as: typeNamed('as'),
  async: typeNamed('async'),
  await: typeNamed('await'),
  case: typeNamed('case'),
  elif: typeNamed('elif'),
  else: typeNamed('else'),
  except: typeNamed('except'),
  finally: typeNamed('finally'),
  for: typeNamed('for'),
  from: typeNamed('from'),
  if: typeNamed('if'),
  import: typeNamed('import'),
  in: typeNamed('in'),
  is: typeNamed('is'),
  not: typeNamed('not'),
} as const;

/** Flattens a Lezer tree; `toOriginal` moves its offsets to those of the text that people see. */
export function flatten(root: Tree, toOriginal?: (offset: number) => number): FlatNodes {
  const nodes = new Int32Array(roomFor(root));
  let size = 0;
  // An explicit stack: a tree may be thousands of levels deep.
  const trees: Tree[] = [];
  const starts: number[] = [];
  const nextChildren: number[] = [];
  const opened: number[] = [];
  const enter = (tree: Tree, start: number) => {
    trees.push(tree);
    starts.push(start);
    nextChildren.push(0);
    if (tree.type.isAnonymous) {
      opened.push(-1);
      return;
    }
    opened.push(size);
    nodes[size] = canonicalTypes[tree.type.id] ?? 0;
    nodes[size + 1] = start;
    nodes[size + 2] = start + tree.length;
    size += nodeWidth;
  };
  enter(root, 0);
  while (trees.length > 0) {
    const top = trees.length - 1;
    const tree = trees[top] as Tree;
    const child = nextChildren[top] as number;
    if (child === tree.children.length) {
      const at = opened[top] as number;
      if (at >= 0) nodes[at + 3] = size;
      trees.pop();
      starts.pop();
      nextChildren.pop();
      opened.pop();
      continue;
    }
    nextChildren[top] = child + 1;
    const next = tree.children[child] as Tree | TreeBuffer;
    const start = (starts[top] as number) + (tree.positions[child] as number);
    if (next instanceof TreeBuffer) {
      size = copyBuffer(next.buffer, start, nodes, size);
    } else if (next.type.id !== types.comment) {
      enter(next, start);
    }
  }
  if (hasGaps(nodes, size)) closeGaps(nodes, size);
  if (toOriginal) {
    for (let at = 0; at < size; at += nodeWidth) {
      nodes[at + 1] = toOriginal(nodes[at + 1] as number);
      nodes[at + 2] = toOriginal(nodes[at + 2] as number);
    }
  }
  return nodes.subarray(0, size);
}

/** How many numbers the nodes of a tree take; those that are left out are counted, too. */
function roomFor(root: Tree): number {
  let room = 0;
  const open: (Tree | TreeBuffer)[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next instanceof TreeBuffer) {
      room += next.buffer.length;
    } else {
      room += nodeWidth;
      for (const child of next.children) open.push(child);
    }
  }
  return room;
}

function hasGaps(nodes: Int32Array, size: number): boolean {
  for (let at = 0; at < size; at += nodeWidth) {
    if (isGap(nodes, at)) return true;
  }
  return false;
}

/**
 * Where something is missing the parser puts an empty error node, behind blanks and comments, and lets the nodes around reach
 * up to it. They end with what is there.
 */
function closeGaps(nodes: Int32Array, size: number): void {
  const formerEnds = new Map<number, number>();
  // Only what has a gap in it can reach too far.
  let nextGap = size;
  for (let at = size - nodeWidth; at > 0; at -= nodeWidth) {
    if (isGap(nodes, at)) nextGap = at;
    if (nextGap >= (nodes[at + 3] as number)) continue;
    // What lacks its quotes has no nodes for its text.
    if (nodes[at] === types.string || nodes[at] === types.formatString) continue;
    const end = nodes[at + 3] as number;
    let last = -1;
    let textEnd = nodes[at + 1] as number;
    for (let child = at + nodeWidth; child < end; child = nodes[child + 3] as number) {
      if (!isGap(nodes, child)) textEnd = nodes[child + 2] as number;
      last = child;
    }
    if (last < 0 || (formerEnds.get(last) ?? nodes[last + 2]) !== nodes[at + 2]) continue;
    if (isGap(nodes, last)) {
      nodes[last + 1] = textEnd;
      nodes[last + 2] = textEnd;
    } else if (!formerEnds.has(last)) {
      continue;
    }
    formerEnds.set(at, nodes[at + 2] as number);
    nodes[at + 2] = textEnd;
  }
}

/** Whether a node says that something is missing. */
function isGap(nodes: Int32Array, at: number): boolean {
  return nodes[at] === types.error && nodes[at + 1] === nodes[at + 2];
}

/** Appends the nodes of a Lezer buffer (which has the same shape, with offsets of its own) and gives the new size. */
function copyBuffer(buffer: Uint16Array, start: number, nodes: Int32Array, size: number): number {
  const comment = types.comment;
  const length = buffer.length;
  let comments = 0;
  for (let at = 0, out = size; at < length; at += nodeWidth, out += nodeWidth) {
    const type = buffer[at] as number;
    if (type === comment) comments++;
    nodes[out] = canonicalTypes[type] as number;
    nodes[out + 1] = start + (buffer[at + 1] as number);
    nodes[out + 2] = start + (buffer[at + 2] as number);
    nodes[out + 3] = size + (buffer[at + 3] as number);
  }
  return comments === 0 ? size + length : dropComments(nodes, size, size + length);
}

function dropComments(nodes: Int32Array, start: number, end: number): number {
  const movedTo = new Int32Array((end - start) / nodeWidth + 1);
  let out = start;
  for (let at = start; at < end; at += nodeWidth) {
    movedTo[(at - start) / nodeWidth] = out;
    if (nodes[at] !== types.comment) out += nodeWidth;
  }
  movedTo[(end - start) / nodeWidth] = out;
  for (let at = start; at < end; at += nodeWidth) {
    if (nodes[at] === types.comment) continue;
    const target = movedTo[(at - start) / nodeWidth] as number;
    const behind = nodes[at + 3] as number;
    nodes[target] = nodes[at] as number;
    nodes[target + 1] = nodes[at + 1] as number;
    nodes[target + 2] = nodes[at + 2] as number;
    nodes[target + 3] = movedTo[(behind - start) / nodeWidth] as number;
  }
  return out;
}

function canonicalTypeIds(): Uint8Array {
  const ids = new Uint8Array(parser.nodeSet.types.length);
  const firsts = new Map<string, number>();
  for (const type of parser.nodeSet.types) {
    if (!firsts.has(type.name)) firsts.set(type.name, type.id);
    ids[type.id] = firsts.get(type.name) ?? type.id;
  }
  return ids;
}
