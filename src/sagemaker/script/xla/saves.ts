import type { CallExpression, Expression, FunctionStatement, NameExpression, Parameter } from '../../../languages/python/syntax.js';
import { functionAround, type PythonCall } from '../../../languages/python/walk.js';
import type { TextEdit } from '../../../text/edit.js';
import { type Span, span } from '../../../text/span.js';
import { isCpuDevice } from './devices.js';
import { argumentOf, type Guard, guardOf, isForServing, lastNameOf, type XlaContext } from './places.js';

/** A `torch.save` of a state as it lies on the device. */
export interface XlaSave {
  readonly call: Span;
  /** `torch.save`, as written. */
  readonly callee: Span;
  /** The state that is saved: `model.state_dict()`, as written. */
  readonly state: string;
  /** What else must change in the arguments for `xm.save`; undefined where it cannot take them. */
  readonly argumentEdits: readonly TextEdit[] | undefined;
  readonly guard: Guard;
  /** The `if` around it that has nothing else in it, no comment either: the call can stand in its place. */
  readonly onlyStatementOf: Span | undefined;
}

/**
 * Where a value lies that is saved: `device` for a state that nothing has moved, `cpu`, `none` for what holds no tensors,
 * `unknown` for all that cannot be told.
 */
type Where = { readonly kind: 'device'; readonly state: string } | { readonly kind: 'cpu' | 'none' | 'unknown' };

const unknown: Where = { kind: 'unknown' };
const onCpu: Where = { kind: 'cpu' };

/** Finds the calls of `torch.save` that write a state from the device. */
export function readXlaSaves(context: XlaContext): XlaSave[] {
  const saves: XlaSave[] = [];
  for (const call of context.callsByName.get('save') ?? []) {
    if (isForServing(call.within) || context.names.qualifiedName(call.call.callee) !== 'torch.save') continue;
    const data = argumentOf(call.call, 0, 'obj');
    const where = data ? whereIs(context, data, call, 0) : unknown;
    if (where.kind !== 'device') continue;
    const guard = guardOf(context, call);
    saves.push({
      call: call.call.span,
      callee: call.call.callee.span,
      state: where.state,
      argumentEdits: argumentEditsOf(call.call),
      guard,
      onlyStatementOf: onlyStatementOf(context, call, guard),
    });
  }
  return saves;
}

function onlyStatementOf(context: XlaContext, { call, statement, within }: PythonCall, { statement: around }: Guard): Span | undefined {
  if (!around || within?.statement !== around || around.otherwise.length > 0 || around.branches.length > 1) return undefined;
  const [first, ...others] = around.branches[0]?.body ?? [];
  if (first !== statement || others.length > 0 || statement.kind !== 'expression' || statement.value !== call) return undefined;
  return context.textOf({ span: span(around.span.start, call.span.start) }).includes('#') ? undefined : around.span;
}

/** `xm.save(data, file_or_path)` has other keywords than `torch.save(obj, f)`, and no further arguments. */
function argumentEditsOf(call: CallExpression): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const [index, { star, name, nameSpan }] of call.arguments.entries()) {
    if (star !== '' || index > 1) return undefined;
    if (name === undefined || !nameSpan) continue;
    const newText = name === 'obj' ? 'data' : name === 'f' ? 'file_or_path' : undefined;
    if (newText === undefined) return undefined;
    edits.push({ span: nameSpan, newText });
  }
  return edits;
}

const deepest = 6;

/** What is saved, judged where `at` runs. */
function whereIs(context: XlaContext, node: Expression, at: PythonCall, depth: number): Where {
  if (depth > deepest) return unknown;
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'constant':
      return { kind: 'none' };
    case 'list':
    case 'tuple':
      return together(node.elements.map((element) => whereIs(context, element, at, depth + 1)));
    case 'dictionary':
      return together(node.entries.map(({ value }) => whereIs(context, value, at, depth + 1)));
    case 'conditional':
      return either([node.then, node.otherwise].map((side) => whereIs(context, side, at, depth + 1)));
    case 'comprehension': {
      const value = node.elements.at(-1);
      const source = node.clauses[0]?.iterable;
      if (value === undefined || source === undefined) return unknown;
      if (isMovedToCpu(context, value)) return onCpu;
      if (value.kind !== 'name' || source.kind !== 'call' || source.callee.kind !== 'attribute') return unknown;
      return source.callee.name === 'items' ? whereIs(context, source.callee.object, at, depth + 1) : unknown;
    }
    case 'call':
      return whereIsResult(context, node, at, depth);
    case 'name':
      return whereIsName(context, node, at, depth);
    default:
      return unknown;
  }
}

