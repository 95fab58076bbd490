import { defineRule, type RuleFix } from '../../linter/rule.js';
import { routesAround } from '../../project/route-search.js';
import type { Route } from '../../sagemaker/script/server.js';
import { acceptMethod } from '../../sagemaker/script/web/add-method.js';
import { routeMatch } from '../../sagemaker/script/web/match.js';

export default defineRule({
  id: 'SM401',
  name: 'invocations-refuses-post',
  area: 'serving',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The route /invocations does not take POST, which is what SageMaker sends',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
    'https://flask.palletsprojects.com/en/stable/quickstart/#http-methods',
  ],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (use.serves.length === 0 || script.server.routes.length === 0 || script.server.modelServers.length > 0) return;
    const { routes, others, isOpen } = routesAround(project, script, use);
    // Whatever may answer the path as well, by any method, may take POST.
    const answering = [...routes, ...others].filter((route) => routeMatch(route, '/invocations') !== 'no');
    if (isOpen || answering.some(mayTakePost)) return;
    const [route] = routes.filter((candidate) => routeMatch(candidate, '/invocations') === 'yes');
    if (!route?.methods.known) return;
    const { methods } = route;
    const given = methods.names.join(', ');
    const problem = methods.isDefault
      ? `${document.text.slice(route.nameSpan.start, route.nameSpan.end)} without methods takes GET only`
      : `This route takes ${given} only`;
    yield {
      at: methods.argument?.span ?? route.span,
      message: `${problem}, and SageMaker sends its requests to /invocations by POST: they are answered with 405 Method Not Allowed. ${methods.argument || !methods.isDefault ? 'Take POST too.' : "Add methods=['POST']."}`,
      fix: fixOf(route, document.text),
    };
  },
});

function mayTakePost(route: Route): boolean {
  return !route.methods.known || route.methods.names.includes('POST') || routeMatch(route, '/invocations') === 'maybe';
}

function fixOf(route: Route, text: string): RuleFix | undefined {
  const edit = acceptMethod(route, 'POST', text);
  return (
    edit && { title: edit.isRename ? 'Take POST instead' : 'Take POST', edits: [edit.edit], ...(edit.isRename ? { safety: 'unsafe' } : {}) }
  );
}
