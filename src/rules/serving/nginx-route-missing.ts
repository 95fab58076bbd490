import { defineRule } from '../../linter/rule.js';
import type { Route } from '../../sagemaker/script/server.js';
import { routeMatch } from '../../sagemaker/script/web/match.js';
import type { NginxServer } from '../../sagemaker/server/nginx.js';
import { alternativeInsertion, type NginxLocation, routeOf } from '../../sagemaker/server/nginx-locations.js';
import type { SourceDocument } from '../../text/document.js';

/** What SageMaker asks a container for, besides /invocations itself. */
const paths = ['/ping', '/execution-parameters', '/models'];

export default defineRule({
  id: 'SM412',
  name: 'nginx-route-missing',
  area: 'serving',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'nginx does not hand on a path that the application answers',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-batch-code.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/mms-container-apis.html',
  ],
  appliesTo: 'nginx',

  *check({ nginx, servers }) {
    for (const server of nginx.servers) {
      const front = routeOf(server.locations, '/invocations');
      if (server.isOpen || typeof front === 'string' || front.answer.kind !== 'forwards') continue;
      const missing = paths.flatMap((path) => {
        const route = routeFor(servers, path);
        return route && isLost(server, path) ? [{ path, ...route }] : [];
      });
      const [first] = missing;
      if (!first) continue;
      const names = missing.map(({ path }) => path).join(' and ');
      const end = alternativeInsertion(front.location);
      yield {
        at: placeOf(front.location),
        severity: missing.some(({ path }) => path === '/ping') ? 'error' : 'warning',
        message: `nginx hands on /invocations here, but not ${names}, which the application answers: SageMaker is told 404. Add ${missing.map(({ path }) => path.slice(1)).join('|')} to the location.`,
        related: missing.map(({ document, route, path }) => ({ at: { document, span: route.span }, message: `${path} is answered here` })),
        fix:
          end === undefined
            ? undefined
            : {
                title: `Hand on ${names}`,
                edits: [{ span: { start: end, end }, newText: missing.map(({ path }) => `|${path.slice(1)}`).join('') }],
              },
      };
    }
  },
});

function routeFor(
  servers: readonly { readonly document: SourceDocument; readonly server: { readonly routes: readonly Route[] } }[],
  path: string,
): { readonly document: SourceDocument; readonly route: Route } | undefined {
  for (const { document, server } of servers) {
    const route = server.routes.find((candidate) => routeMatch(candidate, path) === 'yes');
    if (route) return { document, route };
  }
  return undefined;
}

/** Whether a request for a path ends at nginx, with an error. */
function isLost({ locations }: NginxServer, path: string): boolean {
  const route = routeOf(locations, path);
  if (route === 'none') return true;
  if (route === 'unknown') return false;
  return route.answer.kind === 'returns' && route.answer.status >= 400;
}

function placeOf({ patternSpan }: NginxLocation) {
  return patternSpan;
}
