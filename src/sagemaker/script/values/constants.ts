import type { Binding, PythonNames } from '../../../languages/python/names.js';
import type {
  AttributeExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  NameExpression,
} from '../../../languages/python/syntax.js';
import type { Scalar } from '../../request/tree.js';
import { known, unknown, type Value } from '../../value.js';
import { environmentAccess } from '../environment/access.js';
import type { ChangedNames } from './changed-names.js';
import { calculate, isTrue, joinTexts, negated, textMethods } from './constant-operations.js';
import { textParts } from './text-parts.js';

/** What constant expressions are worth. */
export interface Constants {
  scalar(expression: Expression): Value<Scalar>;
  text(expression: Expression): Value<string>;
  resolve(expression: Expression): Expression;
  /** The one value that a name or a constant of a class of the file is bound to; undefined where there is none or several. */
  boundValue(expression: Expression): Expression | undefined;
  /** What a call of a function of the file certainly gives, where it does nothing but return that. */
  returnedBy(call: CallExpression): Expression | undefined;
}

interface Parts {
  readonly text: string;
  readonly names: PythonNames;
  readonly changes: ChangedNames;
}

const notConstant = unknown('it is not a constant');
const tooDeep = unknown('it is put together of too many parts');
const deepest = 24;
const longest = 10_000;

