import type { CallExpression, ExceptHandler, Expression, Statement, TryStatement } from '../../../languages/python/syntax.js';
import { callsIn } from '../../../languages/python/walk.js';
import type { TextEdit } from '../../../text/edit.js';
import type { Span } from '../../../text/span.js';
import type { ScriptContext } from '../context.js';
import { isMainGuard } from '../flow.js';
import { fullName, lastName } from '../storage/storage-call.js';
import { isExitWithZero, isHarmless, ownFunction } from './harmless-code.js';

/** A handler around the work of a script that lets it end with 0, however the work ended. */
export interface SwallowedFailure {
  readonly try: TryStatement;
  /** undefined where it is a `return` in `finally` that drops the exception. */
  readonly handler: ExceptHandler | undefined;
  /** `except Exception as error`, or the `return` in `finally`. */
  readonly at: Span;
  /** continues: the script runs to its end. returns: out of its main function. exits: with 0, on purpose. */
  readonly how: 'continues' | 'returns' | 'exits';
  /** The function around it, if any. */
  readonly functionName: string | undefined;
  /** Raises the exception again where the handler ends. */
  readonly raise: TextEdit | undefined;
}

/** Calls that are the work of a training script. */
const work =
  /^(fit|fit_generator|train|training|main|run|backward|run_training|start_training|do_training|train_and_evaluate|launch|train_[a-z]\w*|train[A-Z]\w*|\w+_train|run_[a-z]\w*|cross_validate|check_call)$/;

/**
 * Finds the handlers of bare `except`, Exception and BaseException that stand around the whole work in the way from the
 * module to it, only report, and are followed by nothing that could fail or end the script otherwise.
 */
export function readSwallowedFailures(context: ScriptContext): SwallowedFailure[] {
  const { text } = context.syntax;
  if (!/\bexcept\b|\bfinally\b/.test(text)) return [];
  const found: SwallowedFailure[] = [];
  const visit = (body: readonly Statement[], functionName: string | undefined, depth: number): void => {
    // Whatever comes behind may look at what the work has left, or at what the handler says of it.
    for (const statement of tailOf(body, context)) {
      // Where the training comes before, what is tried then is an extra: a report, an evaluation.
      if (doesWork(body.slice(0, body.indexOf(statement)).filter(isExecuted), context)) continue;
      if (statement.kind === 'try') {
        const ending = [...statement.otherwise, ...statement.finally];
        const failure = isHarmless(ending, context) ? failureOf(statement, functionName, context) : undefined;
        if (failure) found.push(failure);
        else if (isHarmless(ending, context)) visit(statement.body, functionName, depth);
      } else if (statement.kind === 'if') {
        for (const branch of isMainGuard(statement) ? statement.branches.slice(0, 1) : statement.branches)
          visit(branch.body, functionName, depth);
        visit(statement.otherwise, functionName, depth);
      } else if (statement.kind === 'with') {
        visit(statement.body, functionName, depth);
      } else if (statement.kind === 'expression' && statement.value.kind === 'call' && depth < 3) {
        const own = ownFunction(statement.value, context);
        if (own && !own.isAsync && own.decorators.length === 0) visit(own.body, own.name, depth + 1);
      }
    }
  };
  visit(context.syntax.body, undefined, 0);
  return found.filter((failure, index) => found.findIndex(({ at }) => at.start === failure.at.start) === index);
}

function isExecuted({ kind }: Statement): boolean {
  return kind !== 'function' && kind !== 'class';
}

/** The statements of a body that are followed by harmless ones only, the last one first. */
function tailOf(body: readonly Statement[], context: ScriptContext): Statement[] {
  const tail: Statement[] = [];
  for (const statement of body.toReversed()) {
    tail.push(statement);
    if (!isHarmless([statement], context)) break;
  }
  return tail;
}

function failureOf(statement: TryStatement, functionName: string | undefined, context: ScriptContext): SwallowedFailure | undefined {
  if (!doesWork(statement.body, context)) return undefined;
  const inFinally = statement.finally.find(({ kind }) => kind === 'return');
  if (inFinally && functionName !== undefined) {
    return { try: statement, handler: undefined, at: inFinally.span, how: 'returns', functionName, raise: undefined };
  }
  const handler = statement.handlers.find(({ type }) => type === undefined || namesEverything(type));
  if (!handler || !isHarmless(handler.body, context)) return undefined;
  const last = handler.body.at(-1);
  const isExit = last?.kind === 'expression' && last.value.kind === 'call' && isExitWithZero(last.value, context);
  const how = isExit ? 'exits' : last?.kind === 'return' ? 'returns' : 'continues';
  return {
    try: statement,
    handler,
    at: headOf(handler, context.syntax.text),
    how,
    functionName,
    raise: raiseEdit(handler, how, context.syntax.text),
  };
}

function namesEverything(type: Expression): boolean {
  if (type.kind === 'tuple') return type.elements.some(namesEverything);
  return (type.kind === 'name' || type.kind === 'attribute') && /^(Exception|BaseException)$/.test(type.name);
}

/** Whether a body trains: by the names of what it calls, itself and in the functions of the file. */
function doesWork(body: readonly Statement[], context: ScriptContext, depth = 0): boolean {
  return callsIn(body).some(({ call }) => {
    if (work.test(lastName(call) ?? '') && !isInstall(call, context)) return true;
    const own = depth < 2 ? ownFunction(call, context) : undefined;
    return own !== undefined && doesWork(own.body, context, depth + 1);
  });
}

/** `subprocess.check_call([sys.executable, "-m", "pip", ...])` prepares the work. */
function isInstall(call: CallExpression, context: ScriptContext): boolean {
  if (!fullName(call, context)?.startsWith('subprocess.')) return false;
  const first = call.arguments[0]?.value;
  const words = first?.kind === 'list' ? first.elements : first ? [first] : [];
  return words.some((word) => word.kind === 'string' && /\b(pip3?|conda|apt-get|yum|nvidia-smi)\b/.test(word.value ?? ''));
}

/** The line of an `except` up to its colon. */
function headOf({ span, type, body }: ExceptHandler, text: string): Span {
  const from = type?.span.end ?? span.start;
  const colon = text.indexOf(':', from);
  const limit = body[0]?.span.start ?? span.end;
  return { start: span.start, end: colon >= 0 && colon < limit ? colon : from };
}

/** Puts `raise` at the end of a handler, in place of what would end the script there. */
function raiseEdit({ body }: ExceptHandler, how: SwallowedFailure['how'], text: string): TextEdit | undefined {
  const first = body[0];
  const last = body.at(-1);
  if (!first || !last) return undefined;
  if (how !== 'continues' || last.kind === 'pass') return { span: last.span, newText: 'raise' };
  const before = first.span.start - 1;
  const lineStart = Math.max(text.lastIndexOf('\n', before), text.lastIndexOf('\r', before)) + 1;
  const indentation = text.slice(lineStart, first.span.start);
  if (indentation.trim() !== '') {
    // `except Exception as error: print(error)`
    return { span: { start: last.span.end, end: last.span.end }, newText: '; raise' };
  }
  const rest = /^[^\S\r\n]*(#[^\r\n]*)?/.exec(text.slice(last.span.end))?.[0].length ?? 0;
  const end = last.span.end + rest;
  return { span: { start: end, end }, newText: `\n${indentation}raise` };
}
