import type { Argument, CallExpression, ClassStatement, Expression } from '../../../languages/python/syntax.js';
import type { ScriptContext } from '../context.js';
import type { Route, RouteMethods } from '../server.js';
import { argumentOf, type GivenArgument } from './arguments.js';
import { type FoundRoute, frameworkOf, functionNamed, makeRoute, type RouteReading } from './found-route.js';
import { httpMethods, type WebFramework } from './frameworks.js';
import { methodsOfClass, namedMethods, readMethods, unknownMethods } from './methods.js';
import type { WebMeaning } from './objects.js';

/** Calls that are given an application and add nothing to it that answers /ping. */
const harmless =
  /^(uvicorn|waitress|gevent|hypercorn|daphne|wsgiref|werkzeug|cheroot|eventlet|gunicorn|asyncio|asgiref|a2wsgi|nest_asyncio|flask_cors|flask_compress|flask_sqlalchemy|flask_migrate|flask_restful|flask_restx|flask_restplus|fastapi|starlette|aiohttp|tornado|bottle|mangum|whitenoise|logging|builtins|multiprocessing|threading|http|socketserver)\b/;
const harmlessMiddleware = /(CORS|GZip|TrustedHost|HTTPSRedirect|Session|ProxyHeaders)Middleware$/;

/** Reads routes that are added by calls: `add_url_rule`, `add_api_route`, `Route(...)`, `add_resource`, Django's `path`. */
export function readCalledRoutes(reading: RouteReading): { readonly routes: readonly Route[]; readonly isOpen: boolean } {
  const { context, objects } = reading;
  const routes: Route[] = [];
  let isOpen = false;
  for (const { call } of context.calls) {
    const found = readCall(reading, call);
    for (const route of found ?? []) routes.push(makeRoute(reading, route));
    if (!found && handsOn(reading, call)) isOpen = true;
  }
  // Routes that are handed to an application as a whole.
  for (const { call, framework } of objects.all) {
    const given = framework === 'starlette' || framework === 'fastapi' ? argumentOf(call, ['routes']) : 'absent';
    if (given === 'unknown') isOpen = true;
    else if (given !== 'absent' && context.evaluator.resolve(given.value).kind !== 'list') isOpen = true;
  }
  return { routes, isOpen };
}

function readCall(reading: RouteReading, call: CallExpression): readonly FoundRoute[] | undefined {
  const { context, objects } = reading;
  const { callee } = call;
  const qualified = context.names.qualifiedName(callee);
  if (qualified !== undefined) {
    const route = readConstructor(context, call, qualified);
    if (route) return [route];
  }
  if (callee.kind !== 'attribute') return undefined;
  const { name } = callee;
  const isAdding = /^add_(url_rule|api_route|route|resource|get|post|put|delete|patch|head|view)$/.test(name);
  if (!isAdding) return undefined;
  const meaning = objects.meaningOf(callee.object);
  const common = { meaning, call };
  const argument = (names: readonly string[], place?: number): GivenArgument => argumentOf(call, names, place);
  const view = (names: readonly string[], place?: number) => functionOf(context, argument(names, place));
  switch (name) {
    case 'add_url_rule': {
      const handler = argument(['view_func'], 2);
      // A view that is a class answers what its methods say, unless `methods` is given.
      const methods = readMethods(context, call, ['methods']);
      const isFunction = functionOf(context, handler) !== undefined;
      return [
        {
          ...common,
          path: argument(['rule'], 0),
          methods: methods.known && methods.isDefault && !isFunction ? methodsOfView(context, handler) : methods,
          function: functionOf(context, handler),
        },
      ];
    }
    case 'add_api_route':
      return [
        { ...common, path: argument(['path'], 0), methods: readMethods(context, call, ['methods']), function: view(['endpoint'], 1) },
      ];
    case 'add_resource': {
      const paths = call.arguments.slice(1).filter(({ name: keyword, star }) => keyword === undefined && star === '');
      const methods = methodsOfView(context, argument([], 0));
      return paths.map((path) => ({ ...common, path, methods, function: undefined }));
    }
    case 'add_route':
      return [readAddRoute(context, call, meaning)];
    case 'add_view':
      return [{ ...common, path: argument(['path'], 0), methods: unknownMethods, function: undefined }];
    default:
      // aiohttp's `app.router.add_post("/invocations", handler)`
      return [{ ...common, path: argument(['path'], 0), methods: namedMethods(name.slice(4)), function: view(['handler'], 1) }];
  }
}

