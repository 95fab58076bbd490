import type { DataEntry, DataMapping, DataNode } from '../../languages/data/syntax.js';

/** What a node stands for: that of an alias, the node itself otherwise. */
export function meant(node: DataNode | undefined): DataNode | undefined {
  let next = node;
  // An alias may stand for another one; a text that is made to confuse has an end here.
  for (let step = 0; next?.kind === 'alias'; step++) next = step < 8 ? next.target : undefined;
  return next;
}

/** The mapping that a node is, whatever its tag. */
export function mappingOf(node: DataNode | undefined): DataMapping | undefined {
  const found = meant(node);
  return found?.kind === 'mapping' ? found : undefined;
}

/** The entry of a key; the last one where it is written twice, which counts. */
export function entryOf(mapping: DataMapping | undefined, key: string): DataEntry | undefined {
  return mapping?.entries.findLast((entry) => entry.key === key);
}

/** The value of a key. */
export function nodeAt(mapping: DataMapping | undefined, key: string): DataNode | undefined {
  return meant(entryOf(mapping, key)?.value);
}

/** The text that a node is, without a tag of its own: a number counts as what is written. */
export function plainText(node: DataNode | undefined): string | undefined {
  const found = meant(node);
  if (found?.kind !== 'scalar' || (found.tag !== undefined && !found.tag.startsWith('!!'))) return undefined;
  return found.value === null ? undefined : typeof found.value === 'string' ? found.value : found.source;
}

/** The text at a key. */
export function textAt(mapping: DataMapping | undefined, key: string): string | undefined {
  return plainText(nodeAt(mapping, key));
}
