import type { CallExpression, ClassStatement, Expression } from '../../../languages/python/syntax.js';
import type { ScriptContext } from '../context.js';
import type { MethodsArgument, RouteMethods } from '../server.js';
import { argumentOf, isWholeCall } from './arguments.js';
import { httpMethods } from './frameworks.js';

export const unknownMethods: RouteMethods = { known: false, argument: undefined };

/** Methods that the name of a decorator says. */
export function namedMethods(...names: readonly string[]): RouteMethods {
  return { known: true, names: names.map((name) => name.toUpperCase()), isDefault: false, argument: undefined };
}

/** The methods of a route that has an argument for them, GET where that is not given. */
export function readMethods(
  { document, evaluator }: ScriptContext,
  call: CallExpression,
  keywords: readonly string[],
  place?: number,
): RouteMethods {
  const argument = argumentOf(call, keywords, place);
  if (argument === 'unknown' || !isWholeCall(call, document.text)) return unknownMethods;
  if (argument === 'absent') return { known: true, names: ['GET'], isDefault: true, argument: undefined };
  const written: MethodsArgument = {
    span: argument.span,
    valueSpan: argument.value.span,
    endOfElements: isList(argument.value) ? argument.value.elements.at(-1)?.span.end : undefined,
  };
  const value = evaluator.resolve(argument.value);
  const elements = isList(value) ? value.elements : [value];
  const names: string[] = [];
  for (const element of elements) {
    const text = evaluator.text(element);
    if (!text.known || text.assumed) return { known: false, argument: written };
    names.push(text.value.toUpperCase());
  }
  return { known: true, names, isDefault: false, argument: written };
}

function isList(expression: Expression): expression is Expression & { readonly kind: 'list' | 'tuple' | 'set' } {
  return expression.kind === 'list' || expression.kind === 'tuple' || expression.kind === 'set';
}

/** The methods that a class of the file answers: `get`, or with a prefix `on_get`. Unknown where it may inherit others. */
export function methodsOfClass(definition: ClassStatement, prefix: string, isPlainBase: (base: Expression) => boolean): RouteMethods {
  const names = definition.body.flatMap((statement) => {
    if (statement.kind !== 'function' || !statement.name.startsWith(prefix)) return [];
    const method = statement.name.slice(prefix.length);
    return httpMethods.has(method) ? [method] : [];
  });
  return definition.bases.every(({ value }) => isPlainBase(value)) ? namedMethods(...names) : unknownMethods;
}
