import type { ClassStatement, Expression, FunctionStatement } from '../../../languages/python/syntax.js';
import { forEachExpression, walkExpressions, walkStatements } from '../../../languages/python/walk.js';
import { known, unknown } from '../../value.js';
import type { Route, RouteMethods } from '../server.js';
import { contentOf } from './arguments.js';
import type { RouteReading } from './found-route.js';
import type { WebFramework } from './frameworks.js';
import { methodsOfClass, namedMethods, unknownMethods } from './methods.js';

/** Reads the routes of frameworks that go by classes: `http.server` and Tornado. */
export function readClassRoutes({ context }: RouteReading): Route[] {
  const { text } = context.document;
  const hasHandler = text.includes('HTTPRequestHandler');
  const hasTornado = /\btornado\b/.test(text);
  if (!hasHandler && !hasTornado) return [];
  const routes: Route[] = [];
  walkStatements(context.syntax.body, (statement) => {
    if (hasHandler && statement.kind === 'class' && statement.bases.some(({ value }) => /HTTPRequestHandler$/.test(nameOf(value)))) {
      routes.push(...routesOfHandler(statement));
    }
    if (hasTornado) forEachExpression(statement, (expression) => walkExpressions(expression, (node) => routes.push(...readTornado(node))));
  });
  return routes;

  /** `(r"/ping", PingHandler)` */
  function readTornado(node: Expression): Route[] {
    if (node.kind !== 'tuple' || node.elements.length < 2) return [];
    const [path, handler] = node.elements;
    if (path?.kind !== 'string' || !path.value?.startsWith('/') || !handler || /^(string|number|constant)$/.test(handler.kind)) return [];
    return [routeOf('tornado', path.value, path, methodsOfHandler(handler), undefined)];
  }

  function methodsOfHandler(handler: Expression): RouteMethods {
    if (handler.kind !== 'name') return unknownMethods;
    const [binding, ...others] = context.names.bindingsOf(handler);
    if (binding?.statement?.kind !== 'class' || others.length > 0) return unknownMethods;
    return methodsOfClass(binding.statement, '', (base) => /^tornado\.web\.RequestHandler$/.test(context.names.qualifiedName(base) ?? ''));
  }
}

function nameOf(expression: Expression): string {
  return expression.kind === 'name' || expression.kind === 'attribute' ? expression.name : '';
}

/** The paths that `do_GET` and `do_POST` tell apart; anything else they may answer too. */
function routesOfHandler(definition: ClassStatement): Route[] {
  return definition.body.flatMap((method): Route[] => {
    if (method.kind !== 'function' || !/^do_[A-Z]+$/.test(method.name)) return [];
    const methods = namedMethods(method.name.slice(3));
    const routes: Route[] = [{ ...routeOf('http.server', undefined, method, methods, method), pathSpan: method.nameSpan }];
    walkStatements(method.body, (statement) =>
      forEachExpression(statement, (expression) =>
        walkExpressions(expression, (node) => {
          if (node.kind === 'string' && node.value !== undefined && /^\/[\w/-]+$/.test(node.value)) {
            routes.push(routeOf('http.server', node.value, node, methods, method));
          }
        }),
      ),
    );
    return routes;
  });
}

function routeOf(
  framework: WebFramework,
  path: string | undefined,
  at: Expression | FunctionStatement,
  methods: RouteMethods,
  definition: FunctionStatement | undefined,
): Route {
  const value = path === undefined ? unknown('it tells paths apart in its own way') : known(path);
  const pathSpan = at.kind === 'function' ? at.nameSpan : contentOf(at);
  return {
    framework,
    path: value,
    ownPath: value,
    pathSpan,
    methods,
    span: at.kind === 'function' ? at.nameSpan : at.span,
    nameSpan: pathSpan,
    function: definition,
    call: undefined,
    owner: undefined,
  };
}
