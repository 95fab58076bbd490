import type { ForStatement, Statement, WhileStatement } from '../../../languages/python/syntax.js';
import { type Enclosure, enclosureOf, functionAround, type PythonCall, walkExpressions } from '../../../languages/python/walk.js';
import type { TextEdit } from '../../../text/edit.js';
import { contains, type Span, span } from '../../../text/span.js';
import { sourceOf } from './loaders.js';
import { isStepCall, type OptimizerStep } from './optimizers.js';
import { isForServing, isUnderstood, lastNameOf, type XlaContext } from './places.js';

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
  /** What it goes over comes from elsewhere and may end the steps of XLA itself, or it is a part of a loop elsewhere. */
  readonly mayBeMarkedElsewhere: boolean;
  /** Writes a statement as the last one of the body; undefined where that is not possible. */
  appendToBody(statement: string): TextEdit | undefined;
  /** What is read from the device in every pass. */
  readonly reads: readonly ValueRead[];
}

type Loop = ForStatement | WhileStatement;

/** Finds the loops that train. */
export function readTrainingLoops(context: XlaContext, steps: readonly OptimizerStep[]): TrainingLoop[] {
  const found = new Map<Loop, Enclosure | undefined>();
  const stepping = context.calls.filter((call) => isStepCall(call, steps));
  // Where gradients are collected in a loop of their own, the loop of the step is the one around.
  const functionsThatStep = new Set(stepping.map(({ within }) => functionAround(within)));
  const backward = (context.callsByName.get('backward') ?? []).filter(({ within }) => !functionsThatStep.has(functionAround(within)));
  for (const call of [...stepping, ...backward]) {
    if (isForServing(call.within) || call.lambda) continue;
    for (const { loop, within } of loopsAround(context, call)) found.set(loop, within);
  }
  return [...found]
    .sort(([first], [second]) => first.span.start - second.span.start)
    .map(([loop, within]) => readLoop(context, loop, within));
}

interface PlacedLoop {
  readonly loop: Loop;
  readonly within: Enclosure | undefined;
}

/** The innermost loop around a call, or around the calls of its function. */
function loopsAround(context: XlaContext, call: PythonCall): PlacedLoop[] {
  const own = loopOf(call.within);
  if (own) return [own];
  const around = functionAround(call.within);
  if (!around) return [];
  return context.flow.callsOf(around).flatMap((caller) => loopOf(caller.within) ?? []);
}

function loopOf(within: Enclosure | undefined): PlacedLoop | undefined {
  const found = enclosureOf(within, ['for', 'while']);
  if (found?.part !== 'body' || (found.statement.kind !== 'for' && found.statement.kind !== 'while')) return undefined;
  return { loop: found.statement, within: found.outer };
}

function readLoop(context: XlaContext, loop: Loop, within: Enclosure | undefined): TrainingLoop {
  const last = loop.kind === 'for' ? loop.iterable : loop.test;
  const source = loop.kind === 'for' ? sourceOf(context, loop.iterable) : 'counter';
  return {
    head: span(loop.span.start, last.span.end),
    mayBeMarkedElsewhere: source === undefined || (source === 'counter' && mayBePart(context, within)),
    appendToBody: (statement) => appendToBody(context, loop.body, statement),
    reads: readsIn(context, loop),
  };
}

/** Whether others may call the function around a loop, so that the loop that goes over the data may be theirs. */
function mayBePart(context: XlaContext, within: Enclosure | undefined): boolean {
  const around = functionAround(within);
  if (!around || around.name === 'main' || around.name === '_mp_fn') return false;
  return context.flow.callsOf(around).length === 0;
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
  if (!/^\s*(?:#.*)?$/.test(text.slice(last.span.end, end)) || !isUnderstood(body)) return undefined;
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
