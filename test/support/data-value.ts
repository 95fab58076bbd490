import type { DataNode } from '../../src/languages/data/syntax.js';

/** What a tree of YAML or JSON stands for, in the values of JavaScript. */
export function dataValue(node: DataNode | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return null;
    case 'scalar':
      return node.value;
    case 'alias':
      return dataValue(node.target);
    case 'sequence':
      return node.items.map(dataValue);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, dataValue(value)]));
  }
}

/** All nodes of a tree, the outer ones before the inner ones. */
export function* dataNodes(node: DataNode | undefined): Generator<DataNode> {
  if (!node) return;
  yield node;
  if (node.kind === 'sequence') for (const item of node.items) yield* dataNodes(item);
  if (node.kind === 'mapping') for (const { value } of node.entries) yield* dataNodes(value);
}
