import type { DataMapping, DataNode } from '../../languages/data/syntax.js';
import type { SourceDocument } from '../../text/document.js';
import { placeholderPieces } from '../request/placeholders.js';
import type { ReadSpecial, SpecialValue } from '../request/read-data.js';
import type { RequestNode } from '../request/tree.js';
import { known } from '../value.js';
import { mappingOf, meant, nodeAt, plainText, textAt } from './data-nodes.js';

/** What the functions of a template refer to. */
export interface TemplateNames {
  /** The types of its resources by logical id. */
  readonly resources: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, DataMapping>;
}

/** A function of CloudFormation in one of its two spellings, `!Sub text` and `{"Fn::Sub": text}`. */
export interface Intrinsic {
  /** `Ref`, `Sub`, `If`. */
  readonly name: string;
  /** What it is given; a tag of this node is the function itself. */
  readonly argument: DataNode;
}

/** The function that a node is; undefined for plain data. */
export function intrinsicOf(given: DataNode): Intrinsic | undefined {
  const node = meant(given);
  if (!node) return undefined;
  if (node.tag !== undefined && !node.tag.startsWith('!!')) return { name: node.tag.replace(/^!(Fn::)?/, ''), argument: node };
  const only = node.kind === 'mapping' && node.entries.length === 1 ? node.entries[0] : undefined;
  if (!only || !isFunction(only.key)) return undefined;
  return { name: only.key.replace(/^Fn::/, ''), argument: only.value };
}

function isFunction(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

/** A part of a text: known, or one that only the deployment knows, with what it stands for where that can be said. */
type TextPart = string | { readonly reference: string | undefined };

const someText: TextPart = { reference: undefined };

/**
 * Reads the functions of a template. What is the same wherever it is written has a `reference`: `ref Model` for the
 * resource Model of this template and for a name or ARN of it, whatever function gives it.
 */
export function readIntrinsics(document: SourceDocument, names: TemplateNames): ReadSpecial {
  return (node, read) => {
    const call = intrinsicOf(node);
    if (call) return readCall(call, node, read);
    // `Fn::Transform` and `Fn::ForEach` among other members bring members of their own.
    if (node.kind !== 'mapping' || !node.entries.some(({ key }) => key.startsWith('Fn::'))) return undefined;
    const plain = read(node);
    if (plain.kind !== 'object') return { value: plain };
    const members = new Map([...plain.members].filter(([name]) => !name.startsWith('Fn::')));
    return { value: { ...plain, members, isOpen: true } };
  };

  function readCall(call: Intrinsic, node: DataNode, read: (node: DataNode) => RequestNode): SpecialValue {
    switch (call.name) {
      case 'Ref':
      case 'GetAtt': {
        const name = nameGiven(call);
        if (name === 'AWS::NoValue') return { value: unknownNode(node, 'it is left out'), isOptional: true };
        return { value: name === undefined ? unknownNode(node, `it is what ${call.name} gives`) : readName(name, node) };
      }
      case 'If':
        return readChoice(call, node, read);
      case 'Sub':
      case 'Join':
        return { value: readText(call, node) };
      default:
        return { value: unknownNode(node, `it is what ${call.name} gives`, referenceOf(call, node)) };
    }
  }

  function readName(name: string, { span }: DataNode): RequestNode {
    const reference = referenceTo(name);
    const value = defaultOf(name);
    if (value !== undefined) return { kind: 'scalar', document, span, value: known(value, true), reference };
    return { kind: 'unknown', document, span, why: `${name} is known when the template is deployed`, reference };
  }

  /** One of two values, or one that may be missing. */
  function readChoice(call: Intrinsic, node: DataNode, read: (node: DataNode) => RequestNode): SpecialValue {
    const [, first, second] = itemsOf(call.argument);
    if (!first || !second) return { value: unknownNode(node, 'it depends on a condition') };
    const isOptional = mayBeLeftOut(first) || mayBeLeftOut(second) ? true : undefined;
    if (isNothing(first) || isNothing(second)) return { value: read(isNothing(first) ? second : first), isOptional };
    return { value: unknownNode(node, 'it depends on a condition'), isOptional };
  }

  function readText(call: Intrinsic, node: DataNode): RequestNode {
    const parts = partsOf(call);
    if (!parts) return unknownNode(node, `it is what ${call.name} gives`, referenceOf(call, node));
    const { span } = node;
    const [first, ...others] = parts;
    // It is being typed.
    if (first === undefined) return unknownNode(node, 'it is empty');
    if (others.length === 0 && typeof first === 'string') return { kind: 'scalar', document, span, value: known(first) };
    const only = others.length === 0 && typeof first !== 'string' ? first.reference : undefined;
    // `!Sub ${Name}` is `!Ref Name`.
    if (only?.startsWith('ref ')) {
      const value = defaultOf(only.slice(4));
      if (value !== undefined) return { kind: 'scalar', document, span, value: known(value, true), reference: only };
    }
    const isSame = parts.every((part) => typeof part === 'string' || part.reference !== undefined);
    const written = parts.map((part) => (typeof part === 'string' ? part : `\${${part.reference}}`)).join('');
    return unknownNode(node, 'it is put together when the template is deployed', {
      pieces: parts.map((part) => (typeof part === 'string' ? part : undefined)),
      reference: only ?? (isSame ? `text ${written}` : undefined),
    });
  }

  /** The parts of a text, neighbours that are known in one; undefined for what is no text. */
  function partsOf(call: Intrinsic): TextPart[] | undefined {
    if (call.name === 'Sub') return joined(partsOfSub(call.argument));
    const [separator, list] = itemsOf(call.argument);
    const between = plainText(separator);
    const items = list && !intrinsicOf(list) ? itemsOf(list) : undefined;
    if (between === undefined || !items) return undefined;
    if (items.some(mayBeLeftOut)) return undefined;
    return joined(items.flatMap((item, index) => [...(index > 0 ? [between] : []), ...partsOfValue(item)]));
  }

  function partsOfSub(argument: DataNode): TextPart[] {
    const [template, given] = argument.kind === 'sequence' ? argument.items : [argument];
    const found = meant(template);
    const text = found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
    if (text === undefined) return [someText];
    const variables = mappingOf(given);
    const parts: TextPart[] = [];
    let done = 0;
    for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
      parts.push(...literalParts(text.slice(done, match.index)));
      done = match.index + match[0].length;
      const name = (match[1] ?? '').trim();
      const value = nodeAt(variables, name);
      if (name.startsWith('!')) parts.push(`\${${name.slice(1)}}`);
      else if (value) parts.push(...partsOfValue(value));
      else parts.push({ reference: referenceTo(name) });
    }
    return [...parts, ...literalParts(text.slice(done))];
  }

  function partsOfValue(node: DataNode): TextPart[] {
    const call = intrinsicOf(node);
    if (!call) {
      const text = plainText(node);
      return text === undefined ? [someText] : literalParts(text);
    }
    if (call.name === 'Sub' || call.name === 'Join') return partsOf(call) ?? [someText];
    const name = call.name === 'Ref' || call.name === 'GetAtt' ? nameGiven(call) : undefined;
    return [name === undefined ? referenceOf(call, node) : { reference: referenceTo(name) }];
  }

  /** What a name or attribute stands for. The names and ARNs of a resource of SageMaker all stand for it. */
  function referenceTo(name: string): string {
    const [resource = '', attribute] = name.split('.');
    const isOwn = names.resources.get(resource)?.startsWith('AWS::SageMaker::');
    return isOwn && attribute !== undefined && /(Name|Arn|^Id)$/.test(attribute) ? `ref ${resource}` : `ref ${name}`;
  }

  /** The default of a parameter that is a text or number. That of a list, or of one that is looked up elsewhere, is not the value itself. */
  function defaultOf(name: string): string | undefined {
    const parameter = names.parameters.get(name);
    const type = textAt(parameter, 'Type') ?? '';
    return /^List<|CommaDelimitedList|^AWS::SSM::Parameter::Value/.test(type) ? undefined : textAt(parameter, 'Default');
  }

  /** The same function of the same values gives the same. Macros may do anything. */
  function referenceOf(call: Intrinsic, { span }: DataNode): { readonly reference: string | undefined } {
    if (call.name === 'Transform') return { reference: undefined };
    return { reference: document.text.slice(span.start, span.end).replace(/\s+/g, ' ') };
  }

  function unknownNode(
    { span }: DataNode,
    why: string,
    more: { readonly reference?: string | undefined; readonly pieces?: readonly (string | undefined)[] } = {},
  ): RequestNode {
    return { kind: 'unknown', document, span, why, ...more };
  }
}

