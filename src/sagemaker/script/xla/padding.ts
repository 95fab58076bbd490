import type { CallExpression, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { enclosureOf, functionAround, type PythonCall } from '../../../languages/python/walk.js';
import type { Span } from '../../../text/span.js';
import { argumentOf, isForServing, lastNameOf, type XlaContext } from './places.js';

/** Padding to the longest text of each batch, so that every batch may have another shape. */
export interface DynamicPadding {
  /** `padding=True` or `padding="longest"`. */
  readonly argument: Span;
  readonly value: Span;
  readonly written: string;
  /** max_length is given as well, so that `padding="max_length"` says how long that is. */
  readonly hasMaxLength: boolean;
}

const tokenizerCalls = new Set(['batch_encode_plus', 'encode_plus', 'encode', 'pad', 'prepare_seq2seq_batch']);

/** Finds tokenizers that pad batch by batch. */
export function readDynamicPadding(context: XlaContext): DynamicPadding[] {
  const found: DynamicPadding[] = [];
  for (const call of context.calls) {
    const argument = call.call.arguments.find(({ name }) => name === 'padding');
    if (!argument || !isLongest(argument.value) || isForServing(call.within)) continue;
    const has = (name: string) => call.call.arguments.some((other) => other.name === name || other.star === '**');
    // Multiples of a length make few shapes.
    if (has('pad_to_multiple_of')) continue;
    if (!(isTokenizer(context, call.call) && isCalledPerBatch(context, call))) continue;
    found.push({ argument: argument.span, value: argument.value.span, written: context.textOf(argument), hasMaxLength: has('max_length') });
  }
  return found;
}

function isLongest(value: Expression): boolean {
  return (value.kind === 'constant' && value.value === true) || (value.kind === 'string' && value.value === 'longest');
}

/** `tokenizer(...)`, `tokenizer.pad(...)`, `self.tokenizer(...)`. */
function isTokenizer(context: XlaContext, { callee }: CallExpression): boolean {
  const node = callee.kind === 'attribute' && tokenizerCalls.has(callee.name) ? callee.object : callee;
  const name = lastNameOf(node);
  if (name !== undefined && /tokenizer$/i.test(name) && !/^[A-Z]/.test(name)) return true;
  if (node.kind !== 'name') return false;
  const bindings = context.names.bindingsOf(node);
  return (
    bindings.length > 0 &&
    bindings.every(({ value }) => {
      if (value?.kind !== 'call') return false;
      return /^transformers\.\w*Tokenizer\w*\.from_pretrained$/.test(context.names.qualifiedName(value.callee) ?? '');
    })
  );
}

/**
 * Whether a tokenizer is called for one batch after the other: in a loop, in what `map(..., batched=True)` or a loader calls.
 * Once for all texts is something else: there the longest of all is one length.
 */
function isCalledPerBatch(context: XlaContext, call: PythonCall): boolean {
  if (enclosureOf(call.within, ['for', 'while'])) return true;
  const { lambda } = call;
  if (lambda)
    return context.calls.some((user) => user.call.arguments.some(({ value }) => value === lambda) && takesBatches(user.call, lambda));
  const around = functionAround(call.within);
  return around !== undefined && isGivenBatches(context, around);
}

function isGivenBatches(context: XlaContext, around: FunctionStatement): boolean {
  if (/^(?:__getitem__|__call__|collate\w*)$/.test(around.name)) return true;
  return context.calls.some(({ call }) =>
    call.arguments.some(
      ({ value }) =>
        lastNameOf(value) === around.name && (value.kind === 'name' || value.kind === 'attribute') && takesBatches(call, value),
    ),
  );
}

/** `dataset.map(tokenize, batched=True)` without a batch that holds everything; `DataLoader(..., collate_fn=collate)`. */
function takesBatches(call: CallExpression, value: Expression): boolean {
  if (call.arguments.some((argument) => argument.name === 'collate_fn' && argument.value === value)) return true;
  if (lastNameOf(call.callee) !== 'map' || call.callee.kind !== 'attribute') return false;
  const batched = argumentOf(call, Number.POSITIVE_INFINITY, 'batched');
  if (batched?.kind !== 'constant' || batched.value !== true) return false;
  const size = argumentOf(call, Number.POSITIVE_INFINITY, 'batch_size');
  return size === undefined || size.kind === 'number' || size.kind === 'name' || size.kind === 'attribute';
}
