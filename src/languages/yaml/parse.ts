import { isAlias, isMap, isScalar, type ParsedNode, parseAllDocuments, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Span, span } from '../../text/span.js';
import type { DataDocument, DataEntry, DataMapping, DataNode, DataScalar } from '../data/syntax.js';
import { templateSchema } from './template-schema.js';

/**
 * Reads a text of YAML 1.2 into the documents that it has, in their order. Whatever does not parse is left out or empty,
 * and its document is marked as broken. Merge keys are entries like others. Never throws.
 */
export function parseYaml(text: string): readonly DataDocument[] {
  try {
    const documents = parseAllDocuments(text, {
      schema: templateSchema,
      // Keys that are there twice are found elsewhere, and looking for them takes the square of their number.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    return [...documents].map(({ contents, errors, range }) => ({
      language: 'yaml',
      root: contents ? convert(contents, { text, anchors: new Map() }) : undefined,
      span: span(range[0], Math.min(range[2], text.length)),
      isBroken: errors.length > 0,
    }));
  } catch {
    // Brackets by the thousand within each other overflow the stack.
    return [{ language: 'yaml', root: undefined, span: span(0, text.length), isBroken: true }];
  }
}

interface Context {
  readonly text: string;
  /** What has been read so far and has a name: nothing can be made of itself. */
  readonly anchors: Map<string, DataNode>;
}

function convert(node: ParsedNode, context: Context): DataNode {
  if (isAlias(node)) {
    return { kind: 'alias', span: span(node.range[0], node.range[1]), tag: undefined, target: context.anchors.get(node.source) };
  }
  const data = isScalar(node) ? scalarOf(node, context) : isMap(node) ? mappingOf(node, context) : sequenceOf(node, context);
  if (node.anchor !== undefined) context.anchors.set(node.anchor, data);
  return data;
}

function scalarOf(node: Scalar.Parsed, { text }: Context): DataScalar {
  const { value, source, type } = node;
  if (node.range[0] === node.range[1] && !node.tag) return emptyAt(endOfWord(text, node.range[0]));
  const [start, end] = node.range;
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const isPlainValue = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  return {
    kind: 'scalar',
    span: span(startOf(node, text), isBlock ? endOfBlock(text, start, end) : end),
    tag: tagOf(node),
    value: isPlainValue ? value : source,
    source: source ?? '',
    style: isBlock ? 'block' : type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 'quoted' : 'plain',
  };
}

function mappingOf(node: YAMLMap.Parsed, context: Context): DataMapping {
  const start = startOf(node, context.text);
  const entries = node.items.map(({ key, value }): DataEntry => {
    const { text, span: keySpan } = keyOf(key, context);
    const data = value ? convert(value, context) : emptyAt(keySpan.end);
    return { key: text, keySpan, value: data, span: span(keySpan.start, data.span.end) };
  });
  const { range, flow } = node;
  const style = flow ? 'flow' : 'block';
  return { kind: 'mapping', span: span(start, flow ? range[1] : endOf(entries, start)), tag: tagOf(node), entries, style };
}

function sequenceOf(node: YAMLSeq.Parsed, context: Context): DataNode {
  const start = startOf(node, context.text);
  const items = node.items.map((item) => convert(item, context));
  const { range, flow } = node;
  const style = flow ? 'flow' : 'block';
  return { kind: 'sequence', span: span(start, flow ? range[1] : endOf(items, start)), tag: tagOf(node), items, style };
}

/** The text of a key: as it is written, but for quotes, also of one that is a number, an alias or a mapping. */
function keyOf(key: ParsedNode, context: Context): { readonly text: string; readonly span: Span } {
  if (isScalar(key)) {
    const { source, span: keySpan } = scalarOf(key, context);
    if (key.anchor !== undefined) convert(key, context);
    return { text: source, span: keySpan };
  }
  const { span: keySpan } = convert(key, context);
  return { text: context.text.slice(keySpan.start, keySpan.end), span: keySpan };
}

/** Where the blanks before an offset start. */
function endOfWord(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /[ \t]/.test(text[at - 1] ?? '')) at--;
  return at;
}

/** Null where nothing is written: `key:`, `? key`. */
function emptyAt(offset: number): DataScalar {
  return { kind: 'scalar', span: span(offset, offset), tag: undefined, value: null, source: '', style: 'plain' };
}

/** The parser counts comments and blank lines behind the last entry as the collection's own. */
function endOf(parts: readonly { readonly span: Span }[], start: number): number {
  return parts.at(-1)?.span.end ?? start;
}

/** Where a block scalar ends: behind its last line, and behind the blank ones only where `+` keeps them. */
function endOfBlock(text: string, start: number, end: number): number {
  const header = /^[|>][^\s#]*/.exec(text.slice(start, start + 8))?.[0] ?? '';
  let last = end;
  if (header.includes('+')) {
    if (text[last - 1] === '\n') last -= text[last - 2] === '\r' ? 2 : 1;
    return Math.max(last, start + header.length);
  }
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  return last;
}

/** A value starts at its tag, where it has one; an anchor stays outside, since others name it. */
function startOf(node: ParsedNode, text: string): number {
  const start = node.range[0];
  if (node.tag === undefined || node.tag === '!') return start;
  const before = /![^\s,[\]{}]*(?:\s+&[^\s,[\]{}]+)?(?:\s|#[^\n]*\n)*$/.exec(text.slice(Math.max(start - 200, 0), start));
  return before ? start - before[0].length : start;
}

function tagOf({ tag }: ParsedNode): string | undefined {
  return tag?.replace(/^tag:yaml\.org,2002:/, '!!');
}
