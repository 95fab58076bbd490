import type {
  AssignmentStatement,
  CallExpression,
  Expression,
  IfStatement,
  Statement,
  TryStatement,
} from '../../../languages/python/syntax.js';
import {
  enclosureOf,
  forEachBody,
  forEachExpression,
  type PythonCall,
  walkExpressions,
  walkStatements,
} from '../../../languages/python/walk.js';
import { contains, type Span, span } from '../../../text/span.js';
import { argumentOf, isForServing, lastNameOf, type Placed, siblingsOf, type XlaContext } from './places.js';

/** A place that puts tensors on a CUDA device. */
export interface CudaUse {
  /** What chooses the device: `torch.device("cuda")`, `"cuda"`, `.cuda()`. */
  readonly span: Span;
  /** What is written there, on one line. */
  readonly written: string;
  /** What takes its place when the device is named by an expression: `device` itself, or `to` for `.to(device)`. */
  readonly form: 'device' | 'to';
  /** It runs only where a condition of the script's own holds. */
  readonly isConditional: boolean;
}

export interface XlaDevices {
  readonly cuda: readonly CudaUse[];
  /** The script takes an XLA device somewhere. */
  readonly usesXla: boolean;
}

const xlaWords = /xla|neuronx|(?<![a-z])tpu(?![a-z])/i;

/** Whether an expression is the XLA device. */
export function isXlaDevice(context: XlaContext, node: Expression): boolean {
  if (node.kind === 'string') return /^xla(?::\d+)?$/.test(node.value ?? '');
  if (node.kind !== 'call') return false;
  const name = lastNameOf(node.callee);
  if (name === 'xla_device') return true;
  if (name !== 'device') return false;
  const full = context.names.qualifiedName(node.callee);
  if (full === 'torch_xla.device') return true;
  const first = node.arguments[0];
  return full === 'torch.device' && first !== undefined && isXlaDevice(context, first.value);
}

/** Whether an expression is certainly the CPU. */
export function isCpuDevice(context: XlaContext, node: Expression): boolean {
  if (node.kind === 'string') return node.value === 'cpu';
  if (node.kind === 'call') {
    const first = node.arguments[0];
    return context.names.qualifiedName(node.callee) === 'torch.device' && first !== undefined && isCpuDevice(context, first.value);
  }
  if (node.kind !== 'name') return false;
  if (/cpu/i.test(node.name)) return true;
  const bindings = context.names.bindingsOf(node);
  return (
    bindings.length > 0 &&
    bindings.every(({ kind, value }) => kind === 'assignment' && value?.kind !== 'name' && value && isCpuDevice(context, value))
  );
}

/** Finds what a script puts on CUDA, and whether it knows the XLA device. */
export function readXlaDevices(context: XlaContext): XlaDevices {
  const cuda: CudaUse[] = [];
  const add = (node: Expression, placed: Placed, form: CudaUse['form'] = 'device', moved?: Span): void => {
    if (isForServing(placed.within) || knowsXla(context, placed)) return;
    const choice = choiceAround(placed.statement, node);
    if (mentionsXla(choice)) return;
    const at = moved ?? choice.span;
    if (cuda.some((use) => contains(use.span, at) || contains(at, use.span))) return;
    cuda.push({
      span: at,
      written: context.textOf({ span: at }).replace(/\s+/g, ' '),
      form,
      isConditional: isConditional(context, placed),
    });
  };
  for (const call of context.calls) {
    const { callee } = call.call;
    const name = lastNameOf(callee);
    if (name === 'cuda' && callee.kind === 'attribute') {
      const full = context.names.qualifiedName(callee);
      if (full === undefined && isMove(call.call)) add(call.call, call, 'to', span(callee.nameSpan.start, call.call.span.end));
    } else if (name === 'device' && context.names.qualifiedName(callee) === 'torch.device') {
      const first = argumentOf(call.call, 0, 'type');
      if (first && isCuda(first) && !isForLoading(call)) add(call.call, call);
    } else if (name === 'to' && callee.kind === 'attribute') {
      const first = argumentOf(call.call, 0, 'device');
      if (first && isCuda(first)) add(first, call);
    } else {
      const device = call.call.arguments.find((argument) => argument.name === 'device')?.value;
      if (device && isCuda(device) && context.names.qualifiedName(callee)?.startsWith('torch.')) add(device, call);
    }
  }
  walkStatements(context.syntax.body, (statement, within) => {
    if (statement.kind !== 'assignment' || statement.operator !== '=' || !statement.value || !isCuda(statement.value)) return;
    if (!statement.targets.some((target) => /(?:^|_|\.)device$/i.test(context.textOf(target)))) return;
    if (!isBoundToXla(context, statement)) add(statement.value, { statement, within });
  });
  cuda.sort((first, second) => first.span.start - second.span.start);
  return { cuda, usesXla: usesXla(context) };
}

