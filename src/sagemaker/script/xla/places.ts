import type { CallExpression, Expression, IfStatement, ImportStatement, Statement } from '../../../languages/python/syntax.js';
import {
  type Enclosure,
  forEachBody,
  forEachExpression,
  functionAround,
  type PythonCall,
  walkExpressions,
  walkStatements,
} from '../../../languages/python/walk.js';
import type { Span } from '../../../text/span.js';
import type { ScriptContext } from '../context.js';
import { isMainGuard } from '../flow.js';

/** A statement and the body that it stands in. */
export interface Placed<Kind extends Statement = Statement> {
  readonly statement: Kind;
  readonly within: Enclosure | undefined;
}

/** What the readings of PyTorch/XLA start from. */
export type XlaSource = Pick<ScriptContext, 'document' | 'syntax' | 'names' | 'calls' | 'callsByName' | 'statements' | 'flow'>;

/** What they look up again and again. */
export interface XlaContext extends XlaSource {
  readonly imports: readonly Placed<ImportStatement>[];
  /** What is assigned to attributes and members, by the target as written: `self.optimizer`, `state["model"]`. */
  readonly assigned: ReadonlyMap<string, readonly AssignedValue[]>;
  textOf(node: { readonly span: Span }): string;
}

/** A value that is assigned to something other than a name. */
export interface AssignedValue extends Placed {
  readonly target: Expression;
  readonly value: Expression;
}

/** Collects what the readings share, in one walk over the statements. */
export function xlaContextOf(context: XlaSource): XlaContext {
  const imports: Placed<ImportStatement>[] = [];
  const assigned = new Map<string, AssignedValue[]>();
  const { text } = context.document;
  for (const { statement, within } of context.statements) {
    if (statement.kind === 'import') imports.push({ statement, within });
    if (statement.kind !== 'assignment' || statement.operator !== '=' || !statement.value) continue;
    for (const target of statement.targets) {
      if (target.kind !== 'attribute' && target.kind !== 'subscript') continue;
      append(assigned, text.slice(target.span.start, target.span.end), { target, value: statement.value, statement, within });
    }
  }
  return {
    document: context.document,
    syntax: context.syntax,
    get names() {
      return context.names;
    },
    get calls() {
      return context.calls;
    },
    get flow() {
      return context.flow;
    },
    get callsByName() {
      return context.callsByName;
    },
    get statements() {
      return context.statements;
    },
    imports,
    assigned,
    textOf: ({ span }) => text.slice(span.start, span.end),
  };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The name that a callee ends in: `save` of `torch.save`. */
export function lastNameOf(callee: Expression): string | undefined {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'attribute' ? callee.name : undefined;
}

/** The value of an argument by its place or its keyword; undefined where it is not given or may come from `*args`. */
export function argumentOf(call: CallExpression, position: number, keyword: string | undefined): Expression | undefined {
  for (const [index, argument] of call.arguments.entries()) {
    if (argument.star === '*') return undefined;
    if (argument.star !== '') continue;
    if (argument.name === undefined ? index === position : argument.name === keyword) return argument.value;
  }
  return undefined;
}

/** Functions that the serving toolkits call: they run in another container, where there is no torch_xla. */
const servingFunctions = new Set(['model_fn', 'input_fn', 'predict_fn', 'output_fn', 'transform_fn']);

/** Whether something runs when the model is served, not when it is trained. */
export function isForServing(within: Enclosure | undefined): boolean {
  for (let next = within; next; next = next.outer)
    if (next.statement.kind === 'function' && servingFunctions.has(next.statement.name)) return true;
  return false;
}

/** Why something may not run in every process, or not every time. */
export interface Guard {
  /** `rank`: only in one process, as `if xm.is_master_ordinal():`. `condition`: for a reason that may be the same everywhere. */
  readonly kind: 'none' | 'condition' | 'rank';
  /** The condition, where it is written around the call itself. */
  readonly statement: IfStatement | undefined;
}

const unguarded: Guard = { kind: 'none', statement: undefined };

/** What decides whether a call runs: conditions around it and exits before it, in its function and in those that call it. */
export function guardOf(context: XlaContext, call: PythonCall, depth = 0): Guard {
  let found = unguarded;
  let statement: Statement = call.statement;
  for (let body = call.within; ; body = body.outer) {
    for (const before of exitsBefore(context, statement, body)) found = stronger(found, guardBy(context, before, undefined));
    if (!body) return found;
    if (body.statement.kind === 'function') break;
    if (body.statement.kind === 'if' && !isMainGuard(body.statement)) {
      found = stronger(found, guardBy(context, body.statement, depth === 0 ? body.statement : undefined));
    }
    statement = body.statement;
  }
  const around = functionAround(call.within);
  if (around === undefined || depth > 2) return found;
  for (const caller of context.flow.callsOf(around)) found = stronger(found, guardOf(context, caller, depth + 1));
  return found;
}

function stronger(first: Guard, second: Guard): Guard {
  const order = { none: 0, condition: 1, rank: 2 };
  return order[second.kind] > order[first.kind] ? second : first;
}

function guardBy(context: XlaContext, { branches }: IfStatement, statement: IfStatement | undefined): Guard {
  return { kind: branches.some((branch) => asksForRank(context, branch.test)) ? 'rank' : 'condition', statement };
}

const rankWords = /rank|ordinal|master|is_main|main_process|is_root|is_chief|is_primary/i;

function asksForRank(context: XlaContext, test: Expression): boolean {
  let asks = false;
  walkExpressions(test, (node) => {
    if (node.kind === 'attribute' && rankWords.test(node.name)) asks = true;
    if (node.kind === 'string' && rankWords.test(node.value ?? '')) asks = true;
    if (node.kind !== 'name') return;
    if (rankWords.test(node.name)) asks = true;
    for (const { value, kind } of context.names.bindingsOf(node))
      if (kind === 'assignment' && value && rankWords.test(context.textOf(value))) asks = true;
  });
  return asks;
}

/** The conditions before a statement, in its own body, that leave the body. */
function exitsBefore(context: XlaContext, statement: Statement, within: Enclosure | undefined): IfStatement[] {
  return siblingsOf(context, statement, within).filter((before): before is IfStatement => {
    if (before.kind !== 'if' || before.span.start >= statement.span.start) return false;
    return before.branches.some((branch) => isExit(branch.body.at(-1)));
  });
}

function isExit(statement: Statement | undefined): boolean {
  return statement?.kind === 'return' || statement?.kind === 'continue' || statement?.kind === 'break' || statement?.kind === 'raise';
}

/** The statements of the body that a statement stands in, itself included. */
export function siblingsOf(context: XlaContext, statement: Statement, within: Enclosure | undefined): readonly Statement[] {
  if (!within) return context.syntax.body;
  let found: readonly Statement[] = [];
  forEachBody(within.statement, (body, part, index) => {
    if (part === within.part && index === within.index && body.includes(statement)) found = body;
  });
  return found;
}

/** Whether everything in some statements is read: below a bracket that is still open nothing can be added. */
export function isUnderstood(body: readonly Statement[]): boolean {
  let isKnown = true;
  walkStatements(body, (statement) => {
    if (statement.kind === 'unknown') isKnown = false;
    forEachExpression(statement, (expression) =>
      walkExpressions(expression, ({ kind }) => {
        if (kind === 'unknown') isKnown = false;
      }),
    );
  });
  return isKnown;
}
