import type { PythonNames } from '../../../languages/python/names.js';
import type { CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { ArgumentRead, ArgumentReading } from '../arguments/arguments.js';
import { environmentAccess } from '../environment/access.js';
import { joinTexts } from './constant-operations.js';
import type { Constants } from './constants.js';
import type { PathRoot, PathValue } from './evaluate.js';
import { textParts } from './text-parts.js';

interface Parts {
  readonly text: string;
  readonly names: PythonNames;
  readonly constants: Constants;
  /** undefined while the arguments themselves are being read. */
  arguments(): ArgumentReading | undefined;
}

/** Something that nobody can tell. What is put behind it still counts: the name of a file in a folder that a caller gives. */
const unknownPath: PathValue = { root: { kind: 'unknown' }, rest: '', text: undefined };
/** Something that is not even known to begin where its first part does. */
const lostPath: PathValue = { root: { kind: 'unknown' }, rest: undefined, text: undefined };
const deepest = 12;

/** Makes the evaluator of paths. */
export function createPaths({ text: source, names, constants, arguments: argumentsOf }: Parts): (expression: Expression) => PathValue {
  let reads: { readonly of: ArgumentReading; readonly by: ReadonlyMap<Expression, ArgumentRead> } | undefined;

  function argumentRead(expression: Expression): ArgumentRead | undefined {
    const reading = argumentsOf();
    if (reading === undefined) return undefined;
    if (reads?.of !== reading) reads = { of: reading, by: new Map(reading.reads.map((read) => [read.expression, read])) };
    return reads.by.get(expression);
  }

  function path(expression: Expression, depth: number): PathValue {
    if (depth > deepest) return unknownPath;
    const fromEnvironment = environmentPath(expression, depth);
    if (fromEnvironment) return fromEnvironment;
    const constant = constants.text(expression);
    if (constant.known) return constant.assumed ? parts(expression, depth) : literal(constant.value);
    const read = argumentRead(expression);
    if (read) return argumentPath(read, depth);
    const value = constants.boundValue(expression);
    if (value) return path(value, depth + 1);
    return parts(expression, depth);
  }

  /** What is put together of parts. */
  function parts(expression: Expression, depth: number): PathValue {
    switch (expression.kind) {
      case 'name':
      case 'attribute': {
        const value = constants.boundValue(expression);
        if (value) return path(value, depth + 1);
        return expression.kind === 'attribute' && expression.name === 'parent' ? parentOf(path(expression.object, depth + 1)) : unknownPath;
      }
      case 'binary':
        if (expression.operator === '/') return join([expression.left, expression.right], depth);
        if (expression.operator === 'or') return alternative(expression.left, expression.right, depth);
        return concatenated(expression, depth);
      case 'string':
        return concatenated(expression, depth);
      case 'named':
        return path(expression.value, depth + 1);
      case 'call':
        return called(expression, depth);
      default:
        return unknownPath;
    }
  }

  function environmentPath(expression: Expression, depth: number): PathValue | undefined {
    const access = environmentAccess(expression, names);
    if (access === undefined) return undefined;
    const name = constants.text(access.name);
    if (!name.known) return unknownPath;
    const given = access.default && rootOf(path(access.default, depth + 1));
    const root: PathRoot = { kind: 'environment', name: name.value, default: given?.kind === 'unknown' ? undefined : given };
    return { root, rest: '', text: undefined };
  }

  function argumentPath(read: ArgumentRead, depth: number): PathValue {
    if (read.isRewritten) return unknownPath;
    const defaults = read.arguments.map(({ default: option }) => (option ? rootOf(path(option.expression, depth + 1)) : undefined));
    const [first] = defaults;
    // Several parsers may declare it: the default is only known where they agree.
    const isSame = defaults.every((root) => JSON.stringify(root) === JSON.stringify(first));
    const root: PathRoot = { kind: 'argument', name: read.destination, default: isSame && first?.kind !== 'unknown' ? first : undefined };
    return { root, rest: '', text: undefined };
  }

  function called(call: CallExpression, depth: number): PathValue {
    if (call.arguments.some((argument) => argument.star !== '')) return calledOpen(call, depth);
    const given = call.arguments.filter((argument) => argument.name === undefined).map((argument) => argument.value);
    const [first] = given;
    const qualified = names.qualifiedName(call.callee);
    switch (qualified) {
      case 'os.path.join':
      case 'pathlib.Path':
      case 'pathlib.PurePath':
      case 'pathlib.PurePosixPath':
      case 'pathlib.PosixPath':
        return given.length > 0 ? join(given, depth) : unknownPath;
      case 'builtins.str':
      case 'os.fspath':
      case 'os.path.abspath':
      case 'os.path.realpath':
      case 'os.path.normpath':
      case 'os.path.expanduser':
      case 'os.path.expandvars':
        return first ? path(first, depth + 1) : unknownPath;
      case 'os.path.dirname':
        return first ? parentOf(path(first, depth + 1)) : unknownPath;
      case 'os.getcwd':
      case 'pathlib.Path.cwd':
        return literal('.');
    }
    if (call.callee.kind === 'attribute' && !qualified?.startsWith('os.')) {
      const { object } = call.callee;
      switch (call.callee.name) {
        case 'joinpath':
          return join([object, ...given], depth);
        case 'resolve':
        case 'absolute':
        case 'as_posix':
        case 'expanduser':
          return path(object, depth + 1);
        case 'rstrip':
          return path(object, depth + 1);
        case 'with_suffix':
        case 'with_name': {
          const parent = parentOf(path(object, depth + 1));
          return { root: parent.root, rest: undefined, text: undefined };
        }
        case 'format':
          return concatenated(call, depth);
      }
      return unknownPath;
    }
    const returned = constants.returnedBy(call);
    return returned ? path(returned, depth + 1) : unknownPath;
  }

  /** `os.path.join(folder, *more)` begins where the folder does. */
  function calledOpen(call: CallExpression, depth: number): PathValue {
    const first = call.arguments[0];
    if (first === undefined || first.star !== '' || names.qualifiedName(call.callee) !== 'os.path.join') return unknownPath;
    const { root } = path(first.value, depth + 1);
    return { root, rest: undefined, text: undefined };
  }

  /** `os.environ.get("X") or "/opt/ml/model"`. */
  function alternative(left: Expression, right: Expression, depth: number): PathValue {
    const value = path(left, depth + 1);
    const { root } = value;
    if ((root.kind !== 'environment' && root.kind !== 'argument') || root.default !== undefined || value.rest !== '') return lostPath;
    const other = rootOf(path(right, depth + 1));
    return { ...value, root: { ...root, default: other.kind === 'unknown' ? undefined : other } };
  }

  function join(elements: readonly Expression[], depth: number): PathValue {
    let result: PathValue | undefined;
    for (const element of elements) {
      const value = path(element, depth + 1);
      result = result ? append(result, value) : value;
    }
    return result ?? unknownPath;
  }

  /** f-strings, `+`, `%` and `format`: a part that is not known may change the name of the folder that it is written against. */
  function concatenated(expression: Expression, depth: number): PathValue {
    const joined = textParts(expression, source)?.parts;
    if (joined === undefined) return unknownPath;
    let known = '';
    let at = 0;
    for (; at < joined.length; at++) {
      const part = joined[at];
      if (part === undefined) break;
      const text = typeof part === 'string' ? part : certainText(part);
      if (text === undefined) break;
      known += text;
    }
    const rest = joined.slice(at);
    const [first, ...others] = rest;
    if (first === undefined || typeof first === 'string') return literal(known);
    if (known !== '') return beginning(known);
    return behind(path(first, depth + 1), others);
  }

  function certainText(expression: Expression): string | undefined {
    const value = constants.scalar(expression);
    return value.known && !value.assumed && typeof value.value !== 'boolean' && value.value !== null ? String(value.value) : undefined;
  }

  /** A path with texts written straight behind it. */
  function behind(base: PathValue, more: readonly (string | Expression)[]): PathValue {
    let text: string | undefined = '';
    for (const part of more) {
      const next: string | undefined = typeof part === 'string' ? part : certainText(part);
      if (next === undefined) {
        // `f"{folder}/{name}"` is in the folder, `f"{folder}_{name}"` is not.
        if (!text.startsWith('/')) return lostPath;
        return { root: base.root, rest: undefined, text: undefined };
      }
      text += next;
    }
    if (text === '') return base;
    if (!text.startsWith('/')) return base.rest ? { root: base.root, rest: base.rest + text, text: undefined } : lostPath;
    const rest = base.rest === undefined ? undefined : joinRest(base.rest, text.replace(/^\/+/, ''));
    return { root: base.root, rest, text: undefined };
  }

  return (expression) => path(expression, 0);
}

function literal(text: string): PathValue {
  return { root: { kind: 'literal', text }, rest: '', text };
}

/** A text whose end is not known: in the folder that its last slash closes, or in the working directory. */
function beginning(text: string): PathValue {
  const slash = text.lastIndexOf('/');
  if (slash > 0) return { root: { kind: 'literal', text: text.slice(0, slash) }, rest: undefined, text: undefined };
  if (slash === 0 || /[:~]/.test(text)) return lostPath;
  return { root: { kind: 'literal', text: '.' }, rest: undefined, text: undefined };
}

/** A path put behind another, as `os.path.join` and `/` of paths do. */
function append(base: PathValue, next: PathValue): PathValue {
  if (next.text !== undefined) {
    if (next.text.startsWith('/')) return next;
    const rest = base.rest === undefined ? undefined : joinRest(base.rest, next.text);
    return { root: base.root, rest, text: base.text === undefined ? undefined : joinTexts([base.text, next.text]) };
  }
  // What may be a whole path of its own starts anew, and nobody can tell where.
  if (mayBeAbsolute(next.root)) return lostPath;
  return { root: base.root, rest: undefined, text: undefined };
}

function mayBeAbsolute(root: PathRoot): boolean {
  if (root.kind === 'literal') return root.text.startsWith('/');
  if (root.kind === 'environment') return true;
  return root.kind === 'argument' && root.default !== undefined && mayBeAbsolute(root.default);
}

function joinRest(rest: string, more: string): string {
  if (rest === '' || more === '') return rest + more;
  return rest.endsWith('/') ? rest + more : `${rest}/${more}`;
}

/** The whole as something that a path begins with. */
function rootOf(value: PathValue): PathRoot {
  if (value.text !== undefined) return { kind: 'literal', text: value.text };
  return value.rest === '' ? value.root : { kind: 'unknown' };
}

function parentOf(value: PathValue): PathValue {
  const parent = (text: string) => text.replace(/\/+$/, '').replace(/\/?[^/]*$/, '');
  if (value.text !== undefined) {
    const text = parent(value.text);
    if (text !== '') return literal(text);
    return value.text.startsWith('/') ? literal('/') : literal('.');
  }
  if (value.root.kind === 'unknown' && value.rest === '') return unknownPath;
  if (!value.rest) return lostPath;
  return { root: value.root, rest: parent(value.rest), text: undefined };
}