/** A container with a state from the device is one, whatever else is in it. */
function together(parts: readonly Where[]): Where {
  return (
    parts.find(({ kind }) => kind === 'device') ??
    parts.find(({ kind }) => kind === 'unknown') ??
    parts.find(({ kind }) => kind === 'cpu') ?? { kind: 'none' }
  );
}

/** What may be one or the other is only known where all agree. */
function either(parts: readonly Where[]): Where {
  const [first] = parts;
  return first && parts.every(({ kind }) => kind === first.kind) ? first : unknown;
}

function whereIsResult(context: XlaContext, node: CallExpression, at: PythonCall, depth: number): Where {
  const { callee } = node;
  const name = lastNameOf(callee);
  const first = node.arguments[0]?.value;
  if (isMovedToCpu(context, node) || name === '_maybe_convert_to_cpu' || name === 'numpy') return onCpu;
  if (name === 'state_dict' && callee.kind === 'attribute') {
    // Learning rates, positions in the data, and the like.
    if (/sched|sampler|loader|scaler|meter|early/i.test(context.textOf(callee.object))) return { kind: 'none' };
    return isOnCpu(context, callee.object, at, depth + 1) ?? { kind: 'device', state: context.textOf(node) };
  }
  if ((name === 'deepcopy' || name === 'copy' || name === 'OrderedDict') && first && node.arguments.length === 1)
    return whereIs(context, first, at, depth + 1);
  if (name === 'dict' && context.names.qualifiedName(callee) === 'builtins.dict')
    return together(node.arguments.map(({ value, star }) => (star === '' ? whereIs(context, value, at, depth + 1) : unknown)));
  return unknown;
}

function whereIsName(context: XlaContext, node: NameExpression, at: PythonCall, depth: number): Where {
  const bindings = context.names.bindingsOf(node);
  if (bindings.length === 0) return unknown;
  const parts = bindings.map(({ kind, value, position, parameter, scope }) => {
    if (kind === 'parameter' && parameter && scope.node?.kind === 'function')
      return whereArePassed(context, scope.node, parameter, depth, whereIs);
    return kind === 'assignment' && value && position.length === 0 ? whereIs(context, value, at, depth + 1) : unknown;
  });
  const whole = either(parts);
  // `state["model"] = model.state_dict()` fills what was bound.
  const members = membersOf(context, node, at).map((value) => whereIs(context, value, at, depth + 1));
  if (members.some(({ kind }) => kind === 'cpu' || (kind === 'unknown' && whole.kind === 'device'))) return unknown;
  return members.length === 0 ? whole : together([whole, ...members]);
}

function membersOf(context: XlaContext, node: NameExpression, at: PythonCall): Expression[] {
  const around = functionAround(at.within);
  const values: Expression[] = [];
  for (const assigned of context.assigned.values()) {
    for (const { target, value, within, statement } of assigned) {
      if (target.kind !== 'subscript' || target.object.kind !== 'name' || target.object.name !== node.name) continue;
      if (functionAround(within) === around && statement.span.end <= at.call.span.start) values.push(value);
    }
  }
  return values;
}

/** What the calls of a function in this file pass as one of its parameters. */
function whereArePassed(
  context: XlaContext,
  callable: FunctionStatement,
  parameter: Parameter,
  depth: number,
  judge: typeof whereIs,
): Where {
  const { flow } = context;
  const parts = flow.callsOf(callable).map((caller) => {
    const called = flow.functionOf(caller.call);
    const value = called && flow.given(caller.call, called, parameter);
    return value && value !== 'default' ? judge(context, value, caller, depth + 1) : unknown;
  });
  return parts.length > 0 && !flow.isHandedOn(callable) ? either(parts) : unknown;
}