/** `Model`, `Model.ModelName`: what Ref or GetAtt are given. */
function nameGiven({ argument }: Intrinsic): string | undefined {
  if (argument.kind === 'scalar') return typeof argument.value === 'string' ? argument.value : undefined;
  const parts = itemsOf(argument).map(plainText);
  return parts.length > 0 && !parts.includes(undefined) ? parts.join('.') : undefined;
}

function itemsOf(node: DataNode): readonly DataNode[] {
  const found = meant(node);
  return found?.kind === 'sequence' ? found.items : [];
}

/** `!Ref AWS::NoValue`. */
function isNothing(node: DataNode): boolean {
  const call = intrinsicOf(node);
  return call?.name === 'Ref' && nameGiven(call) === 'AWS::NoValue';
}

function mayBeLeftOut(node: DataNode): boolean {
  if (isNothing(node)) return true;
  const call = intrinsicOf(node);
  if (call?.name !== 'If') return false;
  return itemsOf(call.argument).slice(1).some(mayBeLeftOut);
}

function literalParts(text: string): TextPart[] {
  if (text === '') return [];
  return placeholderPieces(text)?.map((piece) => piece ?? someText) ?? [text];
}

function joined(parts: readonly TextPart[]): TextPart[] {
  const merged: TextPart[] = [];
  for (const part of parts) {
    const before = merged.at(-1);
    if (typeof part === 'string' && typeof before === 'string') merged[merged.length - 1] = before + part;
    else if (part !== '') merged.push(part);
  }
  return merged;
}
