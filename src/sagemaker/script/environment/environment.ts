import type { Expression, ImportStatement } from '../../../languages/python/syntax.js';
import { contains, type Span } from '../../../text/span.js';
import type { Value } from '../../value.js';
import type { CommandArgument } from '../arguments/arguments.js';
import type { ScriptContext } from '../context.js';
import type { Run } from '../flow.js';
import { isCaught } from '../process/caught.js';
import { environmentAccess } from './access.js';
import { type EnvironmentSite, environmentSites } from './sites.js';
import { readWrites } from './writes.js';

/** The environment variables that a script reads and sets. */
export interface EnvironmentReading {
  readonly reads: readonly EnvironmentRead[];
  /** `"X" in os.environ` */
  readonly tests: readonly EnvironmentTest[];
  readonly writes: readonly EnvironmentWrite[];
  /** It may set variables that are not seen: `os.environ.update(settings)`, a `.env` file. */
  readonly setsOthers: boolean;
  /** Where the environment is used as a whole: handed on, copied, gone through. What is read of it there is not seen. */
  readonly wholes: readonly { readonly span: Span; readonly run: Run }[];
  /** Imports of what reads SageMaker's variables and files for the script: its toolkits, or a library for settings. */
  readonly readers: readonly { readonly kind: 'toolkit' | 'settings'; readonly statement: ImportStatement; readonly module: string }[];
}

/** One read of a variable. */
export interface EnvironmentRead {
  readonly access: 'subscript' | 'get' | 'getenv' | 'pop' | 'setdefault';
  readonly name: Value<string>;
  readonly nameSpan: Span;
  /** The whole of it: `os.environ["X"]`. */
  readonly expression: Expression;
  /** What it is read from: `os.environ`; undefined for os.getenv. */
  readonly environment: Expression | undefined;
  /** A KeyError where the variable is not set. */
  readonly isHard: boolean;
  readonly default: Expression | undefined;
  /** It stands in a `try` that goes on after a KeyError. */
  readonly isCaught: boolean;
  /** The script looks before whether it is there (`"X" in os.environ`), or sets it itself somewhere. */
  readonly isProvidedFor: boolean;
  /** The argument of the command line whose default it is: that is read whether or not the argument is given. */
  readonly argument: CommandArgument | undefined;
  readonly run: Run;
}

export interface EnvironmentTest {
  readonly name: Value<string>;
  readonly span: Span;
  readonly run: Run;
}

/** What Python type a value certainly has. */
export type ValueType = 'str' | 'int' | 'float' | 'bool' | 'None' | 'list' | 'tuple' | 'dict' | 'Path';

/** One variable that is set. */
export interface EnvironmentWrite {
  readonly how: 'subscript' | 'setdefault' | 'update' | 'putenv';
  readonly name: Value<string>;
  readonly nameSpan: Span;
  /** `os.environ["X"] = value`, the call, or the entry of a dictionary. */
  readonly span: Span;
  readonly value: Expression;
  /** undefined where nobody can tell. */
  readonly type: ValueType | undefined;
  /** It stands in a `try` that goes on after a TypeError. */
  readonly isCaught: boolean;
  readonly run: Run;
}

const toolkits =
  /^(?:sagemaker_training|sagemaker_containers|sagemaker_inference|sagemaker_pytorch_container|sagemaker_tensorflow_container)(?:\.|$)/;
const settings = /^(?:pydantic_settings|environs|decouple|dynaconf|dotenv|environ|prettyconf|starlette\.config)(?:\.|$)/;

/** Reads what a script does with environment variables. */
export function readEnvironment(context: ScriptContext): EnvironmentReading {
  const readers = readImports(context);
  const loadsFile = readers.some(({ module }) => module === 'dotenv' || module.startsWith('dotenv.'));
  const sites = environmentSites(context);
  const { writes, isOpen } = readWrites(sites, context);
  const tests = sites.filter(({ use }) => use === 'test').flatMap((site) => testOf(site, context));
  const setsOthers = isOpen || loadsFile;
  const isProvidedFor = (name: Value<string>, { access, around }: EnvironmentSite): boolean => {
    if (setsOthers) return true;
    const concerns = (other: Value<string>) => !name.known || !other.known || other.value === name.value;
    const isOther = ({ span }: EnvironmentWrite) => !contains(span, access.span);
    // `os.environ["X"] if "X" in os.environ else "d"` looks first what it says last.
    const before = around.at(-1)?.span.end ?? access.span.start;
    return (
      writes.some((write) => isOther(write) && concerns(write.name)) ||
      tests.some((test) => test.span.start < before && concerns(test.name))
    );
  };
  return {
    reads: sites.flatMap((site) => readOf(site, context, isProvidedFor)),
    tests,
    writes,
    setsOthers,
    wholes: sites.filter(({ use }) => use === 'whole').map(({ node, run }) => ({ span: node.span, run })),
    readers,
  };
}

function readOf(
  site: EnvironmentSite,
  context: ScriptContext,
  isProvidedFor: (name: Value<string>, site: EnvironmentSite) => boolean,
): EnvironmentRead[] {
  const { use, access, node } = site;
  const isSubscript = access.kind === 'subscript' && (use === 'subscript' || use === 'change');
  const found = isSubscript ? { kind: 'subscript' as const, name: access.index, default: undefined } : accessOf(site, context);
  if (found === undefined) return [];
  const name = context.evaluator.text(found.name);
  return [
    {
      access: found.kind,
      name,
      nameSpan: found.name.span,
      expression: access,
      environment: use === 'getenv' ? undefined : node,
      isHard: isSubscript || (use === 'pop' && found.default === undefined),
      default: found.default,
      isCaught: isCaught(site.within, 'KeyError'),
      isProvidedFor: isProvidedFor(name, site),
      argument: argumentOf(site, context),
      run: site.run,
    },
  ];
}

function accessOf({ use, access }: EnvironmentSite, { names }: ScriptContext) {
  const isRead = use === 'get' || use === 'getenv' || use === 'pop' || use === 'setdefault';
  return isRead ? environmentAccess(access, names) : undefined;
}

function testOf({ access, run }: EnvironmentSite, { evaluator }: ScriptContext): EnvironmentTest[] {
  const name = access.kind === 'binary' ? access.left : access.kind === 'call' ? access.arguments[0]?.value : undefined;
  return name ? [{ name: evaluator.text(name), span: access.span, run }] : [];
}

/** The argument whose `default=` something stands in. */
function argumentOf({ around, access }: EnvironmentSite, context: ScriptContext): CommandArgument | undefined {
  const call = around.find((outer) => outer.kind === 'call' && outer.callee.kind === 'attribute' && outer.callee.name === 'add_argument');
  if (call === undefined) return undefined;
  const argument = context.arguments.arguments.find((candidate) => candidate.call === call);
  return argument?.default && contains(argument.default.span, access.span) ? argument : undefined;
}

function readImports({ syntax, statements }: ScriptContext): EnvironmentReading['readers'] {
  const found: { kind: 'toolkit' | 'settings'; statement: ImportStatement; module: string }[] = [];
  if (!/sagemaker_|pydantic_settings|environs|decouple|dynaconf|dotenv|environ|prettyconf|starlette\.config/.test(syntax.text))
    return found;
  for (const { statement } of statements) {
    if (statement.kind !== 'import') continue;
    for (const module of statement.from === undefined ? statement.names.map(({ name }) => name) : [statement.from]) {
      if (toolkits.test(module)) found.push({ kind: 'toolkit', statement, module });
      else if (settings.test(module)) found.push({ kind: 'settings', statement, module });
    }
  }
  return found;
}
