import type { ServiceRequest, Surface } from '../request/model.js';
import { placeholderPieces } from '../request/placeholders.js';
import type { Member, Scalar, ScalarNode } from '../request/tree.js';
import { certain } from '../value.js';
import type { NumberShape, Range, Shape, TextShape } from './shapes.js';
import type { Violated } from './violation.js';

/** Surfaces that refuse a number in the place of a text, and the reverse. Templates, shells and state machines turn one into the other. */
const strict: ReadonlySet<Surface> = new Set(['boto3', 'json', 'ack']);

/** What people write where a name or address of their own belongs, ARNs of accounts that do not exist among it. */
const stopgap =
  /^$|your|^my$|x{3,}|change.?me|replace|placeholder|todo|dummy|insert|fill.?in|[<>]|\{[^{}":]*\}|^arn:aws[\w-]*:iam:(?!:\d{12}:)/i;
const constantName = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** What is wrong with a scalar, if anything. `member` is what it is given for. */
export function checkScalar(
  node: ScalarNode,
  shape: Shape,
  member: Member,
  { surface }: Pick<ServiceRequest, 'surface'>,
): Violated | undefined {
  const given = certain(node.value);
  if (given === undefined || given === null) return undefined;
  const found = { member, value: node };
  switch (shape.kind) {
    case 'text':
      if (typeof given !== 'string') return strict.has(surface) ? { kind: 'wrong-type', wanted: 'text', ...found } : undefined;
      return surface.startsWith('sdk') && isTurnedIntoAddress(given, shape) ? undefined : checkText(given, shape, found);
    case 'integer':
    case 'number':
      return checkNumber(given, shape, found, surface);
    case 'boolean':
      if (typeof given === 'boolean' || !strict.has(surface) || isStopgap(given)) return undefined;
      return { kind: 'wrong-type', wanted: 'boolean', ...found };
    case 'list':
    case 'map':
    case 'structure':
      // On a command line lists and objects may be written as one text.
      if (surface === 'shell' || surface === 'sdk-v2' || isStopgap(given)) return undefined;
      return { kind: 'wrong-type', wanted: shape.kind === 'list' ? 'list' : 'object', ...found };
    default:
      return undefined;
  }
}

/** What is wrong with a number of entries, if anything. Of what may have more than is seen only too many can be said. */
export function checkCount(
  count: number,
  { min, max }: Range,
  mayHaveMore: boolean,
): { readonly min: number | undefined; readonly max: number | undefined } | undefined {
  if (max !== undefined && count > max) return { min, max };
  return min !== undefined && count < min && !mayHaveMore ? { min, max } : undefined;
}

/** What is wrong with a text, if anything; also with the key of a map. */
export function checkText(
  text: string,
  { min, max, pattern, values, mayGrow }: TextShape,
  found: { readonly member: Member; readonly value: ScalarNode },
): Violated | undefined {
  if (isStopgap(text)) return undefined;
  // The values of the API look like names of constants themselves.
  if (!values && constantName.test(text)) return undefined;
  if (values) return values.includes(text) ? undefined : { kind: 'unknown-value', text, values, mayBeNewer: mayGrow, ...found };
  const letters = [...text].length;
  const limits = checkCount(letters, { min, max }, false);
  if (limits) return { kind: 'wrong-size', what: 'letters', size: letters, ...limits, ...found };
  if (pattern === undefined || expressionFor(pattern).test(text)) return undefined;
  return { kind: 'not-matching', text, pattern, ...found };
}

/** Version 2 and 3 of the SDK upload files that are given by their path, and look up a role that is given by its name. */
function isTurnedIntoAddress(text: string, { pattern }: TextShape): boolean {
  if (pattern === undefined || text.startsWith('arn:')) return false;
  return pattern.includes('(https|s3):') || pattern.includes(':iam:');
}

function checkNumber(
  given: Scalar,
  { kind, min, max }: NumberShape,
  found: { readonly member: Member; readonly value: ScalarNode },
  surface: Surface,
): Violated | undefined {
  const isNumeric = typeof given === 'number' || (typeof given === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(given));
  if (typeof given === 'boolean') return surface === 'ack' ? { kind: 'wrong-type', wanted: kind, ...found } : undefined;
  if (!isNumeric && isStopgap(given)) return undefined;
  if (!isNumeric || (typeof given === 'string' && strict.has(surface))) return { kind: 'wrong-type', wanted: kind, ...found };
  const number = Number(given);
  if (kind === 'integer' && !Number.isInteger(number)) return { kind: 'wrong-type', wanted: kind, ...found };
  const limits = checkCount(number, { min, max }, false);
  return limits && { kind: 'wrong-size', what: 'value', size: number, ...limits, ...found };
}

function isStopgap(value: Scalar): boolean {
  return typeof value === 'string' && (placeholderPieces(value) !== undefined || stopgap.test(value));
}

const expressions = new Map<string, RegExp>();

/** Patterns of the API are for the whole text, and say nothing about line breaks. */
function expressionFor(pattern: string): RegExp {
  const before = expressions.get(pattern);
  if (before) return before;
  const expression = new RegExp(`^(?:${pattern})$`, 'su');
  expressions.set(pattern, expression);
  return expression;
}