/** Makes the evaluator of scalars: each expression is looked at once. It never asks what arguments a script has. */
export function createConstants({ text: source, names, changes }: Parts): Constants {
  const seen = new Map<Expression, Value<Scalar>>();
  let depth = 0;

  function scalar(expression: Expression): Value<Scalar> {
    switch (expression.kind) {
      case 'constant':
        return known(expression.value);
      case 'number':
        return expression.value === undefined ? notConstant : known(expression.value);
      case 'list':
      case 'tuple':
      case 'set':
      case 'dictionary':
      case 'lambda':
      case 'comprehension':
        return notConstant;
    }
    const before = seen.get(expression);
    if (before) return before;
    if (depth >= deepest) return tooDeep;
    // A name that is made of itself finds this.
    seen.set(expression, notConstant);
    depth++;
    const value = compute(expression);
    depth--;
    seen.set(expression, value);
    return value;
  }

  function compute(expression: Expression): Value<Scalar> {
    switch (expression.kind) {
      case 'string':
        if (expression.isBytes) return notConstant;
        return expression.value === undefined ? joined(expression) : known(expression.value);
      case 'name':
      case 'attribute': {
        const value = boundValue(expression);
        if (value) return scalar(value);
        return names.qualifiedName(expression) === 'os.sep' ? known('/') : notConstant;
      }
      case 'unary':
        return negated(expression.operator, scalar(expression.operand));
      case 'binary':
        return expression.operator === '+' || expression.operator === '%'
          ? either(joined(expression), () => calculated(expression))
          : calculated(expression);
      case 'named':
        return scalar(expression.value);
      case 'subscript':
      case 'call':
        return fromEnvironment(expression) ?? (expression.kind === 'call' ? called(expression) : notConstant);
      default:
        return notConstant;
    }
  }

  /** `os.environ.get("X", "d")`: what it is where X is not set. */
  function fromEnvironment(expression: Expression): Value<Scalar> | undefined {
    const access = environmentAccess(expression, names);
    if (access === undefined) return undefined;
    if (access.kind === 'subscript' || (access.kind === 'pop' && !access.default)) return unknown('it is a variable of the environment');
    if (access.default === undefined) return known(null, true);
    const value = scalar(access.default);
    return value.known ? known(value.value, true) : value;
  }

  function called(call: CallExpression): Value<Scalar> {
    const { callee } = call;
    const template = joined(call);
    if (template.known) return template;
    if (callee.kind === 'attribute') {
      const changed = changedText(call, callee);
      if (changed) return changed;
    }
    const arguments_ = plainArguments(call);
    const first = arguments_?.[0];
    switch (names.qualifiedName(callee)) {
      case 'builtins.str':
      case 'builtins.int':
      case 'builtins.float':
      case 'os.fspath':
        return first && arguments_.length === 1 ? converted(callee, scalar(first), first) : notConstant;
      case 'os.path.join':
        return arguments_ && arguments_.length > 0 ? joinedPath(arguments_) : notConstant;
      case 'pathlib.Path':
      case 'pathlib.PurePosixPath':
      case 'pathlib.PurePath':
        return notConstant;
    }
    const returned = returnedBy(call);
    return returned ? scalar(returned) : notConstant;
  }

  function converted(callee: Expression, value: Value<Scalar>, expression: Expression): Value<Scalar> {
    const to = names.qualifiedName(callee);
    if (to === 'builtins.str' || to === 'os.fspath') {
      const written = asText(expression);
      return written.known ? written : notConstant;
    }
    if (!value.known || value.value === null) return notConstant;
    const number = typeof value.value === 'string' ? (value.value.trim() === '' ? Number.NaN : Number(value.value)) : Number(value.value);
    if (!Number.isFinite(number)) return notConstant;
    return known(to === 'builtins.int' ? Math.trunc(number) : number, value.assumed);
  }

  /** The value as `str()` writes it. */
  function asText(expression: Expression): Value<string> {
    const value = scalar(expression);
    if (!value.known) return value;
    if (typeof value.value === 'string') return known(value.value, value.assumed);
    if (value.value === null) return known('None', value.assumed);
    if (typeof value.value === 'boolean') return known(value.value ? 'True' : 'False', value.assumed);
    // `1.0` and `1e3` are written otherwise than here.
    const from = resolve(expression);
    return from.kind === 'number' && !from.isFloat
      ? known(String(value.value), value.assumed)
      : unknown('it is a number that is written in some way');
  }

  /** Texts that are put together: f-strings, `+`, `%` and `format`. */
  function joined(expression: Expression): Value<string> {
    const parts = textParts(expression, source);
    if (parts === undefined) return notConstant;
    let result = '';
    let assumed = false;
    for (const part of parts.parts) {
      if (typeof part === 'string') {
        result += part;
        continue;
      }
      const value = parts.areTexts ? text(part) : asText(part);
      if (!value.known) return value;
      result += value.value;
      assumed ||= value.assumed;
      if (result.length > longest) return tooDeep;
    }
    return known(result, assumed);
  }

  function joinedPath(elements: readonly Expression[]): Value<string> {
    const texts: string[] = [];
    let assumed = false;
    for (const element of elements) {
      const value = text(element);
      if (!value.known) return value;
      texts.push(value.value);
      assumed ||= value.assumed;
    }
    const path = joinTexts(texts);
    return path.length > longest ? tooDeep : known(path, assumed);
  }

  function changedText(call: CallExpression, callee: AttributeExpression): Value<string> | undefined {
    const change = textMethods.get(callee.name);
    if (change === undefined) return undefined;
    const object = text(callee.object);
    if (!object.known) return undefined;
    const texts: string[] = [];
    let assumed = object.assumed;
    for (const argument of plainArguments(call) ?? []) {
      const value = text(argument);
      if (!value.known) return value;
      texts.push(value.value);
      assumed ||= value.assumed;
    }
    if (texts.length !== call.arguments.length) return notConstant;
    const result = change(object.value, texts);
    return result === undefined ? notConstant : known(result, assumed);
  }

  function calculated({ operator, left, right }: BinaryExpression): Value<Scalar> {
    const first = scalar(left);
    if (!first.known) return first;
    if (operator === 'or' || operator === 'and') {
      const isFirst = isTrue(first.value) === (operator === 'or');
      if (isFirst) return first;
      const second = scalar(right);
      return second.known ? known(second.value, second.assumed || first.assumed) : second;
    }
    const second = scalar(right);
    if (!second.known) return second;
    if (typeof first.value !== 'number' || typeof second.value !== 'number') return notConstant;
    const result = calculate(operator, first.value, second.value);
    return result === undefined || !Number.isFinite(result) ? notConstant : known(result, first.assumed || second.assumed);
  }

  function text(expression: Expression): Value<string> {
    const value = scalar(expression);
    if (!value.known) return value;
    return typeof value.value === 'string' ? known(value.value, value.assumed) : unknown('it is not a text');
  }

  function resolve(expression: Expression): Expression {
    let result = expression;
    for (let steps = 0; steps < deepest; steps++) {
      const next = boundValue(result);
      if (next === undefined) return result;
      result = next;
    }
    return expression;
  }

  function boundValue(expression: Expression): Expression | undefined {
    if (expression.kind === 'name') return valueOfName(expression);
    if (expression.kind === 'attribute') return classConstant(expression);
    return undefined;
  }

  function valueOfName(name: NameExpression): Expression | undefined {
    const binding = onlyBinding(names.bindingsOf(name));
    if (binding === undefined || (binding.kind !== 'assignment' && binding.kind !== 'walrus')) return undefined;
    const value = binding.value && partOf(binding.value, binding.position, binding.isStarred);
    if (value === undefined || (isChangeable(value, names) && changes.isChanged(binding))) return undefined;
    return value;
  }

  /** `Config.model_dir` of a class of the file whose body binds it once. */
  function classConstant(expression: AttributeExpression): Expression | undefined {
    if (expression.object.kind !== 'name') return undefined;
    const owner = onlyBinding(names.bindingsOf(expression.object));
    if (owner?.kind !== 'class' || owner.statement?.kind !== 'class' || changes.isAttributeSet(expression.name)) return undefined;
    const binding = onlyBinding(names.scopeOf(owner.statement)?.bindings.get(expression.name) ?? []);
    if (binding?.kind !== 'assignment' || binding.position.length > 0) return undefined;
    if (binding.value && isChangeable(binding.value, names)) return undefined;
    return binding.value;
  }

  function returnedBy(call: CallExpression): Expression | undefined {
    if (call.callee.kind !== 'name') return undefined;
    const binding = onlyBinding(names.bindingsOf(call.callee));
    const definition = binding?.kind === 'function' ? binding.statement : undefined;
    if (definition?.kind !== 'function' || definition.isAsync || definition.decorators.length > 0) return undefined;
    const body = definition.body.filter((statement) => !(statement.kind === 'expression' && statement.value.kind === 'string'));
    const [statement] = body;
    if (body.length !== 1 || statement?.kind !== 'return' || statement.values.length !== 1) return undefined;
    return statement.values[0];
  }

  return { scalar, text, resolve, boundValue, returnedBy };
}

