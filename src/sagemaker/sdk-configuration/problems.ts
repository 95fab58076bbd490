import type { DataEntry, DataNode } from '../../languages/data/syntax.js';
import type { Span } from '../../text/span.js';
import { configurationKeys, type Expected, type Keys, type Leaf } from './keys.js';
import { entryOf, type SdkConfiguration } from './read.js';

/** What the SDK refuses in its configuration. It reads nothing of the file then. */
export type ConfigurationProblem =
  | { readonly kind: 'unknown-key'; readonly entry: DataEntry; readonly keys: readonly string[]; readonly path: string }
  | { readonly kind: 'wrong-type'; readonly node: DataNode; readonly wanted: Leaf | 'mapping-of-keys' | 'list'; readonly path: string }
  | { readonly kind: 'no-version'; readonly at: Span }
  /** `1.0` without quotes is a number, and the SDK compares texts. */
  | { readonly kind: 'version-number'; readonly node: DataNode; readonly at: Span };

/** All that the SDK refuses in its configuration, in the order of the text. */
export function* problemsIn({ root }: SdkConfiguration): Iterable<ConfigurationProblem> {
  const settings = entryOf(root, 'SageMaker');
  if (!entryOf(root, 'SchemaVersion') && settings) yield { kind: 'no-version', at: settings.keySpan };
  yield* inMapping(root, configurationKeys, '');
}

function* inMapping(node: DataNode, keys: Keys, path: string): Iterable<ConfigurationProblem> {
  if (!isPlain(node)) return;
  if (node.kind !== 'mapping') {
    // A key without a value has none to be wrong; the SDK says so, and whoever types it is not done.
    if (!isNothing(node)) yield { kind: 'wrong-type', node, wanted: 'mapping-of-keys', path };
    return;
  }
  for (const entry of node.entries) {
    if (entry.key === '<<') continue;
    const expected = Object.hasOwn(keys, entry.key) ? keys[entry.key] : undefined;
    const at = path === '' ? entry.key : `${path}.${entry.key}`;
    if (expected === undefined) yield { kind: 'unknown-key', entry, keys: Object.keys(keys), path };
    else yield* inValue(entry.value, expected, at);
  }
}

function* inValue(node: DataNode, expected: Expected, path: string): Iterable<ConfigurationProblem> {
  if (!isPlain(node) || isNothing(node)) return;
  if (typeof expected === 'string') yield* inLeaf(node, expected, path);
  else if (isEach(expected)) {
    if (node.kind !== 'sequence') yield { kind: 'wrong-type', node, wanted: 'list', path };
    else for (const item of node.items) yield* inMapping(item, expected.each, path);
  } else yield* inMapping(node, expected, path);
}

function isEach(expected: Keys | { readonly each: Keys }): expected is { readonly each: Keys } {
  return Object.keys(expected).length === 1 && 'each' in expected;
}

function* inLeaf(node: DataNode, leaf: Leaf, path: string): Iterable<ConfigurationProblem> {
  if (leaf === 'any') return;
  if (leaf === 'version' && node.kind === 'scalar' && node.value === 1 && node.source === '1.0') {
    yield { kind: 'version-number', node, at: node.span };
  } else if (!fits(node, leaf)) yield { kind: 'wrong-type', node, wanted: leaf, path };
}

function fits(node: DataNode, leaf: Leaf): boolean {
  switch (leaf) {
    case 'texts':
      return node.kind === 'sequence' && node.items.every((item) => !isPlain(item) || isText(item));
    case 'tags':
      return node.kind === 'sequence' && node.items.every((item) => !isPlain(item) || isTag(item));
    case 'mapping':
      return node.kind === 'mapping' && node.entries.every(({ value }) => !isPlain(value) || isText(value));
    case 'switch':
      return node.kind === 'scalar' && typeof node.value === 'boolean';
    case 'version':
      return isText(node) && textOf(node) === '1.0';
    case 'role':
      return matches(node, /^arn:aws[a-z-]*:iam::\d{12}:role\/?[\w+=,.@\-/]+$/);
    case 'uri':
      return matches(node, /^(https|s3):\/\/[^/]/);
    case 'bucket':
      return matches(node, /^[a-z0-9][.\-a-z0-9]{1,61}[a-z0-9]$/);
    default:
      return isText(node);
  }
}

/** A text that matches; one that is still to be filled in may become anything. */
function matches(node: DataNode, pattern: RegExp): boolean {
  const text = textOf(node);
  return text !== undefined && (pattern.test(text) || /[<>{}$*]|\.\.\.|X{4}|your/i.test(text));
}

function isTag(node: DataNode): boolean {
  return node.kind === 'mapping' && ['Key', 'Value'].every((key) => isText(entryOf(node, key)?.value));
}

function isText(node: DataNode | undefined): boolean {
  return node !== undefined && textOf(node) !== undefined;
}

function textOf(node: DataNode): string | undefined {
  return node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** Neither an alias nor a value with a tag: those are something else than what is written here. */
function isPlain(node: DataNode): boolean {
  return node.kind !== 'alias' && node.tag === undefined;
}

function isNothing(node: DataNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