/** `xm.xla_device()`, `.to("xla")`, `device = "xla"`. */
function usesXla(context: XlaContext): boolean {
  for (const { call } of context.calls) {
    if (isXlaDevice(context, call)) return true;
    if (call.arguments.some(({ value }) => value.kind === 'string' && isXlaDevice(context, value))) return true;
  }
  let found = false;
  walkStatements(context.syntax.body, (statement) => {
    if (statement.kind === 'assignment' && statement.value?.kind === 'string' && isXlaDevice(context, statement.value)) found = true;
  });
  return found;
}

/** `"cuda"`, `"cuda:1"`, `f"cuda:{rank}"`, `"cuda" if ... else "cpu"` with neither side for XLA. */
function isCuda(node: Expression): boolean {
  if (node.kind === 'string') return /^cuda(?::|$)/.test(node.value ?? (typeof node.parts[0] === 'string' ? node.parts[0] : ''));
  if (node.kind === 'binary') return (node.operator === '+' || node.operator === '%') && isCuda(node.left);
  if (node.kind === 'call') return node.callee.kind === 'attribute' && node.callee.name === 'format' && isCuda(node.callee.object);
  if (node.kind !== 'conditional') return false;
  return (isCuda(node.then) || isCuda(node.otherwise)) && !mentionsXla(node);
}

function mentionsXla(node: Expression): boolean {
  let found = false;
  walkExpressions(node, (inner) => {
    if ((inner.kind === 'name' || inner.kind === 'attribute') && xlaWords.test(inner.name)) found = true;
    if (inner.kind === 'string' && xlaWords.test(inner.value ?? '')) found = true;
    if (inner.kind === 'name' && inner.name === 'xm') found = true;
  });
  return found;
}

/** The `a if b else c` whose side an expression is, through several of them; else the expression itself. */
function choiceAround(statement: Statement, node: Expression): Expression {
  let found = node;
  for (let isFound = true; isFound; ) {
    isFound = false;
    const side = found;
    forEachExpression(statement, (expression) =>
      walkExpressions(expression, (inner) => {
        if (inner.kind !== 'conditional' || (inner.then !== side && inner.otherwise !== side)) return;
        found = inner;
        isFound = true;
      }),
    );
  }
  return found;
}

/** `.cuda()`, `.cuda(rank)`, `.cuda(non_blocking=True)` of a tensor or module. */
function isMove(call: CallExpression): boolean {
  return (
    call.arguments.length <= 2 &&
    call.arguments.every(({ star, name }) => star === '' && (name === undefined || name === 'device' || name === 'non_blocking'))
  );
}

/** `torch.load(path, map_location=torch.device("cuda"))` moves nothing that trains. */
function isForLoading({ parent }: PythonCall): boolean {
  return parent?.kind === 'call' && lastNameOf(parent.callee) === 'load';
}

/** Whether the code around asks for XLA and this is what it does otherwise. */
function knowsXla(context: XlaContext, { statement, within }: Placed): boolean {
  let inner: Statement = statement;
  for (let body = within; ; body = body.outer) {
    // `if use_xla: return xm.xla_device()` above it.
    const before = siblingsOf(context, inner, body).filter((next) => next.kind === 'if' && next.span.start < inner.span.start);
    if (before.some((next) => leaves(next) && xlaWords.test(context.textOf(next)))) return true;
    if (!body || body.statement.kind === 'function') return false;
    const { statement: around } = body;
    if (around.kind === 'if' && around.branches.some(({ test }) => mentionsXla(test))) return true;
    if ((around.kind === 'if' || around.kind === 'try') && takesXlaElsewhere(context, around, inner)) return true;
    inner = around;
  }
}

function leaves(statement: Statement): boolean {
  return statement.kind === 'if' && statement.branches.some(({ body }) => body.at(-1)?.kind === 'return');
}

/** Whether another branch of a statement than the one with `inner` has to do with XLA. */
function takesXlaElsewhere(context: XlaContext, around: IfStatement | TryStatement, inner: Statement): boolean {
  let found = false;
  forEachBody(around, (body) => {
    if (body.includes(inner)) return;
    for (const statement of body) if (xlaWords.test(context.textOf(statement))) found = true;
  });
  return found;
}

/** Whether a condition of the script's own stands around; whether there is CUDA is no such condition. */
function isConditional(context: XlaContext, { within }: Placed): boolean {
  const around = enclosureOf(within, ['if']);
  if (around?.statement.kind !== 'if') return false;
  const test = around.statement.branches[around.index]?.test;
  return around.part === 'otherwise' || test === undefined || !context.textOf(test).includes('cuda.is_available');
}

/** `device = xm.xla_device()` elsewhere for what an assignment of CUDA binds. */
function isBoundToXla(context: XlaContext, statement: AssignmentStatement): boolean {
  return statement.targets.some((target) => {
    const values =
      target.kind === 'name'
        ? (context.names.scopeAt(target.span.start).bindings.get(target.name) ?? []).map(({ value }) => value)
        : (context.assigned.get(context.textOf(target)) ?? []).map(({ value }) => value);
    return values.some((value) => value && isXlaDevice(context, value));
  });
}
