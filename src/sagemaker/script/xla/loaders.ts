import type { Binding } from '../../../languages/python/names.js';
import type { CallExpression, Expression, FunctionStatement, Parameter } from '../../../languages/python/syntax.js';
import type { XlaContext } from './places.js';

/** What a loop goes over: batches that a loader of PyTorch makes, or a count of some sort. */
export type LoopSource = 'loader' | 'counter';

const wrappers = /^builtins\.(?:enumerate|zip|iter|list|reversed|sorted)$|^tqdm\b|^itertools\.(?!count$)|\.(?:tqdm|trange|track)$/;

/** What a loop goes over, where that certainly comes from this file; undefined where something of XLA may have made it. */
export function sourceOf(context: XlaContext, node: Expression, depth = 0): LoopSource | undefined {
  if (depth > 5) return undefined;
  switch (node.kind) {
    case 'call':
      return sourceOfCall(context, node, depth);
    case 'name':
      return agreed(context.names.bindingsOf(node).map((binding) => sourceOfBinding(context, binding, depth)));
    case 'list':
    case 'tuple':
    case 'comprehension':
      return 'counter';
    case 'subscript':
      return sourceOf(context, node.object, depth + 1);
    default:
      return undefined;
  }
}

function sourceOfCall(context: XlaContext, node: CallExpression, depth: number): LoopSource | undefined {
  const full = context.names.qualifiedName(node.callee);
  // `loader()` of this file; `self.loader()`, `loaders.train()` may be anything.
  if (full === undefined || full.startsWith('.')) return isOwnFunction(context, node.callee) ? 'loader' : undefined;
  if (/^torch\.utils\.data\./.test(full)) return 'loader';
  if (/^builtins\.range$|^itertools\.count$|^torch\.(?:randperm|arange|split)$/.test(full)) return 'counter';
  const first = node.arguments.find(({ name }) => name === undefined || name === 'iterable')?.value;
  return first && wrappers.test(full) ? sourceOf(context, first, depth + 1) : undefined;
}

function sourceOfBinding(context: XlaContext, binding: Binding, depth: number): LoopSource | undefined {
  const { kind, value, parameter, scope, position } = binding;
  if (kind === 'parameter' && parameter && scope.node?.kind === 'function') return sourceOfArguments(context, scope.node, parameter, depth);
  if (kind !== 'assignment' || value === undefined) return undefined;
  // `train_loader, test_loader = loaders(args)`
  const isWhole = position.length === 0 || (value.kind === 'call' && isOwnFunction(context, value.callee));
  return isWhole ? sourceOf(context, value, depth + 1) : undefined;
}

/** What the calls of a function in this file pass. */
function sourceOfArguments(context: XlaContext, callable: FunctionStatement, parameter: Parameter, depth: number): LoopSource | undefined {
  const { flow } = context;
  if (flow.isHandedOn(callable)) return undefined;
  return agreed(
    flow.callsOf(callable).map(({ call }) => {
      const called = flow.functionOf(call);
      const value = called && flow.given(call, called, parameter);
      return value && value !== 'default' ? sourceOf(context, value, depth + 1) : undefined;
    }),
  );
}

function agreed(sources: readonly (LoopSource | undefined)[]): LoopSource | undefined {
  return sources.includes(undefined) ? undefined : sources.includes('counter') ? 'counter' : sources[0];
}

function isOwnFunction(context: XlaContext, callee: Expression): boolean {
  return callee.kind === 'name' && context.names.bindingsOf(callee).some(({ kind }) => kind === 'function');
}
