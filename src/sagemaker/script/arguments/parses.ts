import type { AttributeExpression, Expression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import type { ParseCall } from './arguments.js';

/** The methods that read the command line. */
export const parseMethods: ReadonlySet<string> = new Set([
  'parse_args',
  'parse_known_args',
  'parse_intermixed_args',
  'parse_known_intermixed_args',
  'parse_args_into_dataclasses',
  'parse_args_and_config',
]);

/** Reads a call of one of them. */
export function readParse(place: PythonCall, callee: AttributeExpression, context: ScriptContext): ParseCall {
  const { call, statement } = place;
  const rest = call.arguments.find(({ name }) => name === 'return_remaining_strings');
  const keepsRest = rest?.value.kind === 'constant' && rest.value.value === true;
  const isAssigned =
    statement.kind === 'assignment' && statement.operator === '=' && statement.value === call && statement.targets.length === 1;
  return {
    call,
    method: callee.name,
    methodSpan: callee.nameSpan,
    isLenient: callee.name.includes('known') || keepsRest,
    source: sourceOf(place, context),
    target: isAssigned ? statement.targets[0] : undefined,
    run: context.flow.runOf(place),
  };
}

function sourceOf({ call }: PythonCall, context: ScriptContext): ParseCall['source'] {
  if (call.arguments.some(({ star }) => star !== '')) return 'unknown';
  const first = call.arguments[0];
  const given = first && first.name === undefined ? first.value : call.arguments.find(({ name }) => name === 'args')?.value;
  return given === undefined ? 'process' : listSource(given, context, 0);
}

/** Where a list of words comes from that a parser is given. */
function listSource(expression: Expression, context: ScriptContext, depth: number): ParseCall['source'] {
  const value = context.evaluator.resolve(expression);
  if (value.kind === 'constant' && value.value === null) return 'process';
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'string') return 'given';
  if (isCommandLine(value, context)) return 'process';
  if (value.kind === 'subscript' && isCommandLine(value.object, context)) {
    const [start, ...others] = value.index.kind === 'slice' ? value.index.parts : [];
    const isRest = start?.kind === 'number' && start.value === 1 && others.every((part) => part === undefined);
    return isRest ? 'process' : 'given';
  }
  if (value.kind === 'name' && depth < 4) return parameterSource(value, context, depth);
  return 'unknown';
}

/** `def main(argv=None)`, with every call of it in the file. */
function parameterSource(name: Expression & { readonly kind: 'name' }, context: ScriptContext, depth: number): ParseCall['source'] {
  const bindings = context.names.bindingsOf(name);
  const [binding] = bindings;
  const definition = binding?.statement;
  if (bindings.length !== 1 || binding?.kind !== 'parameter' || !binding.parameter || definition?.kind !== 'function') return 'unknown';
  const sources = new Set<ParseCall['source']>();
  for (const { call } of context.flow.callsOf(definition)) {
    const called = context.flow.functionOf(call);
    const given = called && context.flow.given(call, called, binding.parameter);
    const value = given === 'default' ? binding.parameter.default : given;
    sources.add(value === undefined ? 'unknown' : listSource(value, context, depth + 1));
  }
  const [source] = sources;
  // Whoever starts the program is among several callers; a test may be another.
  if (sources.has('process')) return 'process';
  return sources.size === 1 && source ? source : 'unknown';
}

function isCommandLine(expression: Expression, { names }: ScriptContext): boolean {
  if (expression.kind !== 'name' && expression.kind !== 'attribute') return false;
  return names.qualifiedName(expression) === 'sys.argv';
}
