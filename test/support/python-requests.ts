import assert from 'node:assert/strict';
import type { Operation, ServiceRequest } from '../../src/sagemaker/request/model.js';
import type { RequestNode } from '../../src/sagemaker/request/tree.js';
import { readPythonRequests } from '../../src/sagemaker/surfaces/read-python.js';
import { contextOf } from './launches.js';

/** The requests of a Python text. */
export function pythonRequests(text: string): readonly ServiceRequest[] {
  return readPythonRequests(contextOf(text));
}

/** The only request of an operation among some. */
export function onlyRequest(
  requests: readonly ServiceRequest[],
  operation: Operation,
  surface?: ServiceRequest['surface'],
): ServiceRequest {
  const found = requests.filter((request) => request.operation === operation && (surface ?? request.surface) === request.surface);
  assert.equal(found.length, 1, `${found.length} requests ${operation}`);
  const [request] = found;
  assert.ok(request);
  return request;
}

/**
 * A part of a request under the names of the API: `?` for what is not known, `name?` for a member that may not be there,
 * `name=` for what the surface gives by itself, `...` for what is open.
 */
export function inApi(node: RequestNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value.known ? node.value.value : '?';
    case 'unknown':
      return node.pieces ? node.pieces.map((piece) => piece ?? '?').join('') : '?';
    case 'list':
      return [...node.items.map(inApi), ...(node.isOpen ? ['...'] : [])];
    case 'object':
      return Object.fromEntries([
        ...[...node.members].map(([name, member]) => [
          `${name}${member.isOptional ? '?' : ''}${member.isDefault ? '=' : ''}`,
          inApi(member.value),
        ]),
        ...(node.isOpen ? [['...', true]] : []),
      ]);
  }
}

/** The words that the members of a request are written in, by their path in the API. */
export function wordsIn(node: RequestNode, path = ''): Readonly<Record<string, string>> {
  if (node.kind === 'list') return Object.assign({}, ...node.items.map((item, at) => wordsIn(item, `${path}[${at}]`)));
  if (node.kind !== 'object') return {};
  return Object.assign(
    {},
    ...[...node.members].map(([name, member]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return { [at]: member.name, ...wordsIn(member.value, at) };
    }),
  );
}
