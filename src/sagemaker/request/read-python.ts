import type { Binding, PythonNames } from '../../languages/python/names.js';
import type {
  Argument,
  AttributeExpression,
  CallExpression,
  Expression,
  NameExpression,
  PythonSyntax,
} from '../../languages/python/syntax.js';
import type { PythonCall } from '../../languages/python/walk.js';
import type { SourceDocument } from '../../text/document.js';
import type { Span } from '../../text/span.js';
import type { ScriptFlow } from '../script/flow.js';
import type { Evaluator } from '../script/values/evaluate.js';
import { known } from '../value.js';
import { applyChanges } from './apply-changes.js';
import { type AttributeChanges, readAttributeChanges, withAttributesSet } from './attribute-changes.js';
import { type ChangeIndex, changesBefore, readChanges } from './dictionary-changes.js';
import { buildObject } from './object-parts.js';
import { pathBesideFile } from './paths-beside-file.js';
import { readPieces } from './text-pieces.js';
import type { ListNode, Member, ObjectNode, RequestNode, UnknownNode } from './tree.js';

/** What the reading of requests starts from: a part of what every reading of a script has. */
export interface RequestContext {
  readonly document: SourceDocument;
  readonly syntax: PythonSyntax;
  readonly names: PythonNames;
  readonly evaluator: Evaluator;
  readonly calls: readonly PythonCall[];
  readonly flow: ScriptFlow;
  /** The parameters of a class or function by its full name, in their order, for arguments without a keyword. */
  positional(qualified: string): readonly string[];
}

/** Reads Python expressions as parts of a request. */
export interface RequestReader {
  /** Follows names that stand for one expression; the spans are where the value is written. */
  read(expression: Expression): RequestNode;
  /** The arguments of a call, those without a keyword under the names given. */
  readCall(call: CallExpression, type: string | undefined, positional: readonly string[]): ObjectNode;
  /** An object that a name stands for, with what has been done to it where the name stands: `transformer.accept = "text/csv"`. */
  changedAt(object: ObjectNode, name: Expression): ObjectNode;
}

const deepest = 24;
/** Objects of a pipeline stand for values that are only known when it runs. */
const pipelineValue = /^sagemaker\.(core\.|mlops\.)?workflow\.|^sagemaker\.core\.helper\.pipeline_variable\./;
const plainObject = /^(builtins\.dict|collections\.OrderedDict|OrderedDict)$/;
const copied = /^(copy\.(copy|deepcopy))$/;

