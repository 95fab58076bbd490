import type { Binding, PythonNames } from '../../languages/python/names.js';
import type { CallExpression, Expression, NameExpression, PythonSyntax, Statement } from '../../languages/python/syntax.js';
import { type Enclosure, forEachBody, functionAround, type PythonCall, walkStatements } from '../../languages/python/walk.js';

/** What a statement does to the dictionary, list or object that a name stands for. */
export type Change =
  /** `name[key] = value`, `name.attribute = value`, `setattr(name, key, value)`. */
  | { readonly kind: 'set'; readonly key: Expression | string; readonly value: Expression }
  /** `name.update(...)`. */
  | { readonly kind: 'update'; readonly call: CallExpression }
  /** `del name[key]`, `name.pop(key)`. */
  | { readonly kind: 'remove'; readonly key: Expression }
  /** Adds something and changes nothing that is there: `name.append(...)`, `name.setdefault(...)`. */
  | { readonly kind: 'add' }
  /** Whatever else; it may do anything. */
  | { readonly kind: 'unknown' };

/** A change and where it is written. */
export interface WrittenChange {
  readonly name: NameExpression;
  readonly change: Change;
  readonly statement: Statement;
  readonly within: Enclosure | undefined;
}

/** All changes of a file by the name that they are made to. */
export type ChangeIndex = ReadonlyMap<string, readonly WrittenChange[]>;

const adding = new Set(['append', 'extend', 'insert', 'setdefault', 'add']);
const changing = new Set(['pop', 'popitem', 'clear', 'remove', 'sort', 'reverse', '__setitem__', '__delitem__', '__ior__']);
/** Modules whose functions leave what they are given as it is. */
const harmless = /^(builtins|json|pprint|copy|yaml|logging|sagemaker|boto3|os|typing|argparse|math|random|time|datetime|numpy|pandas)\./;

/** Finds what changes dictionaries, lists and objects that have a name. */
export function readChanges(syntax: PythonSyntax, calls: readonly PythonCall[], names: PythonNames): ChangeIndex {
  const index = new Map<string, WrittenChange[]>();
  const add = (name: Expression, change: Change, statement: Statement, within: Enclosure | undefined) => {
    if (name.kind !== 'name') return;
    const found = index.get(name.name);
    if (found) found.push({ name, change, statement, within });
    else index.set(name.name, [{ name, change, statement, within }]);
  };
  walkStatements(syntax.body, (statement, within) => {
    if (statement.kind === 'assignment') {
      for (const target of statement.targets) {
        if (target.kind !== 'subscript' && target.kind !== 'attribute') continue;
        const isPlain = statement.operator === '=' && statement.value !== undefined && target.object.kind === 'name';
        const key = target.kind === 'subscript' ? target.index : target.name;
        const change: Change = isPlain && statement.value ? { kind: 'set', key, value: statement.value } : { kind: 'unknown' };
        add(rootOf(target), change, statement, within);
      }
    } else if (statement.kind === 'delete') {
      for (const value of statement.values) {
        if (value.kind !== 'subscript') continue;
        add(rootOf(value), value.object.kind === 'name' ? { kind: 'remove', key: value.index } : { kind: 'unknown' }, statement, within);
      }
    }
  });
  for (const { call, statement, within } of calls) {
    const { callee } = call;
    if (callee.kind === 'attribute') {
      const change = changeOfMethod(callee.name, call, callee.object.kind === 'name');
      if (change) add(rootOf(callee.object), change, statement, within);
    }
    const attribute = readSetattr(call, names);
    if (attribute) add(attribute.name, attribute.change, statement, within);
    for (const argument of call.arguments) {
      if (argument.star !== '' || argument.value.kind !== 'name') continue;
      if (mayChangeArguments(callee, names)) add(argument.value, { kind: 'unknown' }, statement, within);
    }
  }
  addLoops(syntax, index, add);
  for (const changes of index.values()) changes.sort((first, second) => first.name.span.start - second.name.span.start);
  return index;
}

/** `for variant in variants: variant["VariantName"] = name` changes what is in `variants`. */
function addLoops(syntax: PythonSyntax, index: ChangeIndex, add: (name: Expression, change: Change, ...place: LoopPlace) => void): void {
  const loops: (readonly [Expression, ...LoopPlace])[] = [];
  walkStatements(syntax.body, (statement, within) => {
    if (statement.kind !== 'for') return;
    const isChanged = namesIn(statement.target).some((target) =>
      index.get(target.name)?.some(({ name }) => statement.span.start <= name.span.start && name.span.start < statement.span.end),
    );
    if (isChanged) for (const name of namesIn(statement.iterable)) loops.push([name, statement, within]);
  });
  for (const [name, ...place] of loops) add(name, { kind: 'unknown' }, ...place);
}

type LoopPlace = readonly [statement: Statement, within: Enclosure | undefined];

