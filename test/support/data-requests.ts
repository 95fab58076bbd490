import { parseJson } from '../../src/languages/json/parse.js';
import { parseYaml } from '../../src/languages/yaml/parse.js';
import type { ServiceRequest } from '../../src/sagemaker/request/model.js';
import type { RequestNode } from '../../src/sagemaker/request/tree.js';
import { readDataRequests } from '../../src/sagemaker/surfaces/read-data.js';
import { createDocument } from '../../src/text/document.js';

/** The requests of a YAML or JSON text, by the ending of its path. */
export function requestsIn(path: string, text: string): readonly ServiceRequest[] {
  const documents = path.endsWith('.json') ? parseJson(text) : parseYaml(text);
  return readDataRequests(createDocument(path, text), documents);
}

/** What is not known, as plain data. */
export const hole = '?';

/** A part of a request as plain data: `?` for what is not known, `...` for a member or item that may be there. */
export function plain(node: RequestNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value.known ? (node.value.assumed ? { assumed: node.value.value } : node.value.value) : hole;
    case 'unknown':
      return node.pieces ? node.pieces.map((piece) => piece ?? hole).join('') : hole;
    case 'list':
      return [...node.items.map(plain), ...(node.isOpen ? ['...'] : [])];
    case 'object': {
      const members = [...node.members].map(([name, member]) => [member.isOptional ? `${name}?` : name, plain(member.value)]);
      return { ...Object.fromEntries(members), ...(node.isOpen ? { '...': true } : {}) };
    }
  }
}

/** The text that is written at a place. */
export function written({ document, span }: Pick<RequestNode, 'document' | 'span'>): string {
  return document.text.slice(span.start, span.end);
}