/** Makes a reader for one file; what it needs of the whole file is read when it is first asked for. */
export function createRequestReader(context: RequestContext): RequestReader {
  const { document, names, evaluator } = context;
  let index: ChangeIndex | undefined;
  const changes = () => {
    index ??= readChanges(context.syntax, context.calls, names);
    return index;
  };
  let ofAttributes: AttributeChanges | undefined;

  function unknownNode(span: Span, why: string, more: Partial<UnknownNode> = {}): UnknownNode {
    return { kind: 'unknown', document, span, why, ...more };
  }

  // What several launches share is read once: roles, sessions, hyperparameters.
  const seen = new Map<Expression, RequestNode>();

  function read(expression: Expression, depth: number): RequestNode {
    const before = seen.get(expression);
    if (before) return before;
    if (depth > deepest) return unknownNode(expression.span, 'it is nested too deeply');
    // A value that is made of itself finds this.
    seen.set(expression, unknownNode(expression.span, 'it is made of itself'));
    const node = readNew(expression, depth);
    seen.set(expression, node);
    return node;
  }

  function readNew(expression: Expression, depth: number): RequestNode {
    switch (expression.kind) {
      case 'dictionary':
        return readDictionary(expression, depth);
      case 'list':
      case 'tuple':
        return readList(expression.elements, expression.span, depth);
      case 'call':
        return readCallNode(expression, depth);
      case 'name':
        return readName(expression, depth);
      case 'named':
        return read(expression.value, depth + 1);
      case 'attribute':
        return readAttribute(expression);
      case 'binary':
        return expression.operator === '|' ? readUnion(expression, depth) : readScalar(expression);
      default:
        return readScalar(expression);
    }
  }

  function readScalar(expression: Expression): RequestNode {
    const { span } = expression;
    const isPlain = expression.kind === 'number' || expression.kind === 'constant' || (expression.kind === 'string' && !expression.isBytes);
    if (isPlain && expression.value !== undefined) return { kind: 'scalar', document, span, value: known(expression.value) };
    const value = evaluator.scalar(expression);
    if (value.known) return { kind: 'scalar', document, span, value };
    const followed = { names, evaluator, follow: (name: NameExpression) => follow(name)?.value };
    const beside = pathBesideFile(expression, followed);
    // Seen from the folder of the file, which is where most launches are started.
    if (beside !== undefined) return { kind: 'scalar', document, span, value: known(beside, true) };
    const pieces = readPieces(expression, followed);
    return unknownNode(span, value.why, pieces ? { pieces } : {});
  }

  /** The one binding that a name has where it stands, if it is a plain assignment or the parameter of a function that is called once. */
  function follow(name: NameExpression): (Binding & { readonly value: Expression }) | undefined {
    const bindings = names.bindingsOf(name);
    const [binding] = bindings;
    if (bindings.length !== 1 || binding === undefined) return undefined;
    if (binding.kind === 'parameter') {
      const given = givenOnce(binding);
      return given && { ...binding, value: given };
    }
    if (binding.value === undefined || binding.position.length > 0 || binding.isStarred) return undefined;
    const { value } = binding;
    return binding.kind === 'assignment' || binding.kind === 'walrus' ? { ...binding, value } : undefined;
  }

  /** Where a name is bound once, two uses of it have the same value, whatever that is. */
  function nameReference(name: NameExpression): Pick<UnknownNode, 'reference'> {
    const [binding, ...others] = names.bindingsOf(name);
    if (!binding || others.length > 0 || binding.kind === 'augmented' || binding.kind === 'delete') return {};
    return { reference: `name ${binding.span.start}` };
  }

  /** `model.name`, `endpoint_config.endpoint_config_name`: what the object that a call made is called. */
  function readAttribute(expression: AttributeExpression): RequestNode {
    const node = readScalar(expression);
    if (node.kind !== 'unknown' || expression.object.kind !== 'name' || !/^(\w+_)?name$/.test(expression.name)) return node;
    const value = follow(expression.object)?.value;
    return value?.kind === 'call' ? { ...node, reference: `object ${value.span.start}`, isGiven: true } : node;
  }

  /** What the one call of a function in the file gives a parameter. */
  function givenOnce({ statement, parameter }: Binding): Expression | undefined {
    if (statement?.kind !== 'function' || !parameter || context.flow.isHandedOn(statement)) return undefined;
    const [place, ...others] = context.flow.callsOf(statement);
    const called = place && others.length === 0 ? context.flow.functionOf(place.call) : undefined;
    if (!place || called?.definition !== statement) return undefined;
    const given = context.flow.given(place.call, called, parameter);
    return given === 'default' ? parameter.default : given;
  }

  function readName(name: NameExpression, depth: number): RequestNode {
    const [binding] = names.bindingsOf(name);
    if (!binding) return unknownNode(name.span, `${name.name} is not known`);
    const followed = follow(name);
    if (!followed) {
      const node = readScalar(name);
      return node.kind === 'unknown' ? { ...node, why: `${name.name} is not known`, ...nameReference(name) } : node;
    }
    const node = read(followed.value, depth + 1);
    if (node.kind === 'unknown') return { ...nameReference(name), ...node };
    if (node.kind === 'scalar') return node;
    const made = changesBefore(binding, name.span.start, changes(), names);
    return made.length === 0 ? node : applyChanges(node, made, (inner) => read(inner, depth + 1), evaluator);
  }

  function readDictionary(expression: Expression & { readonly kind: 'dictionary' }, depth: number): ObjectNode {
    const parts = buildObject();
    for (const { key, value, span } of expression.entries) {
      if (!key) {
        parts.spread(read(value, depth + 1));
        continue;
      }
      const name = evaluator.scalar(key);
      if (!name.known) parts.unknownKey();
      else
        parts.set({
          name: String(name.value),
          namePlace: { document, span: key.span },
          value: read(value, depth + 1),
          place: { document, span },
        });
    }
    const last = expression.entries.at(-1)?.span;
    return parts.build({ document, span: expression.span, type: undefined, brackets: { span: expression.span, last } });
  }

  function readList(elements: readonly Expression[], span: Span, depth: number): ListNode {
    const isStar = (element: Expression) => element.kind === 'unary' && element.operator === '*';
    const plain = elements.filter((element) => !isStar(element));
    const items = plain.map((element) => read(element, depth + 1));
    return { kind: 'list', document, span, items, isOpen: plain.length < elements.length };
  }

  function readUnion(expression: Expression & { readonly kind: 'binary' }, depth: number): RequestNode {
    const left = read(expression.left, depth + 1);
    const right = read(expression.right, depth + 1);
    if (left.kind !== 'object' && right.kind !== 'object') return unknownNode(expression.span, 'it is computed');
    const parts = buildObject();
    parts.spread(left);
    parts.spread(right);
    return parts.build({ document, span: expression.span, type: undefined, brackets: undefined });
  }

  function readCallNode(call: CallExpression, depth: number): RequestNode {
    const { callee, span } = call;
    const qualified = names.qualifiedName(callee);
    const written = writtenName(callee);
    const first = call.arguments[0];
    if (qualified !== undefined && pipelineValue.test(qualified)) {
      return unknownNode(span, 'it is known when the pipeline runs', { type: qualified });
    }
    if (plainObject.test(qualified ?? written ?? '')) return readPlainObject(call, depth);
    if (callee.kind === 'attribute' && callee.name === 'copy' && call.arguments.length === 0) return read(callee.object, depth + 1);
    if (qualified !== undefined && copied.test(qualified) && first) return read(first.value, depth + 1);
    if (qualified !== undefined && isObjectOfSdk(qualified)) return readCall(call, qualified, context.positional(qualified), depth);
    const value = readScalar(call);
    if (value.kind === 'scalar') return value;
    const name = qualified ?? written;
    if (name !== undefined && /(^|\.)_?[A-Z]\w*$/.test(name) && !isConstantName(name)) {
      return readCall(call, name, context.positional(name), depth);
    }
    const node = value.kind === 'unknown' ? { ...value, reference: `object ${span.start}` } : value;
    return { ...node, ...(name === undefined ? {} : { type: name }) };
  }

  /** `dict(a=1)`, `dict(other, a=1)`. */
  function readPlainObject(call: CallExpression, depth: number): ObjectNode {
    const parts = buildObject();
    for (const argument of call.arguments) {
      if (argument.name === undefined) parts.spread(read(argument.value, depth + 1));
      else parts.set(readArgument(argument, argument.name, depth));
    }
    return parts.build({ document, span: call.span, type: undefined, brackets: bracketsOf(call) });
  }

  function readCall(call: CallExpression, type: string | undefined, positional: readonly string[], depth: number): ObjectNode {
    const parts = buildObject();
    let position = 0;
    let isCounted = true;
    for (const argument of call.arguments) {
      if (argument.star === '**') parts.pass(read(argument.value, depth + 1));
      else if (argument.star === '*') {
        parts.open();
        isCounted = false;
      } else {
        const name = argument.name ?? (isCounted ? positional[position++] : undefined);
        if (name === undefined) parts.open();
        else parts.set(readArgument(argument, name, depth));
      }
    }
    return parts.build({ document, span: call.span, type, brackets: bracketsOf(call) });
  }

  function readArgument(argument: Argument, name: string, depth: number): Member {
    return {
      name,
      namePlace: { document, span: argument.nameSpan ?? argument.value.span },
      value: read(argument.value, depth + 1),
      place: { document, span: argument.span },
    };
  }

  return {
    read: (expression) => read(expression, 0),
    readCall: (call, type, positional) => readCall(call, type, positional, 0),
    changedAt(object, name) {
      if (name.kind === 'attribute') {
        ofAttributes ??= readAttributeChanges(context.syntax, context.calls);
        return withAttributesSet(object, ofAttributes.get(name.name) ?? []);
      }
      if (name.kind !== 'name') return object;
      const made = names.bindingsOf(name).flatMap((binding) => changesBefore(binding, name.span.start, changes(), names));
      const changed = made.length === 0 ? object : applyChanges(object, made, (inner) => read(inner, 0), evaluator);
      return changed.kind === 'object' ? changed : object;
    },
  };
}

/** Classes of the SDK, and functions of it that look something up: what they are given counts. */
function isObjectOfSdk(qualified: string): boolean {
  return qualified.startsWith('sagemaker.') && /(\.[A-Z]\w*|\.\w*(retrieve|image_uri|s3_input)\w*)$/.test(qualified);
}

function isConstantName(name: string): boolean {
  return /^[A-Z0-9_]+$/.test(name.slice(name.lastIndexOf('.') + 1));
}

/** The name of what is called as it is written: `Compute`, `inputs.TrainingInput`. */
export function writtenName(callee: Expression): string | undefined {
  if (callee.kind === 'name') return callee.name;
  if (callee.kind !== 'attribute') return undefined;
  const object = writtenName(callee.object);
  return object === undefined ? undefined : `${object}.${callee.name}`;
}

function bracketsOf(call: CallExpression): ObjectNode['brackets'] {
  return { span: call.argumentsSpan, last: call.arguments.at(-1)?.span };
}
