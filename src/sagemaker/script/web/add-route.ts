import type { TextEdit } from '../../../text/edit.js';
import type { Span } from '../../../text/span.js';
import type { ScriptModel } from '../model.js';
import type { Route } from '../server.js';

/** How a route and its answer are written in a framework: the decorator behind the application's name, and the function. */
const written: Readonly<
  Record<string, { decorator(path: string, method: 'GET' | 'POST', quote: string): string; definition: string; answer: string }>
> = {
  flask: { decorator: flaskDecorator, definition: 'def ping():', answer: 'return "", 200' },
  quart: { decorator: flaskDecorator, definition: 'async def ping():', answer: 'return "", 200' },
  fastapi: {
    decorator: (path, method, quote) => `.${method.toLowerCase()}(${quote}${path}${quote})`,
    definition: 'def ping():',
    answer: 'return {}',
  },
};

function flaskDecorator(path: string, method: string, quote: string): string {
  return `.route(${quote}${path}${quote}, methods=[${quote}${method}${quote}])`;
}

/** Adds a function that answers a health check behind the one of another route; undefined where that is no decorated function of the module. */
export function addedRoute(script: ScriptModel, neighbour: Route, path: string): TextEdit | undefined {
  const { text } = script.document;
  const place = placeOf(script, neighbour);
  const form = neighbour.framework && written[neighbour.framework];
  if (!place || !form || script.names.module.bindings.has('ping')) return undefined;
  const end = endOfLine(text, place.function.end);
  const lines = [`@${place.application}${form.decorator(path, 'GET', place.quote)}`, form.definition, `    ${form.answer}`];
  return { span: { start: end, end }, newText: `\n\n\n${lines.join('\n')}` };
}

/** Gives a second path to the one function that takes POST; undefined where there are several, or none. */
export function aliasedRoute(
  script: ScriptModel,
  neighbour: Route,
  path: string,
): { readonly edit: TextEdit; readonly name: string; readonly path: string; readonly span: Span } | undefined {
  const posting = script.server.routes.filter(
    ({ methods, owner }) => methods.known && methods.names.includes('POST') && owner === neighbour.owner,
  );
  const [route] = posting;
  const place = route && posting.length === 1 ? placeOf(script, route) : undefined;
  const form = route?.framework && written[route.framework];
  if (!route?.path.known || !place || !form || !route.function) return undefined;
  // In front of the `@`.
  const start = script.document.text.lastIndexOf('@', route.span.start);
  const newText = `@${place.application}${form.decorator(path, 'POST', place.quote)}\n`;
  return { edit: { span: { start, end: start }, newText }, name: route.function.name, path: route.path.value, span: route.pathSpan };
}

/** Where a decorated function of the module stands, and how its application is written. */
function placeOf({ document }: ScriptModel, route: Route) {
  const { text } = document;
  const { call, path, ownPath } = route;
  if (!route.function || call?.callee.kind !== 'attribute') return undefined;
  // Behind a prefix, another path would be another one.
  if (!path.known || !ownPath.known || path.value !== ownPath.value) return undefined;
  const at = text.lastIndexOf('@', route.span.start);
  const isAtMargin = at === 0 || text[at - 1] === '\n';
  if (!isAtMargin || text.slice(at + 1, route.span.start).trim() !== '') return undefined;
  const { start, end } = call.callee.object.span;
  return { function: route.function.span, application: text.slice(start, end), quote: text[route.pathSpan.start - 1] === "'" ? "'" : '"' };
}

function endOfLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' ? end - 1 : end;
}
