import type { ServiceRequest, Surface } from '../request/model.js';
import type { Member, ObjectNode, RequestNode, RequestPlace } from '../request/tree.js';
import { certain } from '../value.js';
import { checkCount, checkScalar, checkText } from './check-scalar.js';
import { isOwnName } from './cloudformation.js';
import { isMemberName, type MapShape, placesOf, type Shape, type StructureShape, shapeOf } from './shapes.js';
import type { Violated, Violation } from './violation.js';

/** Surfaces that send what is written as it is. The SDK's classes map what they know, and ACK has rules of its own (SM525). */
const sendsAll: ReadonlySet<Surface> = new Set(['boto3', 'json', 'step-functions', 'shell', 'cloudformation']);
/** CloudFormation has required properties of its own: it can name things itself, and has a default where the API has none. */
const namesWhatIsMissing: ReadonlySet<Surface> = new Set(['boto3', 'json', 'step-functions', 'ack', 'shell']);

/**
 * Everything that the API's model refuses in a request, in the order of the text. What nobody can tell is passed over:
 * values that are not known, objects that something unknown makes.
 */
export function* violationsOf(request: ServiceRequest): Iterable<Violation> {
  const shape = shapeOf(request.operation);
  if (shape) yield* checkObject(request, request.content, shape, '', undefined);
}

function* checkNode(request: ServiceRequest, node: RequestNode, shape: Shape, path: string, member: Member): Iterable<Violation> {
  const wrong = (violated: Violated, at: RequestPlace = node): Violation => ({ ...violated, path, at: placeOf(at) });
  switch (node.kind) {
    case 'unknown':
      return;
    case 'scalar': {
      const violated = checkScalar(node, shape, member, request);
      if (violated) yield wrong(violated);
      // What is given in the place of a list of one has to be right in that list, too.
      if (violated?.kind === 'wrong-type' && shape.kind === 'list') yield* checkNode(request, node, shape.item(), path, member);
      return;
    }
    case 'list': {
      if (shape.kind !== 'list') {
        if (saysTypes(request, shape)) yield wrong({ kind: 'wrong-type', wanted: wantedFor(shape), member, value: node });
        return;
      }
      const limits = checkCount(node.items.length, shape, node.isOpen);
      if (limits) yield wrong({ kind: 'wrong-size', what: 'entries', size: node.items.length, ...limits, member, value: node });
      for (const item of node.items) {
        if (isNoWord(request, item, path)) yield wrong({ kind: 'wrong-type', wanted: 'text', member, value: item }, item);
        else yield* checkNode(request, item, shape.item(), path, member);
      }
      return;
    }
    case 'object':
      if (isMadeElsewhere(request, node)) return;
      if (shape.kind === 'structure') yield* checkObject(request, node, shape, path, member);
      else if (shape.kind === 'map') yield* checkMap(request, node, shape, path, member);
      else if (saysTypes(request, shape) && !node.isOpen)
        yield wrong({ kind: 'wrong-type', wanted: wantedFor(shape), member, value: node });
  }
}

function* checkObject(
  request: ServiceRequest,
  object: ObjectNode,
  shape: StructureShape,
  path: string,
  holder: Member | undefined,
): Iterable<Violation> {
  const missing = missingIn(request, object, shape);
  if (missing.length > 0) {
    const at =
      holder === undefined ? { document: request.document, span: request.nameSpan } : holder.value === object ? holder.namePlace : object;
    yield { kind: 'missing', names: missing, object, holder, path, at: placeOf(at) };
  }
  for (const [name, member] of object.members) {
    const inner = shape.members.get(name);
    if (inner) yield* checkNode(request, member.value, inner.shape(), path === '' ? name : `${path}.${name}`, member);
    else if (isSurelyUnknown(request, name)) {
      const [place, ...others] = placesOf(request.operation, name);
      const belongsIn = others.length === 0 && place !== path ? place : undefined;
      yield { kind: 'unknown-member', member, members: [...shape.members.keys()], belongsIn, path, at: placeOf(member.namePlace) };
    }
  }
}

/** The keys of a map are the user's own; they, too, have lengths and patterns. */
function* checkMap(request: ServiceRequest, object: ObjectNode, shape: MapShape, path: string, holder: Member): Iterable<Violation> {
  const limits = checkCount(object.members.size, shape, object.isOpen);
  if (limits) {
    const size = { kind: 'wrong-size', what: 'entries', size: object.members.size, ...limits } as const;
    yield { ...size, member: holder, value: object, path, at: placeOf(holder.namePlace) };
  }
  const keys = shape.key();
  for (const [name, member] of object.members) {
    const { namePlace } = member;
    const key = { kind: 'scalar', ...namePlace, value: { known: true, value: name, assumed: false } } as const;
    const violated = keys.kind === 'text' ? checkText(name, keys, { member: holder, value: key }) : undefined;
    if (violated) yield { ...violated, path, at: placeOf(namePlace) };
    yield* checkNode(request, member.value, shape.value(), path, member);
  }
}

function missingIn(request: ServiceRequest, object: ObjectNode, shape: StructureShape): readonly string[] {
  if (!request.isWhole || object.isOpen || !namesWhatIsMissing.has(request.surface)) return [];
  return [...shape.members.values()].filter(({ name, isRequired }) => isRequired && !object.members.has(name)).map(({ name }) => name);
}

function isSurelyUnknown({ surface }: ServiceRequest, name: string): boolean {
  if (!sendsAll.has(surface)) return false;
  return surface !== 'cloudformation' || (!isMemberName(name) && !isOwnName(name));
}

/** An object of a class that the surface does not have: what it stands for, only that class knows. */
function isMadeElsewhere({ surface, content }: ServiceRequest, node: ObjectNode): boolean {
  return node !== content && node.type !== undefined && !surface.startsWith('sdk');
}

/** Of the classes of the SDK only the values are looked at: they change what they are given on the way. */
function saysTypes({ surface }: ServiceRequest, shape: Shape): boolean {
  return !surface.startsWith('sdk') && surface !== 'shell' && shape.kind !== 'bytes' && shape.kind !== 'time';
}

/** A number or switch among the words of a command, which are the only texts that the SDK's classes pass on as they are. */
function isNoWord({ surface }: ServiceRequest, item: RequestNode, path: string): boolean {
  if (!surface.startsWith('sdk') || !/(^|\.)Container(Arguments|Entrypoint)$/.test(path) || item.kind !== 'scalar') return false;
  const given = certain(item.value);
  return typeof given === 'number' || typeof given === 'boolean';
}

function wantedFor(shape: Shape): 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'object' {
  switch (shape.kind) {
    case 'structure':
    case 'map':
      return 'object';
    case 'list':
    case 'integer':
    case 'number':
    case 'boolean':
      return shape.kind;
    default:
      return 'text';
  }
}

function placeOf({ document, span }: RequestPlace): RequestPlace {
  return { document, span };
}