/** `add_route` has its own order in each framework: Falcon and Starlette (path, ...), Sanic (handler, path), aiohttp (method, path, handler). */
function readAddRoute(context: ScriptContext, call: CallExpression, meaning: WebMeaning): FoundRoute {
  const common = { meaning, call };
  const { evaluator } = context;
  const texts = call.arguments.slice(0, 2).map(({ value, star }) => (star === '' ? evaluator.text(value) : undefined));
  const isPath = (index: number): boolean => texts[index]?.known === true && /^\//.test(texts[index].value);
  const place = isPath(0) ? 0 : isPath(1) ? 1 : undefined;
  const framework = frameworkOf(meaning);
  const path =
    place === undefined
      ? argumentOf(call, ['path', 'uri', 'uri_template'], framework === 'aiohttp' || framework === 'sanic' ? 1 : 0)
      : (call.arguments[place] ?? 'unknown');
  const [first] = texts;
  if (first?.known && place === 1 && httpMethods.has(first.value.toLowerCase())) {
    return {
      ...common,
      framework: 'aiohttp',
      path,
      methods: namedMethods(first.value),
      function: functionOf(context, argumentOf(call, ['handler'], 2)),
    };
  }
  const handler = argumentOf(call, ['route', 'resource', 'handler'], place === 1 ? 0 : 1);
  const methods =
    framework === 'falcon'
      ? methodsOfView(context, handler)
      : framework === 'starlette' || framework === 'fastapi' || framework === 'sanic'
        ? readMethods(context, call, ['methods'])
        : unknownMethods;
  return { ...common, path, methods, function: functionOf(context, handler) };
}

/** `Route("/ping", ping)`, `web.post("/invocations", f)`, `path("ping", view)`. */
function readConstructor(context: ScriptContext, call: CallExpression, qualified: string): FoundRoute | undefined {
  const make = (framework: WebFramework, path: GivenArgument, methods: RouteMethods, handler: GivenArgument): FoundRoute => ({
    // Whatever holds the list has no prefix that the framework would add.
    meaning: { kind: 'annotated', framework, isPart: false },
    framework,
    path,
    methods,
    call,
    function: functionOf(context, handler),
  });
  if (/^(starlette\.routing\.(Route|APIRoute)|fastapi\.routing\.APIRoute)$/.test(qualified)) {
    const handler = argumentOf(call, ['endpoint'], 1);
    const methods = readMethods(context, call, ['methods']);
    const isClass = methods.known && methods.isDefault && functionOf(context, handler) === undefined;
    return make('starlette', argumentOf(call, ['path'], 0), isClass ? unknownMethods : methods, handler);
  }
  const web = /^aiohttp\.web\.(\w+)$/.exec(qualified)?.[1];
  if (web !== undefined && (httpMethods.has(web) || web === 'view' || web === 'route')) {
    const place = web === 'route' ? 1 : 0;
    const methods = httpMethods.has(web) ? namedMethods(web) : unknownMethods;
    return make('aiohttp', argumentOf(call, ['path'], place), methods, argumentOf(call, ['handler'], place + 1));
  }
  if (/^django\.(urls|conf\.urls)\.(path|re_path|url)$/.test(qualified)) {
    return make('django', argumentOf(call, ['route', 'regex'], 0), unknownMethods, argumentOf(call, ['view'], 1));
  }
  return undefined;
}

function functionOf(context: ScriptContext, given: GivenArgument) {
  return typeof given === 'string' ? undefined : functionNamed(context, given.value);
}

/** The methods of a class-based view: `Ping`, `Ping()`, `Ping.as_view("ping")`. */
function methodsOfView(context: ScriptContext, given: GivenArgument): RouteMethods {
  if (typeof given === 'string') return unknownMethods;
  const definition = classOf(context, given);
  if (!definition) return unknownMethods;
  const isFalcon = definition.body.some((statement) => statement.kind === 'function' && statement.name.startsWith('on_'));
  return methodsOfClass(definition, isFalcon ? 'on_' : '', (base) =>
    /(^|\.)(Resource|MethodView|HTTPEndpoint|RequestHandler|object)$/.test(context.names.qualifiedName(base) ?? ''),
  );
}

function classOf({ names, evaluator }: ScriptContext, { value }: Argument): ClassStatement | undefined {
  let expression: Expression = evaluator.resolve(value);
  while (expression.kind === 'call' || (expression.kind === 'attribute' && expression.name === 'as_view')) {
    expression = expression.kind === 'call' ? expression.callee : expression.object;
  }
  if (expression.kind !== 'name') return undefined;
  const [binding, ...others] = names.bindingsOf(expression);
  return binding?.statement?.kind === 'class' && others.length === 0 ? binding.statement : undefined;
}

/** Whether a call is given an application and may add to it what is not seen here. */
function handsOn({ context, objects }: RouteReading, call: CallExpression): boolean {
  if (objects.all.length === 0) return false;
  const { callee } = call;
  const qualified = context.names.qualifiedName(callee);
  if (callee.kind === 'attribute' && callee.name === 'add_middleware') {
    const [middleware] = call.arguments;
    return !middleware || !harmlessMiddleware.test(context.names.qualifiedName(middleware.value) ?? '');
  }
  if (qualified !== undefined && (harmless.test(qualified) || /\b(TestClient|Instrumentator)\b/.test(qualified))) return false;
  if (context.flow.functionOf(call) !== undefined) return false;
  // What is a class of the file is seen as well.
  if (callee.kind === 'name' && context.names.bindingsOf(callee).some(({ kind }) => kind === 'class' || kind === 'function')) return false;
  if (
    callee.kind === 'attribute' &&
    /^(register_blueprint|blueprint|include_router|mount|add_subapp|add_namespace|add_routes|append|run|serve|set_app|update)$/.test(
      callee.name,
    )
  ) {
    return false;
  }
  return call.arguments.some(({ value }) => {
    if (value.kind !== 'name') return false;
    const meaning = objects.meaningOf(value);
    return meaning.kind === 'object' && !meaning.object.isPart;
  });
}
