import type { CallExpression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import type { Operation, ServiceRequest } from '../../request/model.js';
import type { ObjectNode, UnknownNode } from '../../request/tree.js';
import type { SdkSurface } from './makers.js';

/** What an object made by a call is referred to by. */
export function objectReference(call: CallExpression): string {
  return `object ${call.span.start}`;
}

/** A request of the SDK: it adds what it needs, so what is missing may be there. */
export function sdkRequest(
  { document }: Pick<LaunchReading, 'document'>,
  call: CallExpression,
  given: { readonly operation: Operation; readonly surface: SdkSurface; readonly written: string; readonly content: ObjectNode } & Partial<
    Pick<ServiceRequest, 'isWhole' | 'references'>
  >,
): ServiceRequest {
  const { callee } = call;
  return {
    notation: 'python',
    document,
    span: call.span,
    nameSpan: callee.kind === 'attribute' ? callee.nameSpan : callee.span,
    isWhole: false,
    references: [objectReference(call)],
    ...given,
  };
}

/** What the API names by a text that the SDK makes up: the name of the one object that a call made. */
export function referenceTo(
  { document }: Pick<LaunchReading, 'document'>,
  call: CallExpression,
  makers: readonly CallExpression[],
): UnknownNode {
  const span = call.callee.kind === 'attribute' ? call.callee.object.span : call.callee.span;
  const [only] = makers.length === 1 ? makers : [];
  const base: UnknownNode = { kind: 'unknown', document, span, why: 'the SDK names it', isGiven: true };
  return only ? { ...base, reference: objectReference(only) } : base;
}
