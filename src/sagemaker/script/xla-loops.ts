import type { Expression, ForStatement, Statement, WhileStatement } from '../../languages/python/syntax.js';
import { type Enclosure, enclosureOf, functionAround, type PythonCall, walkExpressions } from '../../languages/python/walk.js';
import type { TextEdit } from '../../text/edit.js';
import { contains, type Span, span } from '../../text/span.js';
import { isStepCall, type OptimizerStep } from './xla-optimizers.js';
import { isForServing, lastNameOf, type XlaContext } from './xla-places.js';

/** A value that is fetched from the device. */
export interface ValueRead {
  readonly span: Span;
  /** `loss.item()`, as written, on one line. */
  readonly written: string;
}

/** A loop that trains: each pass goes backward or takes a step of the optimizer. */
export interface TrainingLoop {
  /** `for batch in loader`, without the body. */
  readonly head: Span;
  /** What it goes over may end the steps of XLA itself: it comes from elsewhere. */
  readonly isLoaderUnknown: boolean;
  /** Writes a statement as the last one of the body; undefined where that is not possible. */
  appendToBody(statement: string): TextEdit | undefined;
  /** What is read from the device in every pass. */
  readonly reads: readonly ValueRead[];
}

type Loop = ForStatement | WhileStatement;

/** Finds the loops that train. */
export function readTrainingLoops(context: XlaContext, steps: readonly OptimizerStep[]): TrainingLoop[] {
  const found = new Set<Loop>();
  const stepping = context.calls.filter((call) => isStepCall(call, steps));
  // Where gradients are collected in a loop of their own, the loop of the step is the one around.
  const functionsThatStep = new Set(stepping.map(({ within }) => functionAround(within)));
  const backward = (context.callsByName.get('backward') ?? []).filter(({ within }) => !functionsThatStep.has(functionAround(within)));
  for (const call of [...stepping, ...backward]) {
    if (isForServing(call.within) || call.lambda) continue;
    for (const loop of loopsAround(context, call)) found.add(loop);
  }
  return [...found].sort((first, second) => first.span.start - second.span.start).map((loop) => readLoop(context, loop));
}

/** The innermost loop around a call, or around the calls of its function. */
function loopsAround(context: XlaContext, call: PythonCall): Loop[] {
  const own = loopOf(call.within);
  if (own) return [own];
  const around = functionAround(call.within);
  if (!around) return [];
  return (context.callsByName.get(around.name) ?? []).flatMap((caller) => loopOf(caller.within) ?? []);
}

function loopOf(within: Enclosure | undefined): Loop | undefined {
  const found = enclosureOf(within, ['for', 'while']);
  return found?.part === 'body' && (found.statement.kind === 'for' || found.statement.kind === 'while') ? found.statement : undefined;
}

function readLoop(context: XlaContext, loop: Loop): TrainingLoop {
  const last = loop.kind === 'for' ? loop.iterable : loop.test;
  return {
    head: span(loop.span.start, last.span.end),
    isLoaderUnknown: loop.kind === 'for' && !isPlain(context, loop.iterable, 0),
    appendToBody: (statement) => appendToBody(context, loop.body, statement),
    reads: readsIn(context, loop),
  };
}

/** Whether what a loop goes over certainly comes from this file, where nothing of XLA makes it. */
function isPlain(context: XlaContext, node: Expression, depth: number): boolean {
  if (depth > 5) return false;
  switch (node.kind) {
    case 'call': {
      const full = context.names.qualifiedName(node.callee);
      if (full === undefined || full.startsWith('.')) {
        // `loader()` of this file; `self.loader()`, `loaders.train()` may be anything.
        return node.callee.kind === 'name' && context.names.bindingsOf(node.callee).some(({ kind }) => kind === 'function');
      }
      if (/^torch\.utils\.data\.|^builtins\.range$|^torch\.(?:randperm|arange|split)$/.test(full)) return true;
      const first = node.arguments.find(({ name }) => name === undefined || name === 'iterable')?.value;
      return (
        /^builtins\.(?:enumerate|zip|iter|list|reversed|sorted)$|^tqdm\b|^itertools\.|\.(?:tqdm|trange|track)$/.test(full) &&
        first !== undefined &&
        isPlain(context, first, depth + 1)
      );
    }
    case 'name': {
      const bindings = context.names.bindingsOf(node);
      return (
        bindings.length > 0 &&
        bindings.every(({ kind, value, parameter, scope, position }) => {
          if (kind === 'assignment')
            return (
              value !== undefined && (position.length === 0 || isCallOfOwnFunction(context, value)) && isPlain(context, value, depth + 1)
            );
          if (kind !== 'parameter' || !parameter || scope.node?.kind !== 'function') return false;
          return arePassedPlain(context, scope.node.name, scope.node.parameters.indexOf(parameter), node.name, depth);
        })
      );
    }
    case 'list':
    case 'tuple':
    case 'comprehension':
      return true;
    case 'subscript':
      return isPlain(context, node.object, depth + 1);
    default:
      return false;
  }
}

