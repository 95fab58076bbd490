import type { CallExpression, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { known, unknown, type Value } from '../../value.js';
import type { ScriptContext } from '../context.js';
import type { Route, RouteMethods } from '../server.js';
import { contentOf, type GivenArgument } from './arguments.js';
import type { WebFramework } from './frameworks.js';
import type { WebMeaning, WebObjects } from './objects.js';
import { join, type Prefixes } from './prefixes.js';

/** What the readers of routes share. */
export interface RouteReading {
  readonly context: ScriptContext;
  readonly objects: WebObjects;
  readonly prefixes: Prefixes;
}

/** What a reader has found of a route. */
export interface FoundRoute {
  readonly meaning: WebMeaning;
  /** Where the meaning says none. */
  readonly framework?: WebFramework;
  readonly path: GivenArgument;
  readonly methods: RouteMethods;
  readonly call: CallExpression;
  readonly function: FunctionStatement | undefined;
}

/** Makes the route of what was found. */
export function makeRoute({ context, prefixes }: RouteReading, found: FoundRoute): Route {
  const { meaning, path, call } = found;
  const ownPath = typeof path === 'string' ? unknown('no path is given here') : context.evaluator.text(path.value);
  return {
    framework: frameworkOf(meaning) ?? found.framework,
    path: join([prefixOf(meaning, prefixes), ownPath]),
    ownPath,
    pathSpan: typeof path === 'string' ? call.span : contentOf(path.value),
    methods: found.methods,
    span: call.span,
    nameSpan: call.callee.span,
    function: found.function,
    call,
    owner: meaning.kind === 'object' ? meaning.object.call.span.start : undefined,
  };
}

/** The framework that a meaning tells. */
export function frameworkOf(meaning: WebMeaning): WebFramework | undefined {
  return meaning.kind === 'object' ? meaning.object.framework : meaning.kind === 'annotated' ? meaning.framework : undefined;
}

function prefixOf(meaning: WebMeaning, prefixes: Prefixes): Value<string> {
  if (meaning.kind === 'object') return prefixes.prefixOf(meaning.object);
  // An application that comes from elsewhere has no prefix, a router may.
  return meaning.kind === 'annotated' && !meaning.isPart ? known('') : unknown('it comes from another file');
}

/** The function of the file that an expression names. */
export function functionNamed({ names }: ScriptContext, expression: Expression | undefined): FunctionStatement | undefined {
  if (expression?.kind !== 'name') return undefined;
  const [binding, ...others] = names.bindingsOf(expression);
  return binding?.statement?.kind === 'function' && others.length === 0 ? binding.statement : undefined;
}
