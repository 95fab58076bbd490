import type { TextEdit } from '../../../text/edit.js';
import type { Span } from '../../../text/span.js';
import { addFunction, programPlace } from '../program-place.js';
import { isUnderstood, type XlaContext } from './places.js';

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
  const { main, place } = programPlace(context.syntax);
  const isCallable = main?.parameters.every((parameter) => parameter.default !== undefined || parameter.star !== '') ?? false;
  const runsAlready = body.some(({ kind, span: at }) => kind === 'expression' && /^main\(/.test(context.textOf({ span: at })));
  return {
    hasProcessFunction: module.bindings.has('_mp_fn') || module.starImports.length > 0,
    place,
    addProcessFunction:
      isCallable && !main?.isAsync && !runsAlready && isUnderstood(body)
        ? addFunction(context.syntax, 'def _mp_fn(index):\n    main()\n')
        : undefined,
  };
}