function isCallOfOwnFunction(context: XlaContext, value: Expression): boolean {
  return (
    value.kind === 'call' && value.callee.kind === 'name' && context.names.bindingsOf(value.callee).some(({ kind }) => kind === 'function')
  );
}

function arePassedPlain(context: XlaContext, callable: string, position: number, parameter: string, depth: number): boolean {
  const callers = (context.callsByName.get(callable) ?? []).filter(({ call }) => call.callee.kind === 'name');
  return (
    callers.length > 0 &&
    callers.every(({ call }) => {
      const value =
        call.arguments.find(({ name }) => name === parameter)?.value ??
        call.arguments.filter(({ name }) => name === undefined)[position]?.value;
      return value !== undefined && isPlain(context, value, depth + 1);
    })
  );
}

/** A line behind the last statement of a body, indented like its first one. */
function appendToBody(context: XlaContext, body: readonly Statement[], statement: string): TextEdit | undefined {
  const { lines, text } = context.document;
  const first = body[0];
  const last = body.at(-1);
  if (!first || !last || /^(?:break|continue|return|raise)$/.test(last.kind)) return undefined;
  const { line } = lines.positionAt(first.span.start);
  const indentation = text.slice(lines.lineStart(line), first.span.start);
  // `for x in y: step(x)` on one line has no room below it.
  if (!/^[ \t]+$/.test(indentation)) return undefined;
  const end = lines.lineEnd(lines.positionAt(last.span.end).line);
  return { span: span(end, end), newText: `\n${indentation}${statement}` };
}

/** What is read from the device in every pass: not below a condition, not in a function that is called later. */
function readsIn(context: XlaContext, loop: Loop): ValueRead[] {
  const losses = new Set<string>();
  for (const { call } of context.callsByName.get('backward') ?? [])
    if (call.callee.kind === 'attribute' && call.callee.object.kind === 'name' && contains(loop.span, call.span))
      losses.add(call.callee.object.name);
  const reads: ValueRead[] = [];
  for (const found of context.calls) {
    if (!contains(loop.span, found.call.span) || found.lambda || !runsInEveryPass(found.within, loop)) continue;
    const isFetched = isItem(context, found) || readsLoss(context, found, losses);
    if (!isFetched || isInClosure(found)) continue;
    reads.push({ span: found.call.span, written: context.textOf(found.call).replace(/\s+/g, ' ') });
  }
  return reads.filter((read) => !reads.some((other) => other !== read && contains(read.span, other.span)));
}

/** Whether nothing stands between a statement and the loop but what always runs. */
function runsInEveryPass(within: Enclosure | undefined, loop: Loop): boolean {
  for (let next = within; next; next = next.outer) {
    if (next.statement === loop) return next.part === 'body';
    if (next.statement.kind !== 'with' && next.statement.kind !== 'try') return false;
    if (next.part === 'handler') return false;
  }
  return false;
}

function isItem(context: XlaContext, { call }: PythonCall): boolean {
  if (call.callee.kind !== 'attribute' || call.callee.name !== 'item' || call.arguments.length > 0) return false;
  let isNumpy = false;
  walkExpressions(call.callee.object, (node) => {
    if (
      context.names.qualifiedName(node)?.startsWith('numpy.') ||
      (node.kind === 'attribute' && (node.name === 'numpy' || node.name === 'cpu'))
    )
      isNumpy = true;
  });
  return !isNumpy;
}

/** `print(loss)`, `float(loss)`, also within an f-string. */
function readsLoss(context: XlaContext, { call }: PythonCall, losses: ReadonlySet<string>): boolean {
  const name = lastNameOf(call.callee);
  if (name !== 'print' && name !== 'float') return false;
  if (!context.names.qualifiedName(call.callee)?.startsWith('builtins.')) return false;
  return call.arguments.some(({ value }) => {
    if (value.kind === 'name') return losses.has(value.name);
    return value.kind === 'string' && value.holes.some((hole) => hole.kind === 'name' && losses.has(hole.name));
  });
}

/** An argument of `xm.add_step_closure(...)`. */
function isInClosure({ statement }: PythonCall): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'call' && lastNameOf(statement.value.callee) === 'add_step_closure';
}
