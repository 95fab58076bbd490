import type { DataDocument, DataEntry, DataMapping, DataNode } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { type Expected, sectionKeys } from './keys.js';

/** The configuration of the SageMaker Python SDK: what its calls are given where they say nothing. */
export interface SdkConfiguration {
  readonly document: SourceDocument;
  readonly root: DataMapping;
}

/** Whether a text may be the SDK's configuration: asked before it is parsed. */
export function mayConfigureSdk(text: string): boolean {
  return /^["']?SageMaker["']?[ \t]*:/m.test(text);
}

/**
 * The SDK's configuration, by what is in it: the mapping SageMaker beside SchemaVersion, or holding something that the SDK
 * reads. Undefined for any other text, and for one that does not parse.
 */
export function readSdkConfiguration(document: SourceDocument, documents: readonly DataDocument[]): SdkConfiguration | undefined {
  const [first, ...others] = documents;
  if (!first || others.length > 0 || first.isBroken || first.root?.kind !== 'mapping') return undefined;
  const settings = entryOf(first.root, 'SageMaker')?.value;
  if (settings?.kind !== 'mapping') return undefined;
  const hasVersion = entryOf(first.root, 'SchemaVersion') !== undefined;
  // Whoever calls a mapping SageMaker may keep anything in it; the SDK's file has nothing else.
  const isPure = first.root.entries.every(({ key }) => /^(SageMaker|CustomParameters)$/.test(key));
  const isOwn = hasVersion || (isPure && settings.entries.some(isSection));
  return isOwn ? { document, root: first.root } : undefined;
}

/** A section of the SDK's, by its name and something that the SDK reads in it. */
function isSection({ key, value }: DataEntry): boolean {
  const expected: Expected | undefined = Object.hasOwn(sectionKeys, key) ? sectionKeys[key] : undefined;
  if (expected === undefined) return false;
  if (value.kind !== 'mapping' || value.entries.length === 0) return value.kind !== 'scalar' || value.value === null;
  return value.entries.some((entry) => typeof expected === 'object' && Object.hasOwn(expected, entry.key));
}

/** An entry of a mapping by its key. */
export function entryOf(mapping: DataMapping, key: string): DataEntry | undefined {
  return mapping.entries.find((entry) => entry.key === key);
}

/** What a path leads to, through mappings and aliases. */
export function valueAtPath(node: DataNode | undefined, path: readonly string[]): DataNode | undefined {
  let next = node;
  for (const key of path) {
    const target: DataNode | undefined = next?.kind === 'alias' ? next.target : next;
    next = target?.kind === 'mapping' ? entryOf(target, key)?.value : undefined;
  }
  return next?.kind === 'alias' ? next.target : next;
}
