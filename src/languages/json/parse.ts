import { type JSONVisitor, visit } from 'jsonc-parser';
import { type Span, span } from '../../text/span.js';
import type { DataDocument, DataEntry, DataNode } from '../data/syntax.js';

/** A collection that is being read. */
interface Open {
  readonly start: number;
  readonly isObject: boolean;
  readonly entries: DataEntry[];
  readonly items: DataNode[];
  /** The key that waits for its value. */
  key: { readonly text: string; readonly span: Span } | undefined;
}

/**
 * Reads a text of JSON, with comments and trailing commas allowed, into its one document. Whatever does not parse is left
 * out, and the document is marked as broken. Never throws.
 */
export function parseJson(text: string): readonly DataDocument[] {
  const open: Open[] = [];
  let root: DataNode | undefined;
  let isBroken = false;

  const add = (node: DataNode): void => {
    const parent = open.at(-1);
    if (!parent) root ??= node;
    else if (!parent.isObject) parent.items.push(node);
    else {
      const { key } = parent;
      parent.key = undefined;
      if (key) parent.entries.push({ key: key.text, keySpan: key.span, value: node, span: span(key.span.start, node.span.end) });
    }
  };
  const begin = (start: number, isObject: boolean): void => {
    open.push({ start, isObject, entries: [], items: [], key: undefined });
  };
  /** A key without a value, as it stands there while it is typed, has a null behind it. */
  const endKey = (): void => {
    const end = open.at(-1)?.key?.span.end;
    if (end !== undefined) add({ kind: 'scalar', span: span(end, end), tag: undefined, value: null, source: '', style: 'plain' });
  };
  const finish = (end: number): void => {
    endKey();
    const closed = open.pop();
    if (!closed) return;
    const { isObject, entries, items } = closed;
    const base = { span: span(closed.start, end), tag: undefined, style: 'json' } as const;
    add(isObject ? { kind: 'mapping', ...base, entries } : { kind: 'sequence', ...base, items });
  };
  const visitor: JSONVisitor = {
    onObjectBegin: (offset) => begin(offset, true),
    onArrayBegin: (offset) => begin(offset, false),
    onObjectEnd: (offset, length) => finish(offset + length),
    onArrayEnd: (offset, length) => finish(offset + length),
    onObjectProperty(key, offset, length) {
      endKey();
      const parent = open.at(-1);
      if (parent) parent.key = { text: key, span: span(offset, offset + length) };
    },
    onLiteralValue(value: string | number | boolean | null, offset, length) {
      const isText = typeof value === 'string';
      const source = isText ? value : text.slice(offset, offset + length);
      add({ kind: 'scalar', span: span(offset, offset + length), tag: undefined, value, source, style: isText ? 'quoted' : 'plain' });
    },
    onError: () => {
      isBroken = true;
    },
  };
  try {
    // The mark of the byte order is no blank to the scanner; the offsets stay.
    visit(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, visitor, { allowTrailingComma: true, allowEmptyContent: true });
  } catch {
    // Brackets by the thousand within each other overflow the stack.
    isBroken = true;
    root = undefined;
    open.length = 0;
  }
  if (open.length > 0) isBroken = true;
  while (open.length > 0) finish(text.length);
  return [{ language: 'json', root, span: span(0, text.length), isBroken }];
}
