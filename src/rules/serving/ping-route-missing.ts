import { defineRule, type RuleReport } from '../../linter/rule.js';
import { type RouteSearch, routesAround, searchRoute } from '../../project/route-search.js';
import type { Route } from '../../sagemaker/script/server.js';
import { acceptMethod } from '../../sagemaker/script/web/add-method.js';
import { addedRoute } from '../../sagemaker/script/web/add-route.js';
import { routeMatch } from '../../sagemaker/script/web/match.js';
import type { SourceDocument } from '../../text/document.js';

export default defineRule({
  id: 'SM402',
  name: 'ping-route-missing',
  area: 'serving',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A server answers /invocations, and nothing answers GET /ping',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://repost.aws/knowledge-center/sagemaker-endpoint-creation-fail',
  ],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (use.serves.length === 0 || script.server.routes.length === 0) return;
    const { routes } = routesAround(project, script, use);
    const invocations = routes.find((route) => routeMatch(route, '/invocations') === 'yes');
    const ping = routes.find((route) => routeMatch(route, '/ping') === 'yes');
    if (!(invocations ?? ping) || (ping && takesGet(ping))) return;
    if (routes.some((route) => routeMatch(route, '/ping') === 'maybe')) return;
    const search = searchRoute(project, script, use, '/ping');
    if (search.mayBeElsewhere) return;
    if (ping) yield* refusedGet(ping, search, document);
    else if (invocations && search.routes.length === 0) {
      const edit = addedRoute(script, invocations, '/ping');
      yield {
        at: invocations.pathSpan,
        severity: search.servers === 1 ? 'error' : 'warning',
        message:
          'This server answers /invocations, and nothing answers /ping: SageMaker asks for GET /ping until it gets 200, and then gives the endpoint up. Add a route /ping.',
        fix: edit && { title: 'Add a route /ping', edits: [edit] },
      };
    }
  },
});

function takesGet({ methods }: Route): boolean {
  return !methods.known || methods.names.includes('GET');
}

/** A route /ping that takes everything but what SageMaker sends. */
function* refusedGet(ping: Route, { routes }: RouteSearch, document: SourceDocument): Iterable<RuleReport> {
  if (routes.some(({ route }) => takesGet(route)) || !ping.methods.known) return;
  const edit = acceptMethod(ping, 'GET', document.text);
  yield {
    at: ping.methods.argument?.span ?? ping.span,
    severity: 'error',
    message: `/ping takes ${ping.methods.names.join(', ')} only, and SageMaker sends GET: the health check is answered with 405 Method Not Allowed. Take GET.`,
    fix: edit && { title: edit.isRename ? 'Take GET instead' : 'Take GET', edits: [edit.edit] },
  };
}
