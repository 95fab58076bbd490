import type { Argument, CallExpression, Expression } from '../../../languages/python/syntax.js';
import { known } from '../../value.js';
import type { ScriptContext } from '../context.js';
import { isCaught } from '../process/caught.js';
import type { EnvironmentWrite, ValueType } from './environment.js';
import type { EnvironmentSite } from './sites.js';

/** What is set, and whether something may be set that is not seen. */
export interface Writes {
  readonly writes: readonly EnvironmentWrite[];
  readonly isOpen: boolean;
}

/** Reads `os.environ["X"] = value`, setdefault, update and putenv. */
export function readWrites(sites: readonly EnvironmentSite[], context: ScriptContext): Writes {
  const writes: EnvironmentWrite[] = [];
  let isOpen = false;
  const add = (site: EnvironmentSite, how: EnvironmentWrite['how'], name: Expression | string, value: Expression, place: Place) => {
    writes.push({
      how,
      name: typeof name === 'string' ? known(name) : context.evaluator.text(name),
      nameSpan: place.nameSpan,
      span: place.span,
      value,
      type: typeOfValue(value, context),
      isCaught: isCaught(site.within, 'TypeError'),
      run: site.run,
    });
  };
  for (const site of sites) {
    const { use, access, statement } = site;
    if ((use === 'store' || use === 'change') && access.kind === 'subscript' && statement.kind === 'assignment') {
      // What is added to a text is one, or fails for itself; what a tuple brings is not looked for. Such a value is unknown.
      const value = use === 'store' && statement.targets.includes(access) ? statement.value : undefined;
      add(site, 'subscript', access.index, value ?? access, { nameSpan: access.index.span, span: statement.span });
      continue;
    }
    if (access.kind !== 'call') continue;
    if (use === 'setdefault' || use === 'putenv') {
      const [name, value] = access.arguments;
      if (name && value && access.arguments.every(({ star }) => star === '')) {
        add(site, use, name.value, value.value, { nameSpan: name.value.span, span: access.span });
      } else isOpen = true;
    } else if (use === 'update') {
      if (!readUpdate(access, (name, value, place) => add(site, 'update', name, value, place))) isOpen = true;
    }
  }
  return { writes, isOpen };
}

interface Place {
  readonly nameSpan: EnvironmentWrite['nameSpan'];
  readonly span: EnvironmentWrite['span'];
}

/** Reads `update({"X": 1}, Y=2)`; answers whether all of it is seen. */
function readUpdate(call: CallExpression, add: (name: Expression | string, value: Expression, place: Place) => void): boolean {
  let isSeen = true;
  for (const argument of call.arguments) {
    if (argument.name !== undefined && argument.nameSpan) {
      add(argument.name, argument.value, { nameSpan: argument.nameSpan, span: argument.span });
      continue;
    }
    const entries = entriesOf(argument);
    if (entries === undefined) isSeen = false;
    for (const { key, value, span } of entries ?? []) {
      if (key) add(key, value, { nameSpan: key.span, span });
      else isSeen = false;
    }
  }
  return isSeen;
}

function entriesOf({ value, star }: Argument) {
  return value.kind === 'dictionary' && star !== '*' ? value.entries : undefined;
}

/** What type a value certainly has. */
export function typeOfValue(expression: Expression, context: ScriptContext, depth = 0): ValueType | undefined {
  const { evaluator, names } = context;
  if (depth > 4) return undefined;
  switch (expression.kind) {
    case 'string':
      return expression.isBytes ? undefined : 'str';
    case 'number':
      return expression.value === undefined ? undefined : expression.isFloat ? 'float' : 'int';
    case 'constant':
      return expression.value === null ? 'None' : 'bool';
    case 'list':
    case 'tuple':
      return expression.kind;
    case 'dictionary':
      return 'dict';
    case 'unary':
      if (expression.operator === 'not') return 'bool';
      return expression.operator === '-' ? typeOfValue(expression.operand, context, depth + 1) : undefined;
    case 'binary':
      return typeOfBinary(expression, context, depth);
    case 'conditional': {
      const type = typeOfValue(expression.then, context, depth + 1);
      return type === typeOfValue(expression.otherwise, context, depth + 1) ? type : undefined;
    }
    case 'call':
      return typesOfCalls.get(names.qualifiedName(expression.callee) ?? '');
    case 'name':
    case 'attribute': {
      const value = evaluator.resolve(expression);
      return value === expression ? typeOfArgument(expression, context) : typeOfValue(value, context, depth + 1);
    }
    default:
      return undefined;
  }
}

const typesOfCalls: ReadonlyMap<string, ValueType> = new Map([
  ['builtins.str', 'str'],
  ['builtins.int', 'int'],
  ['builtins.len', 'int'],
  ['builtins.float', 'float'],
  ['builtins.bool', 'bool'],
  ['builtins.list', 'list'],
  ['builtins.dict', 'dict'],
  ['builtins.isinstance', 'bool'],
  ['torch.cuda.device_count', 'int'],
  ['torch.cuda.is_available', 'bool'],
  ['torch.distributed.get_rank', 'int'],
  ['torch.distributed.get_world_size', 'int'],
  ['os.cpu_count', 'int'],
  ['multiprocessing.cpu_count', 'int'],
  ['os.getpid', 'int'],
  ['pathlib.Path', 'Path'],
  ['os.path.join', 'str'],
  ['json.dumps', 'str'],
]);

function typeOfBinary(expression: Expression & { readonly kind: 'binary' }, context: ScriptContext, depth: number): ValueType | undefined {
  const { operator } = expression;
  // What a comparison of arrays gives is an array: only of these nobody can make something else.
  if (operator === 'is' || operator === 'is not' || operator === 'in' || operator === 'not in') return 'bool';
  if (operator === 'and' || operator === 'or') return undefined;
  const left = typeOfValue(expression.left, context, depth + 1);
  const right = typeOfValue(expression.right, context, depth + 1);
  if (left === 'str' && (operator === '%' || (operator === '+' && right === 'str'))) return 'str';
  const areNumbers = (left === 'int' || left === 'float') && (right === 'int' || right === 'float');
  if (!areNumbers || !/^(?:[+*-]|\/\/?|%|\*\*)$/.test(operator)) return undefined;
  return left === 'float' || right === 'float' || operator === '/' ? 'float' : 'int';
}

/** The type that an argument's converter gives; a default that is not a text keeps its own. */
function typeOfArgument(expression: Expression, context: ScriptContext): ValueType | undefined {
  const read = context.arguments.reads.find((candidate) => candidate.expression === expression);
  if (read === undefined || read.isRewritten || read.arguments.length === 0) return undefined;
  const types = new Set(
    read.arguments.map((argument): ValueType | undefined => {
      const converter = argument.type?.converter;
      if (argument.isOpen || argument.nargs || argument.action.kind !== 'value' || argument.action.name !== 'store') return undefined;
      if (converter?.kind !== 'builtin' || (converter.name !== 'int' && converter.name !== 'float')) return undefined;
      const given = argument.default?.value;
      const type = converter.name;
      if (given === undefined || (given.known && given.value === null)) return type;
      return given.known && (typeof given.value === 'number' || typeof given.value === 'string') ? type : undefined;
    }),
  );
  const [type] = types;
  return types.size === 1 ? type : undefined;
}