/** The names that are gone through: `variants`, and those of `zip(variants, weights)` and `request["ProductionVariants"]`. */
function namesIn(expression: Expression): readonly NameExpression[] {
  if (expression.kind === 'name') return [expression];
  if (expression.kind === 'tuple' || expression.kind === 'list') return expression.elements.flatMap(namesIn);
  if (expression.kind === 'call') {
    const object = expression.callee.kind === 'attribute' ? namesIn(expression.callee.object) : [];
    return [...object, ...expression.arguments.flatMap((argument) => namesIn(argument.value))];
  }
  return expression.kind === 'subscript' || expression.kind === 'attribute' ? namesIn(expression.object) : [];
}

/** `setattr(name, key, value)`. */
function readSetattr({ callee, arguments: given }: CallExpression, names: PythonNames): { name: Expression; change: Change } | undefined {
  if (callee.kind !== 'name' || callee.name !== 'setattr' || names.bindingsOf(callee).length > 0) return undefined;
  const [name, key, value] = given;
  if (!name || !key || !value || given.some(({ star }) => star !== '')) return undefined;
  return { name: name.value, change: { kind: 'set', key: key.value, value: value.value } };
}

function changeOfMethod(method: string, call: CallExpression, isDirect: boolean): Change | undefined {
  if (method === 'update') return isDirect ? { kind: 'update', call } : { kind: 'unknown' };
  if (adding.has(method)) return isDirect ? { kind: 'add' } : { kind: 'unknown' };
  if (!changing.has(method)) return undefined;
  const key = call.arguments[0];
  return isDirect && method === 'pop' && key && key.name === undefined && key.star === ''
    ? { kind: 'remove', key: key.value }
    : { kind: 'unknown' };
}

/** Functions of the script or of a module beside it may change a dictionary that they are given; classes keep it. */
function mayChangeArguments(callee: Expression, names: PythonNames): boolean {
  const qualified = names.qualifiedName(callee);
  if (qualified !== undefined) return !harmless.test(qualified) && !/(^|\.)[A-Z]\w*$/.test(qualified);
  if (callee.kind === 'name') return names.bindingsOf(callee).some((binding) => binding.kind === 'function');
  return callee.kind === 'attribute' && callee.object.kind === 'name' && /^(self|cls)$/.test(callee.object.name);
}

function rootOf(expression: Expression): Expression {
  let next = expression;
  while (next.kind === 'subscript' || next.kind === 'attribute') next = next.object;
  return next;
}

/** A change as it reaches a use: `isCertain` where the code surely passes it between the binding and the use. */
export interface ReachingChange extends WrittenChange {
  readonly isCertain: boolean;
}

/**
 * The changes that may have been made to what a binding holds when the use at an offset is reached, in the order of the
 * text. Those behind the use count only where the use is in another function, or in a loop with them.
 */
export function changesBefore(binding: Binding, offset: number, index: ChangeIndex, names: PythonNames): ReachingChange[] {
  const found: ReachingChange[] = [];
  const scope = names.scopeAt(offset);
  for (const written of index.get(binding.name) ?? []) {
    const { name, statement, within } = written;
    if (statement.span.start <= offset && offset < statement.span.end && !isDefinition(statement)) continue;
    if (!names.bindingsOf(name).includes(binding)) continue;
    const isHere = scope === binding.scope && names.scopeAt(name.span.start) === scope;
    if (isHere && name.span.start > offset && !isInLoopWith(within, offset)) continue;
    found.push({ ...written, isCertain: isHere && name.span.start < offset && isAlwaysPassed(within, offset) });
  }
  return found;
}

function isDefinition(statement: Statement): boolean {
  return statement.kind === 'function' || statement.kind === 'class';
}

/** Whether code that reaches an offset has surely run through a body before it: the offset stands in it, too. */
export function isAlwaysPassed(within: Enclosure | undefined, offset: number): boolean {
  for (let next = within; next; next = next.outer) {
    if (isDefinition(next.statement)) return true;
    if (next.statement.kind !== 'with' && !standsIn(next, offset)) return false;
  }
  return true;
}

function isInLoopWith(within: Enclosure | undefined, offset: number): boolean {
  const around = functionAround(within);
  for (let next = within; next && next.statement !== around; next = next.outer) {
    const { kind, span } = next.statement;
    if ((kind === 'for' || kind === 'while') && span.start <= offset && offset < span.end) return true;
  }
  return false;
}

function standsIn(enclosure: Enclosure, offset: number): boolean {
  let found = false;
  forEachBody(enclosure.statement, (body, part, index) => {
    if (part !== enclosure.part || index !== enclosure.index) return;
    const first = body[0];
    const last = body.at(-1);
    found = first !== undefined && last !== undefined && first.span.start <= offset && offset < last.span.end;
  });
  return found;
}
