import type { DataMapping, DataNode, DataScalar } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { known } from '../value.js';
import { placeholderPieces } from './placeholders.js';
import type { Member, ObjectNode, RequestNode, UnknownNode, WrittenEntries } from './tree.js';

/** What a value with a meaning of its own stands for: an intrinsic function, a path into a state. */
export interface SpecialValue {
  readonly value: RequestNode;
  /** It may stand for nothing at all: `!If [Condition, value, !Ref AWS::NoValue]`. */
  readonly isOptional?: true | undefined;
}

/**
 * Reads what is not plain data; undefined for what is. It is asked of every node first. `read` reads a node within it like
 * any other, and the node itself as plain data.
 */
export type ReadSpecial = (node: DataNode, read: (node: DataNode) => RequestNode) => SpecialValue | undefined;

const deepest = 48;
/** Aliases within what aliases stand for: more of them are only written to fill the memory. */
const mostAliases = 3;

/**
 * Reads plain data of YAML or JSON into a request's tree: scalars keep the type that they are written with, aliases and
 * merge keys are followed. Placeholders of template engines, tags and keys that nobody knows are unknown. What else has a
 * meaning of its own, `special` says.
 */
export function readDataNode(document: SourceDocument, node: DataNode, special?: ReadSpecial): RequestNode {
  return readValue(node, 0, 0).value;

  function readValue(given: DataNode, depth: number, aliases: number): SpecialValue {
    if (depth > deepest) return { value: unknownNode(document, given, 'it is nested too deeply') };
    const read = (inner: DataNode) => (inner === given ? readPlain(inner, depth, aliases) : readValue(inner, depth + 1, aliases)).value;
    return special?.(given, read) ?? readPlain(given, depth, aliases);
  }

  function readPlain(given: DataNode, depth: number, aliases: number): SpecialValue {
    switch (given.kind) {
      case 'scalar':
        return { value: readScalar(document, given) };
      case 'mapping':
        return { value: readMapping(given, depth, aliases) };
      case 'sequence': {
        if (isTagged(given)) return { value: unknownNode(document, given, `it is what ${given.tag} makes of it`) };
        const items = given.items.map((item) => readValue(item, depth + 1, aliases));
        const kept = items.filter(({ isOptional }) => !isOptional).map(({ value }) => value);
        const isOpen = kept.length < items.length || given.items.some(isPlaceholder);
        return { value: { kind: 'list', document, span: given.span, items: kept, isOpen } };
      }
      case 'alias': {
        if (!given.target || aliases >= mostAliases) return { value: unknownNode(document, given, 'what it stands for is not known') };
        return readValue(given.target, depth + 1, aliases + 1);
      }
    }
  }

  function readMapping(given: DataMapping, depth: number, aliases: number): RequestNode {
    const { span } = given;
    if (isTagged(given)) return unknownNode(document, given, `it is what ${given.tag} makes of it`);
    if (given.style === 'flow' && (document.text.startsWith('{{', span.start) || isBracedName(given)))
      return unknownNode(document, given, 'it is filled in later');
    const written: WrittenEntries = { style: given.style, entries: given.entries.map((entry) => entry.span) };
    const members = new Map<string, Member>();
    const merged: RequestNode[] = [];
    let isOpen = false;
    for (const { key, keySpan, value, span: place } of given.entries) {
      if (key === '<<' && given.style !== 'json') {
        const sources = value.kind === 'sequence' ? value.items : [value];
        merged.push(...sources.map((source) => readValue(source, depth + 1, aliases).value));
      } else if (placeholderPieces(key) || /[{}\r\n]/.test(key)) isOpen = true;
      else {
        const read = readValue(value, depth + 1, aliases);
        members.set(key, {
          name: key,
          namePlace: { document, span: keySpan },
          value: read.value,
          place: { document, span: place },
          among: written,
          ...(read.isOptional ? { isOptional: true } : {}),
        });
      }
    }
    // What the mapping says itself counts before what it merges, and what is merged first before the rest.
    for (const source of merged) {
      if (source.kind !== 'object' || source.isOpen) isOpen = true;
      if (source.kind === 'object') for (const [name, member] of source.members) if (!members.has(name)) members.set(name, member);
    }
    const brackets = given.style === 'block' ? undefined : { span, last: given.entries.at(-1)?.span };
    return { kind: 'object', document, span, type: undefined, members, isOpen, brackets, written } satisfies ObjectNode;
  }
}

function readScalar(document: SourceDocument, node: DataScalar): RequestNode {
  const { span, value } = node;
  if (isTagged(node)) return unknownNode(document, node, `it is what ${node.tag} makes of it`);
  const pieces = typeof value === 'string' ? placeholderPieces(value) : undefined;
  if (pieces) return unknownNode(document, node, 'it is filled in later', { pieces });
  return { kind: 'scalar', document, span, value: known(value) };
}

/** With a tag that is not one of YAML's own types. */
function isTagged({ tag }: DataNode): boolean {
  return tag !== undefined && !tag.startsWith('!!');
}

/** `{{ range }}` and the like in the place of an item stands for any number of them. */
function isPlaceholder(node: DataNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && /^\s*(\{\{[\s\S]*\}\}|\.\.\.|…)\s*$/.test(node.value);
}

/** `{ROLE_ARN}`, which YAML takes for a mapping with a key and nothing behind it. */
function isBracedName({ entries }: DataMapping): boolean {
  const [only, ...others] = entries;
  return only?.value.kind === 'scalar' && only.value.value === null && only.value.source === '' && others.length === 0;
}

function unknownNode(document: SourceDocument, { span }: DataNode, why: string, more: Partial<UnknownNode> = {}): UnknownNode {
  return { kind: 'unknown', document, span, why, ...more };
}
