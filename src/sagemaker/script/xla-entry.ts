import type { FunctionStatement, IfStatement } from '../../languages/python/syntax.js';
import type { TextEdit } from '../../text/edit.js';
import { type Span, span } from '../../text/span.js';
import { isMainGuard } from './flow.js';
import { isUnderstood, type XlaContext } from './xla-places.js';

/** What the launcher of PyTorch/XLA would find in a script. */
export interface XlaEntry {
  /** `_mp_fn` on the module's level, which is called in each process. */
  readonly hasProcessFunction: boolean;
  /** Where its absence is reported: the name of `main`, else the guard of the main program, else the first statement. */
  readonly place: Span;
  /** Adds `_mp_fn` that calls `main()`; undefined where there is no `main`, or it takes arguments. */
  readonly addProcessFunction: TextEdit | undefined;
}

/** Reads whether a script can be started by `torch_xla.distributed.xla_spawn`. */
export function readXlaEntry(context: XlaContext): XlaEntry {
  const { body } = context.syntax;
  const { module } = context.names;
  const main = body.find((statement): statement is FunctionStatement => statement.kind === 'function' && statement.name === 'main');
  const guard = body.find((statement): statement is IfStatement => statement.kind === 'if' && isMainGuard(statement));
  const first = body.find((statement) => statement.kind !== 'expression' || statement.value.kind !== 'string');
  const isCallable = main?.parameters.every((parameter) => parameter.default !== undefined || parameter.star !== '') ?? false;
  const runsAlready = body.some(({ kind, span: at }) => kind === 'expression' && /^main\(/.test(context.textOf({ span: at })));
  return {
    hasProcessFunction: module.bindings.has('_mp_fn') || module.starImports.length > 0,
    place: main?.nameSpan ?? guard?.branches[0]?.test.span ?? first?.span ?? span(0, 0),
    addProcessFunction:
      isCallable && !main?.isAsync && !runsAlready && isUnderstood(body) ? wrapper(context, guard?.span.start) : undefined,
  };
}

function wrapper(context: XlaContext, guard: number | undefined): TextEdit {
  const text = 'def _mp_fn(index):\n    main()\n';
  if (guard !== undefined) return { span: span(guard, guard), newText: `${text}\n\n` };
  const end = context.document.text.length;
  const gap = context.document.text.endsWith('\n') ? '\n\n' : '\n\n\n';
  return { span: span(end, end), newText: gap + text };
}
