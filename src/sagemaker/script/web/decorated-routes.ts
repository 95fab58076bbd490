import type { ClassStatement, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { walkStatements } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import type { Route, RouteMethods } from '../server.js';
import { argumentOf } from './arguments.js';
import { frameworkOf, makeRoute, type RouteReading } from './found-route.js';
import { httpMethods, methodsKeyword, type WebFramework } from './frameworks.js';
import { methodsOfClass, namedMethods, readMethods, unknownMethods } from './methods.js';
import type { WebMeaning } from './objects.js';

const pathKeywords = ['rule', 'path', 'uri'];
/** Decorators that answer requests before any route does. */
const catching = /^(before_request|before_app_request|before_serving|middleware|on_request|on_message)$/;
/** Modules whose decorators take paths and are no server's. */
const clients = /^(requests|requests_mock|responses|respx|httpx|mock|unittest|pytest|httpretty|locust|flask_testing|click|typer|re)\b/;

/** Reads `@app.route("/ping")`, `@router.post(...)`, `@api.route` above a class, `@bottle.get(...)`. */
export function readDecoratedRoutes(reading: RouteReading): { readonly routes: readonly Route[]; readonly isOpen: boolean } {
  const { context, objects } = reading;
  const routes: Route[] = [];
  let isOpen = false;
  walkStatements(context.syntax.body, (statement) => {
    if (statement.kind !== 'function' && statement.kind !== 'class') return;
    for (const decorator of statement.decorators) {
      const callee = decorator.kind === 'call' ? decorator.callee : decorator;
      if (callee.kind === 'attribute' && catching.test(callee.name)) {
        isOpen ||= objects.meaningOf(callee.object).kind !== 'unknown' || callee.object.kind === 'name';
        continue;
      }
      const route = decorator.kind === 'call' ? readDecorator(reading, decorator, statement) : undefined;
      if (route) routes.push(route);
    }
  });
  return { routes, isOpen };
}

function readDecorator(
  reading: RouteReading,
  decorator: Expression & { readonly kind: 'call' },
  definition: FunctionStatement | ClassStatement,
): Route | undefined {
  const { context, objects } = reading;
  const { callee } = decorator;
  const qualified = context.names.qualifiedName(callee);
  const isBottle = qualified !== undefined && /^bottle\.\w+$/.test(qualified);
  if (callee.kind !== 'attribute' && !isBottle) return undefined;
  const method = callee.kind === 'attribute' || callee.kind === 'name' ? (isBottle ? (qualified ?? '').slice(7) : callee.name) : '';
  if (method !== 'route' && method !== 'api_route' && !httpMethods.has(method)) return undefined;
  const meaning: WebMeaning = isBottle
    ? { kind: 'annotated', framework: 'bottle', isPart: false }
    : callee.kind === 'attribute'
      ? objects.meaningOf(callee.object)
      : { kind: 'unknown' };
  const path = argumentOf(decorator, pathKeywords, 0);
  if (meaning.kind === 'unknown') {
    // Of what comes from elsewhere only a decorator that plainly names a path is held to be a route.
    if (qualified !== undefined && clients.test(qualified)) return undefined;
    const text = typeof path === 'string' ? undefined : context.evaluator.text(path.value);
    if (!text?.known || !text.value.startsWith('/')) return undefined;
  }
  const framework = frameworkOf(meaning);
  return makeRoute(reading, {
    meaning,
    path,
    methods: methodsOf(context, decorator, method, framework, definition),
    call: decorator,
    function: definition.kind === 'function' ? definition : undefined,
  });
}

function methodsOf(
  context: ScriptContext,
  decorator: Expression & { readonly kind: 'call' },
  method: string,
  framework: WebFramework | undefined,
  definition: FunctionStatement | ClassStatement,
): RouteMethods {
  if (httpMethods.has(method)) return namedMethods(method);
  if (definition.kind === 'class') {
    return methodsOfClass(definition, '', (base) => /(^|\.)(Resource|MethodView)$/.test(context.names.qualifiedName(base) ?? ''));
  }
  // Starlette and Sanic take others along with GET in some versions, frameworks of which nothing is known may do anything.
  const methods = readMethods(context, decorator, methodsKeyword(framework), framework === 'bottle' ? 1 : undefined);
  return framework === undefined && methods.known && methods.isDefault ? unknownMethods : methods;
}