function onlyBinding(bindings: readonly Binding[]): Binding | undefined {
  const real = bindings.length > 1 ? bindings.filter((binding) => binding.kind !== 'annotation') : bindings;
  return real.length === 1 ? real[0] : undefined;
}

/** `1` of `0, 1`, where it is written so. */
function partOf(value: Expression, position: readonly number[], isStarred: boolean): Expression | undefined {
  if (isStarred) return undefined;
  let part = value;
  for (const index of position) {
    if (part.kind !== 'tuple' && part.kind !== 'list') return undefined;
    if (part.elements.some((element) => element.kind === 'unary' && element.operator === '*')) return undefined;
    const next = part.elements[index];
    if (next === undefined) return undefined;
    part = next;
  }
  return part;
}

/** Whether a value can be changed without its name being bound anew. */
function isChangeable(value: Expression, names: PythonNames): boolean {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'dictionary':
    case 'comprehension':
      return true;
    case 'call': {
      const callee = names.qualifiedName(value.callee);
      return callee === 'builtins.dict' || callee === 'builtins.list' || callee === 'builtins.set';
    }
    default:
      return false;
  }
}

/** The arguments where they are plain: no keyword, no star. */
export function plainArguments(call: CallExpression): readonly Expression[] | undefined {
  if (call.arguments.some((argument) => argument.star !== '' || argument.name !== undefined)) return undefined;
  return call.arguments.map((argument) => argument.value);
}

function either(first: Value<Scalar>, second: () => Value<Scalar>): Value<Scalar> {
  return first.known ? first : second();
}
