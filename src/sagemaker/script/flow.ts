import type { Binding, PythonNames } from '../../languages/python/names.js';
import type {
  CallExpression,
  ClassStatement,
  Expression,
  FunctionStatement,
  IfStatement,
  Parameter,
  Statement,
} from '../../languages/python/syntax.js';
import { type Enclosure, functionAround, type PythonCall, walkStatements } from '../../languages/python/walk.js';

/** When something of a file is run. */
export interface Run {
  /** load: whenever the file is loaded, imported or started. main: only where it is started as a program. unknown: in a function that nothing in the file is seen to call. */
  readonly when: 'load' | 'main' | 'unknown';
  /** The function that it stands in. */
  readonly function: FunctionStatement | undefined;
  /** A branch, a loop or an exception handler is around it, or around a call that leads to it: it may be passed by. */
  readonly isConditional: boolean;
}

/** Which functions of a file its own code calls. */
export interface ScriptFlow {
  /** The function of the file that a call runs; undefined where it is another, or may be one of several. */
  functionOf(call: CallExpression): CalledFunction | undefined;
  /** The calls of a function that are seen in the file. */
  callsOf(definition: FunctionStatement): readonly PythonCall[];
  /** Whether the function is handed on or decorated: others may call it. */
  isHandedOn(definition: FunctionStatement): boolean;
  /** The expression that a call gives a parameter; 'default' where it leaves it out; undefined where stars hide that. */
  given(call: CallExpression, called: CalledFunction, parameter: Parameter): Expression | 'default' | undefined;
  /** When something is run that stands in a body, and perhaps in a lambda. */
  runOf(place: { readonly within: Enclosure | undefined; readonly lambda?: unknown }): Run;
}

export interface CalledFunction {
  readonly definition: FunctionStatement;
  /** A method called of an object: `self` is filled. */
  readonly isBound: boolean;
}

/** Reads who calls whom; nothing before it is asked for. */
export function readFlow(body: readonly Statement[], names: PythonNames, calls: () => readonly PythonCall[]): ScriptFlow {
  let found: Graph | undefined;
  const graph = () => {
    found ??= readGraph(body, names, calls());
    return found;
  };
  let runs: ReadonlyMap<FunctionStatement, Run> | undefined;
  const runOf = (place: { readonly within: Enclosure | undefined; readonly lambda?: unknown }): Run => {
    const definition = functionAround(place.within);
    if (place.lambda !== undefined) return { when: 'unknown', function: definition, isConditional: true };
    const here = placeOf(place.within);
    if (definition === undefined) return { when: here.isMain ? 'main' : 'load', function: undefined, isConditional: here.isConditional };
    runs ??= readRuns(graph());
    const run = runs.get(definition);
    return { when: run?.when ?? 'unknown', function: definition, isConditional: here.isConditional || (run?.isConditional ?? true) };
  };
  return {
    functionOf: (call) => graph().functionOf(call),
    callsOf: (definition) => graph().callsOf.get(definition) ?? [],
    isHandedOn: (definition) => graph().handedOn.has(definition),
    given,
    runOf,
  };
}

interface Graph {
  readonly functions: readonly FunctionStatement[];
  readonly callsOf: ReadonlyMap<FunctionStatement, readonly PythonCall[]>;
  /** Functions that a call is given as a value, with those calls. */
  readonly handedOn: ReadonlyMap<FunctionStatement, readonly PythonCall[]>;
  functionOf(call: CallExpression): CalledFunction | undefined;
}

function readGraph(body: readonly Statement[], names: PythonNames, calls: readonly PythonCall[]): Graph {
  const functions: FunctionStatement[] = [];
  const methods = new Map<FunctionStatement, ClassStatement>();
  const known = new Set<string>();
  walkStatements(body, (statement, within) => {
    if (statement.kind === 'class') known.add(statement.name);
    if (statement.kind !== 'function') return;
    functions.push(statement);
    known.add(statement.name);
    if (within?.statement.kind === 'class') methods.set(statement, within.statement);
  });
  const functionOf = (call: CallExpression): CalledFunction | undefined => {
    const { callee } = call;
    if (callee.kind === 'name') return known.has(callee.name) ? functionOfBinding(only(names.bindingsOf(callee))) : undefined;
    if (callee.kind !== 'attribute' || !known.has(callee.name)) return undefined;
    if (callee.object.kind === 'call') return methodOfNew(callee.object, callee.name);
    return callee.object.kind === 'name' ? methodOf(callee.object, callee.name) : undefined;
  };
  /** `Trainer(args).run()` */
  const methodOfNew = ({ callee }: CallExpression, name: string): CalledFunction | undefined => {
    const made = callee.kind === 'name' && known.has(callee.name) ? only(names.bindingsOf(callee)) : undefined;
    return made?.kind === 'class' && made.statement?.kind === 'class' ? methodIn(made.statement, name, true) : undefined;
  };
  const methodOf = (object: Expression & { readonly kind: 'name' }, name: string): CalledFunction | undefined => {
    const binding = only(names.bindingsOf(object));
    if (binding?.kind === 'class' && binding.statement?.kind === 'class') return methodIn(binding.statement, name, false);
    if (binding?.kind === 'parameter' && binding.statement?.kind === 'function' && binding.statement.parameters[0] === binding.parameter) {
      const owner = methods.get(binding.statement);
      return owner && methodIn(owner, name, true);
    }
    // `trainer = Trainer(args)`
    const value = binding?.kind === 'assignment' && binding.position.length === 0 ? binding.value : undefined;
    return value?.kind === 'call' ? methodOfNew(value, name) : undefined;
  };
  const callsOf = new Map<FunctionStatement, PythonCall[]>();
  const handedOn = new Map<FunctionStatement, PythonCall[]>();
  for (const call of calls) {
    const called = functionOf(call.call);
    if (called) addTo(callsOf, called.definition, call);
    for (const { value } of call.call.arguments) {
      if (value.kind !== 'name' || !known.has(value.name)) continue;
      const handed = functionOfBinding(only(names.bindingsOf(value)));
      if (handed) addTo(handedOn, handed.definition, call);
    }
  }
  return { functions, callsOf, handedOn, functionOf };
}