/** `x.cpu()`, `x.to("cpu")`, also followed by further calls: `x.cpu().numpy()`, or within: `v.detach().cpu()`. */
function isMovedToCpu(context: XlaContext, node: Expression): boolean {
  if (node.kind !== 'call' || node.callee.kind !== 'attribute') return false;
  if (node.callee.name === 'cpu') return true;
  const device = argumentOf(node, 0, 'device');
  if (node.callee.name === 'to' && device && isCpuDevice(context, device)) return true;
  return (
    /^(?:clone|detach|contiguous|numpy|half|float|bfloat16|eval|tolist)$/.test(node.callee.name) &&
    isMovedToCpu(context, node.callee.object)
  );
}

/**
 * Whether a module or optimizer is on the CPU when `at` runs: undefined where it is not, so that its state is taken for one
 * of the device.
 */
function isOnCpu(context: XlaContext, node: Expression, at: PythonCall, depth: number): Where | undefined {
  if (depth > deepest) return unknown;
  if (isMovedToCpu(context, node)) return onCpu;
  const moved = lastMove(context, node, at);
  if (moved !== undefined) return moved ? onCpu : undefined;
  switch (node.kind) {
    case 'attribute':
      return node.name === 'module' || node.name === '_orig_mod' ? isOnCpu(context, node.object, at, depth + 1) : undefined;
    case 'conditional':
      return isOnCpu(context, node.then, at, depth + 1) ?? isOnCpu(context, node.otherwise, at, depth + 1);
    case 'call': {
      const name = lastNameOf(node.callee);
      const first = node.arguments[0]?.value;
      const isCopy = name === 'deepcopy' || name === 'getattr';
      return first && isCopy ? isOnCpu(context, first, at, depth + 1) : unknown;
    }
    case 'name':
      return isNameOnCpu(context, node, at, depth);
    default:
      return unknown;
  }
}

function isNameOnCpu(context: XlaContext, node: NameExpression, at: PythonCall, depth: number): Where | undefined {
  const bindings = context.names.bindingsOf(node);
  if (bindings.length === 0) return unknown;
  for (const { kind, value, parameter, scope } of bindings) {
    if (kind === 'parameter' && parameter && scope.node?.kind === 'function') {
      const passed = whereArePassed(
        context,
        scope.node,
        parameter,
        depth,
        (inner, argument, caller, deep) => isOnCpu(inner, argument, caller, deep) ?? { kind: 'device', state: '' },
      );
      if (passed.kind !== 'device') return passed;
    } else if (
      value?.kind === 'name' ||
      value?.kind === 'attribute' ||
      value?.kind === 'conditional' ||
      (value?.kind === 'call' && isAlias(context, value))
    ) {
      const found = isOnCpu(context, value, at, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** A call whose result is the same module: `model.cpu()`, `copy.deepcopy(model)`. */
function isAlias(context: XlaContext, node: CallExpression): boolean {
  const name = lastNameOf(node.callee);
  return isMovedToCpu(context, node) || name === 'deepcopy' || name === 'getattr';
}

/** Where the last `.cpu()` or `.to(...)` of a module before `at` in the same function leaves it; undefined where there is none. */
function lastMove(context: XlaContext, node: Expression, at: PythonCall): boolean | undefined {
  if (node.kind !== 'name' && node.kind !== 'attribute') return undefined;
  const written = context.textOf(node);
  const around = functionAround(at.within);
  let last: PythonCall | undefined;
  for (const name of ['cpu', 'to', 'cuda']) {
    for (const move of context.callsByName.get(name) ?? []) {
      const { callee, span } = move.call;
      if (callee.kind !== 'attribute' || context.textOf(callee.object) !== written || functionAround(move.within) !== around) continue;
      if (span.start < at.call.span.start && (last === undefined || last.call.span.start < span.start)) last = move;
    }
  }
  return last && isMovedToCpu(context, last.call);
}
