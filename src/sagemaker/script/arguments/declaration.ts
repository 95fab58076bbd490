import { isBuiltin } from '../../../languages/python/builtins.js';
import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { Scalar } from '../../request/tree.js';
import { known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import { isConditional } from '../flow.js';
import type { ArgumentAction, ArgumentOption, ArgumentType, CommandArgument, Converter } from './arguments.js';

/** An add_argument call as it is read, and whether the names that it declares are all known. */
export interface Declaration {
  readonly argument: CommandArgument;
  readonly hasUnknownNames: boolean;
}

/** Reads `parser.add_argument("-e", "--epochs", type=int, default=3)`. */
export function readDeclaration(place: PythonCall, context: ScriptContext): Declaration {
  const { call } = place;
  const names: { text: string; span: Expression['span'] }[] = [];
  let hasUnknownNames = false;
  for (const argument of call.arguments) {
    if (argument.name !== undefined || argument.star === '**') continue;
    const text = argument.star === '' ? context.evaluator.text(argument.value) : unknown('a list of names');
    if (text.known && text.value !== '') names.push({ text: text.value, span: argument.value.span });
    else hasUnknownNames = true;
  }
  const isOpen = call.arguments.some((argument) => argument.star === '**');
  const keyword = (name: string) => call.arguments.find((argument) => argument.name === name);
  const option = (name: string): ArgumentOption<Scalar> | undefined => {
    const argument = keyword(name);
    return argument && optionOf(argument, context);
  };
  const isPositional = !hasUnknownNames && names.every(({ text }) => !text.startsWith('-'));
  const action = keyword('action');
  const run = context.flow.runOf(place);
  const argument: CommandArgument = {
    span: call.span,
    call,
    names,
    destination: destinationOf(keyword('dest'), names, hasUnknownNames || isOpen, context),
    isPositional,
    isConditional: isConditional(place.within) || (run.when !== 'unknown' && run.isConditional),
    type: typeOf(keyword('type'), context),
    action: action ? actionOf(action.value, context) : isOpen ? { kind: 'unknown' } : { kind: 'value', name: 'store' },
    actionArgument: action,
    nargs: option('nargs'),
    default: option('default'),
    const: option('const'),
    required: option('required'),
    choices: keyword('choices'),
    isOpen,
  };
  return { argument, hasUnknownNames: hasUnknownNames || names.length === 0 };
}

/** A keyword argument with its value. */
export function optionOf(argument: Argument, { evaluator }: ScriptContext): ArgumentOption<Scalar> {
  return { span: argument.span, expression: argument.value, value: evaluator.scalar(argument.value) };
}

/** argparse's own rule: `dest`, else the first long option, else the first short one, with `_` for `-`. */
function destinationOf(
  given: Argument | undefined,
  names: readonly { readonly text: string }[],
  isOpen: boolean,
  { evaluator }: ScriptContext,
): Value<string> {
  if (given) return evaluator.text(given.value);
  if (isOpen) return unknown('not all of the declaration is known');
  const first = names.find(({ text }) => text.startsWith('--')) ?? names[0];
  if (first === undefined) return unknown('it has no name');
  if (!first.text.startsWith('-')) return known(first.text);
  return known(first.text.replace(/^-+/, '').replaceAll('-', '_'));
}

/** What `type=` gives. */
export function typeOf(argument: Argument | undefined, context: ScriptContext): ArgumentType | undefined {
  if (argument === undefined) return undefined;
  return { argument, expression: argument.value, converter: converterOf(argument.value, context) };
}

/** What turns the text into a value: `bool` is the builtin only where nothing else in the file has that name. */
export function converterOf(expression: Expression, context: Pick<ScriptContext, 'names'>, depth = 0): Converter {
  const { names } = context;
  if (expression.kind === 'lambda') return { kind: 'lambda' };
  const qualified = names.qualifiedName(expression);
  if (qualified?.startsWith('builtins.')) return { kind: 'builtin', name: qualified.slice('builtins.'.length) };
  if (qualified !== undefined) return { kind: 'imported', name: qualified };
  if (expression.kind !== 'name' || depth > 4) return { kind: 'unknown' };
  const bindings = names.bindingsOf(expression);
  const [binding] = bindings;
  // A star import might bring another `bool`; nobody has been seen to do that.
  if (binding === undefined) return isBuiltin(expression.name) ? { kind: 'builtin', name: expression.name } : { kind: 'unknown' };
  if (bindings.length > 1) return { kind: 'unknown' };
  if (binding.kind === 'function' && binding.statement?.kind === 'function') return { kind: 'function', definition: binding.statement };
  if (binding.kind !== 'assignment' || binding.value === undefined || binding.position.length > 0) return { kind: 'unknown' };
  return converterOf(binding.value, context, depth + 1);
}

const valueActions = ['store', 'append', 'extend'] as const;
const flagActions = ['store_true', 'store_false', 'store_const', 'append_const', 'count', 'help', 'version'] as const;

function actionOf(expression: Expression, { names, evaluator }: ScriptContext): ArgumentAction {
  const text = evaluator.text(expression);
  if (text.known) {
    const value = valueActions.find((name) => name === text.value);
    if (value) return { kind: 'value', name: value };
    const flag = flagActions.find((name) => name === text.value);
    return flag ? { kind: 'flag', name: flag } : { kind: 'unknown' };
  }
  return names.qualifiedName(expression) === 'argparse.BooleanOptionalAction' ? { kind: 'flag', name: 'boolean' } : { kind: 'unknown' };
}

/** The keyword argument of that name. */
export function keywordOf(call: CallExpression, name: string): Argument | undefined {
  return call.arguments.find((argument) => argument.name === name);
}