function functionOfBinding(binding: Binding | undefined): CalledFunction | undefined {
  const statement = binding?.statement;
  if (binding?.kind === 'function' && statement?.kind === 'function') return { definition: statement, isBound: false };
  // A class that is called runs its __init__.
  if (binding?.kind === 'class' && statement?.kind === 'class') return methodIn(statement, '__init__', true);
  return undefined;
}

function methodIn(owner: ClassStatement, name: string, isObject: boolean): CalledFunction | undefined {
  const found = owner.body.filter((statement) => statement.kind === 'function' && statement.name === name);
  const [method] = found;
  if (found.length !== 1 || method?.kind !== 'function') return undefined;
  const decorators = method.decorators.map((decorator) => (decorator.kind === 'name' ? decorator.name : ''));
  if (decorators.includes('staticmethod')) return { definition: method, isBound: false };
  return { definition: method, isBound: isObject || decorators.includes('classmethod') };
}

function only(bindings: readonly Binding[]): Binding | undefined {
  return bindings.length === 1 ? bindings[0] : undefined;
}

function addTo(map: Map<FunctionStatement, PythonCall[]>, key: FunctionStatement, call: PythonCall): void {
  const known = map.get(key);
  if (known) known.push(call);
  else map.set(key, [call]);
}

function given(call: CallExpression, called: CalledFunction, parameter: Parameter): Expression | 'default' | undefined {
  if (parameter.star !== '') return undefined;
  const named = call.arguments.find((argument) => argument.name === parameter.name);
  if (named) return named.value;
  const { parameters } = called.definition;
  const place = parameters.indexOf(parameter) - (called.isBound ? 1 : 0);
  if (place < 0) return undefined;
  const positional = call.arguments.filter((argument) => argument.name === undefined && argument.star !== '**');
  const isStarred = call.arguments.some((argument) => argument.star !== '');
  if (!parameter.isKeywordOnly) {
    const before = positional.slice(0, place + 1);
    const argument = before[place];
    if (argument && before.every(({ star }) => star === '')) return argument.value;
  }
  return isStarred ? undefined : 'default';
}

/** Whether a branch, a loop or an exception handler is around something, up to the function or the module; the main guard does not count. */
export function isConditional(within: Enclosure | undefined): boolean {
  return placeOf(within).isConditional;
}

/** What is around something, up to the function or the module. */
function placeOf(within: Enclosure | undefined): { readonly isMain: boolean; readonly isConditional: boolean } {
  let isMain = false;
  let isConditional = false;
  for (let next = within; next; next = next.outer) {
    const { statement, part } = next;
    if (statement.kind === 'function') break;
    if (statement.kind === 'if' && part === 'body' && next.index === 0 && isMainGuard(statement)) isMain = true;
    else if (statement.kind === 'if' || statement.kind === 'for' || statement.kind === 'while') isConditional = true;
    else if (statement.kind === 'match' || statement.kind === 'unknown') isConditional = true;
    else if (statement.kind === 'try' && (part === 'handler' || part === 'otherwise')) isConditional = true;
  }
  return { isMain, isConditional };
}

/** `if __name__ == "__main__":` */
export function isMainGuard(statement: IfStatement): boolean {
  const test = statement.branches[0]?.test;
  if (test?.kind !== 'binary' || test.operator !== '==') return false;
  const sides = [test.left, test.right];
  return (
    sides.some((side) => side.kind === 'name' && side.name === '__name__') &&
    sides.some((side) => side.kind === 'string' && side.value === '__main__')
  );
}

/** Follows calls from the module's own code, the surest way first. */
function readRuns({ callsOf, handedOn, functions }: Graph): ReadonlyMap<FunctionStatement, Run> {
  const calledIn = new Map<
    FunctionStatement | undefined,
    { readonly to: FunctionStatement; readonly call: PythonCall; readonly isHanded: boolean }[]
  >();
  for (const [edges, isHanded] of [
    [callsOf, false],
    [handedOn, true],
  ] as const) {
    for (const [to, from] of edges) {
      for (const call of from) {
        const around = functionAround(call.within);
        const known = calledIn.get(around);
        if (known) known.push({ to, call, isHanded });
        else calledIn.set(around, [{ to, call, isHanded }]);
      }
    }
  }
  const runs = new Map<FunctionStatement, Run>();
  // Four waves, each sure to find the best way that is left: loaded before started, certain before conditional.
  for (const [when, isConditional] of [
    ['load', false],
    ['main', false],
    ['load', true],
    ['main', true],
  ] as const) {
    const open: FunctionStatement[] = [];
    const reach = (definition: FunctionStatement) => {
      if (runs.has(definition)) return;
      runs.set(definition, { when, function: definition, isConditional });
      open.push(definition);
    };
    const follow = (from: FunctionStatement | undefined) => {
      for (const { to, call, isHanded } of calledIn.get(from) ?? []) {
        const place = placeOf(call.within);
        if (from === undefined && place.isMain !== (when === 'main')) continue;
        if (!isConditional && (place.isConditional || isHanded || call.lambda)) continue;
        reach(to);
      }
    };
    follow(undefined);
    if (isConditional) for (const definition of functions) if (runs.get(definition)?.when === when) follow(definition);
    for (let next = open.pop(); next; next = open.pop()) follow(next);
  }
  return runs;
}
