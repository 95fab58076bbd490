import type { Argument, CallExpression, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { forEachExpression, walkExpressions, walkStatements } from '../../../languages/python/walk.js';
import type { Scalar } from '../../request/tree.js';
import { known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { ArgumentLibrary, ArgumentParser, ArgumentRead, CommandArgument } from './arguments.js';
import { keywordOf, optionOf, typeOf } from './declaration.js';

/** What other libraries than argparse read from the command line. */
export interface LibraryArguments {
  readonly parsers: readonly ArgumentParser[];
  readonly reads: readonly ArgumentRead[];
}

/** Functions that read the command line at once, by their full name. */
const readers: ReadonlyMap<string, ArgumentLibrary> = new Map([
  ['fire.Fire', 'fire'],
  ['typer.run', 'typer'],
  ['typer.Typer', 'typer'],
  ['absl.app.run', 'absl'],
  ['tensorflow.app.run', 'absl'],
  ['tensorflow.compat.v1.app.run', 'absl'],
  ['docopt.docopt', 'docopt'],
  ['hydra.main', 'hydra'],
  ['simple_parsing.parse', 'simple-parsing'],
  ['jsonargparse.CLI', 'other'],
  ['tyro.cli', 'other'],
  ['plac.call', 'other'],
  ['defopt.run', 'other'],
  ['draccus.wrap', 'other'],
  ['lightning.pytorch.cli.LightningCLI', 'other'],
  ['pytorch_lightning.cli.LightningCLI', 'other'],
]);

const hint =
  /\b(?:import|from)[ \t]+(?:click|fire|typer|absl|docopt|hydra|simple_parsing|jsonargparse|tyro|plac|defopt|draccus)\b|\bapp\s*\.\s*run\b|LightningCLI/;

/** Reads click's options, absl's flags, and that a script uses another library. */
export function readLibraries(context: ScriptContext): LibraryArguments {
  if (!hint.test(context.document.text)) return { parsers: [], reads: [] };
  const parsers: ArgumentParser[] = [];
  const reads: ArgumentRead[] = [];
  for (const { call } of context.calls) {
    const library = context.names
      .qualifiedNames(call.callee)
      .map((name) => readers.get(name))
      .find((found) => found !== undefined);
    if (library) parsers.push(openParser(library, call, library === 'absl' ? readFlags(context) : []));
  }
  walkStatements(context.syntax.body, (statement) => {
    if (statement.kind === 'function' && statement.decorators.length > 0) readCommand(statement);
  });
  return { parsers, reads };

  /** A function that click calls with the values of its options. */
  function readCommand(definition: FunctionStatement): void {
    let creation: CallExpression | undefined;
    let isCommand = false;
    const options: CommandArgument[] = [];
    for (const decorator of definition.decorators) {
      const callee = decorator.kind === 'call' ? decorator.callee : decorator;
      const last = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
      const isClick = context.names.qualifiedNames(callee).some((name) => name.startsWith('click.'));
      if (last === 'command' || last === 'group') {
        isCommand ||= isClick || options.length > 0;
        if (decorator.kind === 'call') creation = decorator;
      } else if (isClick && decorator.kind === 'call' && (last === 'option' || last === 'argument')) {
        options.push(readClickOption(decorator, last === 'argument', context));
      }
    }
    if (!isCommand && options.length === 0) return;
    parsers.push(openParser('click', creation, options));
    reads.push(...readParameters(definition, options, context));
  }
}

function openParser(library: ArgumentLibrary, creation: CallExpression | undefined, given: readonly CommandArgument[]): ArgumentParser {
  return {
    library,
    creation,
    arguments: given,
    isOpen: true,
    whyOpen: 'its arguments come from elsewhere, too',
    allowsAbbreviations: unknown('it is not seen'),
    subcommands: undefined,
    changedDefaults: [],
    parses: [],
  };
}

/** `@click.option("-e", "--epochs", "epochs", type=int, is_flag=True)` */
function readClickOption(call: CallExpression, isPositional: boolean, context: ScriptContext): CommandArgument {
  const names: { text: string; span: Expression['span'] }[] = [];
  let given: string | undefined;
  for (const { name, star, value } of call.arguments) {
    if (name !== undefined || star !== '') continue;
    const text = context.evaluator.text(value);
    if (!text.known) continue;
    if (text.value.startsWith('-') || isPositional) names.push({ text: text.value, span: value.span });
    else given = text.value;
  }
  const isOn = (name: string): boolean | undefined => {
    const argument = keywordOf(call, name);
    if (argument === undefined) return false;
    const value = context.evaluator.scalar(argument.value);
    return value.known && typeof value.value === 'boolean' ? value.value : undefined;
  };
  const isFlag = isOn('is_flag');
  const isCounted = isOn('count');
  // `--shout/--no-shout` is a flag without saying so.
  const isPair = names.some(({ text }) => text.slice(1).includes('/'));
  const isOpen = call.arguments.some(({ star }) => star !== '');
  const isUnknown = isFlag === undefined || isCounted === undefined || isOpen;
  return {
    ...plain(call, names, context),
    destination: clickDestination(names, given),
    isPositional,
    action: isUnknown
      ? { kind: 'unknown' }
      : isFlag || isPair || keywordOf(call, 'flag_value')
        ? { kind: 'flag', name: 'boolean' }
        : isCounted
          ? { kind: 'flag', name: 'count' }
          : { kind: 'value', name: 'store' },
    actionArgument: keywordOf(call, 'is_flag') ?? keywordOf(call, 'count'),
    isOpen,
  };
}

/** click's own rule: the name without dashes, else the longest prefix of dashes, in lower case. */
function clickDestination(names: readonly { readonly text: string }[], given: string | undefined): Value<string> {
  if (given !== undefined) return known(given);
  const first = names.find(({ text }) => text.startsWith('--')) ?? names[0];
  const name = first?.text.split('/')[0]?.trim().replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
  return name ? known(name) : unknown('it has no name that is seen');
}

/** `flags.DEFINE_string("name", "default", "help")` of absl and TensorFlow 1. */
function readFlags(context: ScriptContext): CommandArgument[] {
  const found: CommandArgument[] = [];
  for (const { call } of context.calls) {
    const last = call.callee.kind === 'attribute' || call.callee.kind === 'name' ? call.callee.name : '';
    const kind = /^DEFINE_(\w+)$/.exec(last)?.[1];
    const first = call.arguments[0];
    if (kind === undefined || first === undefined) continue;
    const name = context.evaluator.text(first.value);
    if (!name.known) continue;
    const second: Argument | undefined =
      keywordOf(call, 'default') ?? (call.arguments[1]?.name === undefined ? call.arguments[1] : undefined);
    const isFlag = kind === 'bool' || kind === 'boolean';
    found.push({
      ...plain(call, [{ text: `--${name.value}`, span: first.value.span }], context),
      destination: known(name.value),
      type: undefined,
      action: isFlag ? { kind: 'flag', name: 'boolean' } : { kind: 'value', name: 'store' },
      default: second && optionOf(second, context),
    });
  }
  return found;
}

function plain(call: CallExpression, names: CommandArgument['names'], context: ScriptContext): CommandArgument {
  const option = (name: string) => {
    const argument = keywordOf(call, name);
    return argument && optionOf(argument, context);
  };
  return {
    span: call.span,
    call,
    names,
    destination: unknown('it is not read'),
    isPositional: false,
    isConditional: false,
    type: typeOf(keywordOf(call, 'type'), context),
    action: { kind: 'value', name: 'store' },
    actionArgument: undefined,
    nargs: option('nargs'),
    default: option('default'),
    const: undefined,
    required: option('required'),
    choices: undefined,
    isOpen: false,
  };
}

/** The uses of a command's parameters in its body. */
function readParameters(definition: FunctionStatement, options: readonly CommandArgument[], context: ScriptContext): ArgumentRead[] {
  const reads: ArgumentRead[] = [];
  const parameters = new Set(definition.parameters.map(({ name }) => name));
  const byName = new Map<Scalar, CommandArgument[]>();
  for (const option of options) {
    if (!option.destination.known || !parameters.has(option.destination.value)) continue;
    byName.set(option.destination.value, [...(byName.get(option.destination.value) ?? []), option]);
  }
  walkStatements(definition.body, (statement) => {
    forEachExpression(statement, (expression) => {
      walkExpressions(expression, (node) => {
        const found = node.kind === 'name' ? byName.get(node.name) : undefined;
        if (node.kind !== 'name' || found === undefined) return;
        const bindings = context.names.bindingsOf(node);
        const [binding] = bindings;
        if (bindings.length !== 1 || binding?.kind !== 'parameter' || binding.statement !== definition) return;
        reads.push({ destination: node.name, expression: node, arguments: found, isRewritten: false });
      });
    });
  });
  return reads;
}
