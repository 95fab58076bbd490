import type { RequestNode, UnknownNode } from '../../request/tree.js';

/** What an object that is given in the place of its name stands for. */
export function objectReferenceAt({ document, span }: RequestNode): UnknownNode {
  return { kind: 'unknown', document, span, why: 'the SDK takes its name', reference: `object ${span.start}`, isGiven: true };
}
