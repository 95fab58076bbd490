import type { DataDocument, DataNode } from '../languages/data/syntax.js';
import { type Span, span } from '../text/span.js';

/**
 * The entry or list item of YAML that an offset stands in, which a comment above or within speaks of: all of it where it
 * is a value, and the key alone where the offset stands at the key of further entries. Undefined outside of all of them.
 */
export function dataConstructAt(documents: readonly DataDocument[], offset: number): Span | undefined {
  let found: Span | undefined;
  let node: DataNode | undefined = documents.find(({ span: all }) => all.start <= offset && offset <= all.end)?.root;
  while (node && isBlock(node)) {
    const parts: readonly Part[] = node.kind === 'mapping' ? node.entries : node.kind === 'sequence' ? node.items.map(asPart) : [];
    const part = parts.findLast((each) => each.span.start <= offset);
    if (!part || part.span.end < offset) break;
    const { value } = part;
    const isInside = isBlock(value) && value.span.start <= offset;
    found = isBlock(value) ? span(part.span.start, part.keySpan?.end ?? part.span.start) : part.span;
    node = isInside ? value : undefined;
  }
  return found;
}

interface Part {
  readonly span: Span;
  readonly value: DataNode;
  readonly keySpan?: Span;
}

function asPart(value: DataNode): Part {
  return { span: value.span, value };
}

function isBlock(node: DataNode): boolean {
  return (node.kind === 'mapping' || node.kind === 'sequence') && node.style === 'block';
}
