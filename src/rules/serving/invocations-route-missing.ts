import { defineRule } from '../../linter/rule.js';
import { routesAround, searchRoute } from '../../project/route-search.js';
import { aliasedRoute } from '../../sagemaker/script/web/add-route.js';
import { routeMatch } from '../../sagemaker/script/web/match.js';

export default defineRule({
  id: 'SM403',
  name: 'invocations-route-missing',
  area: 'serving',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A server answers /ping, and nothing answers /invocations',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html'],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.serves.length === 0 || script.server.routes.length === 0) return;
    const { routes } = routesAround(project, script, use);
    const ping = routes.find((route) => routeMatch(route, '/ping') === 'yes');
    if (!ping || routes.some((route) => routeMatch(route, '/invocations') !== 'no')) return;
    const search = searchRoute(project, script, use, '/invocations');
    if (search.mayBeElsewhere || search.routes.length > 0) return;
    const alias = aliasedRoute(script, ping, '/invocations');
    yield {
      at: ping.pathSpan,
      severity: search.servers === 1 ? 'error' : 'warning',
      message: `This server answers /ping, and nothing answers /invocations, where SageMaker sends every request by POST: they end with 404. ${alias ? `Answer them with ${alias.name}, which takes POST at ${alias.path}.` : 'Add a route /invocations that takes POST.'}`,
      related: alias ? [{ at: alias.span, message: `${alias.path} is answered here` }] : [],
      fix: alias && { title: `Answer /invocations with ${alias.name}`, edits: [alias.edit] },
    };
  },
});
