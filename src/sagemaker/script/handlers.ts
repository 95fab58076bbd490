import type { Binding } from '../../languages/python/names.js';
import type { Expression, FunctionStatement, Parameter } from '../../languages/python/syntax.js';
import { callsIn, type Enclosure } from '../../languages/python/walk.js';
import type { Span } from '../../text/span.js';
import type { ScriptContext } from './context.js';

/** The functions that serving toolkits look for in the user's module. */
export const handlerNames = [
  'model_fn',
  'input_fn',
  'predict_fn',
  'output_fn',
  'transform_fn',
  'pre_model_fn',
  'model_warmup_fn',
  'execution_parameters_fn',
  'handler',
  'input_handler',
  'output_handler',
] as const;
export type HandlerName = (typeof handlerNames)[number];

/** What a module gives a serving toolkit under the names that it looks for. */
export interface HandlerReading {
  /** In the order of the text; a name may be bound more than once. Methods of classes are none. */
  readonly handlers: readonly Handler[];
  /** `from x import *` may bring any of them. */
  readonly hasStarImport: boolean;
}

/** One binding of a handler's name on the level of the module. */
export interface Handler {
  readonly name: HandlerName;
  /** function: `def model_fn`; imported: `from x import model_fn`; assigned: `model_fn = load`. */
  readonly form: 'function' | 'imported' | 'assigned';
  readonly nameSpan: Span;
  /** The function that is called, where it is one of the file. */
  readonly definition: FunctionStatement | undefined;
  /** undefined where the function is not one of the file, or decorated: a decorator may change what it takes. */
  readonly signature: HandlerSignature | undefined;
  /** It stands in a branch, a loop or an exception handler: the module may not have it. */
  readonly isConditional: boolean;
  /** Calls within it that load a model, by their full name: `torch.load`, `joblib.load`. */
  readonly loads: readonly { readonly name: string; readonly span: Span }[];
}

/** The parameters of a handler as callers see them. */
export interface HandlerSignature {
  readonly parameters: readonly Parameter[];
  /**
   * As sagemaker-inference and the Hugging Face toolkit count: every parameter is one, those with a default, `*args` and
   * `**kwargs` included (`len(inspect.signature(f).parameters)` in sagemaker_inference/transformer.py).
   */
  readonly count: number;
  /** How many arguments without a name it must be given, and how many it can take. */
  readonly required: number;
  readonly maximum: number;
  /** The parentheses are not part of it: from the first parameter to the last. */
  readonly span: Span | undefined;
}

const loaders =
  /^(torch\.(load|jit\.load)|joblib\.load|pickle\.load|cloudpickle\.load|dill\.load|tensorflow\.(saved_model\.load|keras\.models\.load_model)|keras\.models\.load_model|mlflow\.\w+\.load_model|onnxruntime\.InferenceSession|lightgbm\.Booster|catboost\.\w+|xgboost\.Booster)$|\.(from_pretrained|load_model|load_from_checkpoint)$/;

/** Finds the handlers of a module. */
export function readHandlers({ names }: Pick<ScriptContext, 'names'>): HandlerReading {
  const { module } = names;
  const handlers = handlerNames.flatMap((name) => (module.bindings.get(name) ?? []).flatMap((binding) => readBinding(name, binding)));
  return {
    handlers: handlers.sort((first, second) => first.nameSpan.start - second.nameSpan.start),
    hasStarImport: module.starImports.length > 0,
  };

  function readBinding(name: HandlerName, binding: Binding): Handler[] {
    if (binding.kind === 'annotation' || binding.kind === 'delete' || isForTypesOnly(binding.within)) return [];
    const form =
      binding.kind === 'function' ? 'function' : binding.kind === 'from-import' || binding.kind === 'import' ? 'imported' : 'assigned';
    const called = form === 'function' && binding.statement?.kind === 'function' ? binding.statement : functionOf(binding.value);
    return [
      {
        name,
        form,
        nameSpan: called && form === 'function' ? called.nameSpan : binding.span,
        definition: called,
        signature: called && called.decorators.length === 0 ? signatureOf(called) : undefined,
        isConditional: mayBeMissing(binding.within),
        loads: called ? loadsIn(called) : [],
      },
    ];
  }

  /** `model_fn = load`, where `load` is a function of the file. */
  function functionOf(value: Expression | undefined): FunctionStatement | undefined {
    if (value?.kind !== 'name') return undefined;
    const [binding, ...others] = names.bindingsOf(value);
    return binding?.statement?.kind === 'function' && others.length === 0 ? binding.statement : undefined;
  }

  function loadsIn(definition: FunctionStatement): Handler['loads'] {
    return callsIn(definition.body).flatMap(({ call }) => {
      const name = names.qualifiedName(call.callee) ?? (call.callee.kind === 'attribute' ? `.${call.callee.name}` : undefined);
      return name !== undefined && loaders.test(name) ? [{ name, span: call.span }] : [];
    });
  }
}

function signatureOf({ parameters }: FunctionStatement): HandlerSignature {
  const positional = parameters.filter(({ star, isKeywordOnly }) => star === '' && !isKeywordOnly);
  const [first] = parameters;
  const last = parameters.at(-1);
  return {
    parameters,
    count: parameters.length,
    required: positional.filter((parameter) => parameter.default === undefined).length,
    maximum: parameters.some(({ star }) => star === '*') ? Number.POSITIVE_INFINITY : positional.length,
    span: first && last ? { start: first.span.start, end: last.span.end } : undefined,
  };
}

/** Whether what stands in a body may not have run when the module is loaded; the body of a `try` or a `with` has. */
function mayBeMissing(within: Enclosure | undefined): boolean {
  for (let next = within; next; next = next.outer) {
    const { statement, part } = next;
    if (statement.kind === 'with' || (statement.kind === 'try' && (part === 'body' || part === 'finally'))) continue;
    return true;
  }
  return false;
}

/** `if TYPE_CHECKING:` is never run. */
function isForTypesOnly(within: Enclosure | undefined): boolean {
  for (let next = within; next; next = next.outer) {
    if (next.statement.kind !== 'if' || next.part !== 'body') continue;
    const test = next.statement.branches[next.index]?.test;
    const name = test?.kind === 'name' || test?.kind === 'attribute' ? test.name : undefined;
    if (name === 'TYPE_CHECKING') return true;
  }
  return false;
}
