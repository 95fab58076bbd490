import { type ObjectNode, type RequestNode, type Scalar, textPieces } from '../../request/tree.js';
import { known } from '../../value.js';
import { translate } from './translate.js';
import type { Conversion, Words } from './words.js';

/** The same place with another value. */
export function scalarAt({ document, span }: RequestNode, value: Scalar): RequestNode {
  return { kind: 'scalar', document, span, value: known(value) };
}

/** What nobody can tell, because the SDK makes something else of it. */
export function unknownAt({ document, span }: RequestNode, why: string, reference?: string): RequestNode {
  return { kind: 'unknown', document, span, why, ...(reference === undefined ? {} : { reference }) };
}

/** The text where it is known, also where it is only likely. */
function textOf(node: RequestNode): string | undefined {
  return node.kind === 'scalar' && node.value.known && typeof node.value.value === 'string' ? node.value.value : undefined;
}

/** The SDK looks a role up by its name and sends the ARN. */
export const roleArn: Conversion = (node) => {
  const text = textOf(node);
  return text === undefined || text.startsWith('arn:') ? node : unknownAt(node, 'the SDK looks the role up');
};

/** The SDK uploads what lies on the machine, and names the place itself. */
export const uploaded: Conversion = (node) => {
  const start = textPieces(node)?.[0];
  return start === undefined || /^(s3|https):/.test(start) ? node : unknownAt(node, 'the SDK uploads it');
};

/** In local mode outputs are files; the API is not sent them. */
export const notLocal: Conversion = (node) => (textPieces(node)?.[0]?.startsWith('file:') ? unknownAt(node, 'it is a local file') : node);

export const upperCase: Conversion = (node) => {
  const text = textOf(node);
  return text === undefined ? node : scalarAt(node, text.toUpperCase());
};

/** The SDK writes hyperparameters as texts, in ways that depend on the class. */
export const hyperparameterTexts: Conversion = (node) => {
  if (node.kind !== 'object') return unknownAt(node, 'it is read by the SDK');
  const members = [...node.members].map(([name, member]) => {
    const { value } = member;
    const isText = value.kind === 'unknown' || textOf(value) !== undefined;
    return [name, isText ? member : { ...member, value: unknownAt(value, 'the SDK writes it as a text') }] as const;
  });
  return { ...node, members: new Map(members) };
};

/** Tags may be given as a dictionary, too. */
export const tagList: Conversion = (node) => {
  if (node.kind !== 'object' || node.type !== undefined || node.members.has('Key')) return node;
  const { document, span, isOpen } = node;
  const items = [...node.members.values()].map(({ name, namePlace, place, value }): ObjectNode => {
    const key = { name: 'Key', namePlace, place, value: scalarAt({ kind: 'unknown', why: '', ...namePlace }, name) };
    const members = new Map([
      ['Key', key],
      ['Value', { name: 'Value', namePlace, place, value }],
    ]);
    return { kind: 'object', ...place, type: undefined, members, isOpen: false, spelling: { object: undefined, nameOf: () => undefined } };
  });
  return { kind: 'list', document, span, items, isOpen };
};

/** The SDK writes dictionaries as JSON. */
export const jsonText: Conversion = (node) => {
  if (node.kind !== 'object' && node.kind !== 'list') return node;
  const value = plainValue(node);
  return value === undefined ? unknownAt(node, 'parts of it are not known') : scalarAt(node, JSON.stringify(value));
};

type Plain = Scalar | readonly Plain[] | { readonly [name: string]: Plain };

function plainValue(node: RequestNode): Plain | undefined {
  if (node.kind === 'unknown') return undefined;
  if (node.kind === 'scalar') return node.value.known && !node.value.assumed ? node.value.value : undefined;
  if (node.isOpen) return undefined;
  if (node.kind === 'list') {
    const items: Plain[] = [];
    for (const item of node.items) {
      const value = plainValue(item);
      if (value === undefined) return undefined;
      items.push(value);
    }
    return items;
  }
  const entries: [string, Plain][] = [];
  for (const [name, member] of node.members) {
    const value = plainValue(member.value);
    if (value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** Does something with each item of a list. */
export function each(convert: Conversion): Conversion {
  return (node) => {
    if (node.kind !== 'list') return node;
    return { ...node, items: node.items.map((item) => convert(item) ?? item) };
  };
}

/** An object of the SDK as the one of the API; what is none of the SDK's stays as it is. */
export function objectOf(words: Words, options: Parameters<typeof translate>[2] = {}): Conversion {
  return (node) => {
    if (node.kind !== 'object') return node;
    // A dictionary that has the API's names already is passed on by the SDK.
    if (node.type === undefined && [...node.members.keys()].some((name) => /^[A-Z]/.test(name))) return node;
    return translate(node, [{ written: node, words }], options);
  };
}
