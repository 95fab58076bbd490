import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { NginxServer } from '../../sagemaker/server/nginx.js';
import type { BodyLimit } from '../../sagemaker/server/nginx-body-limit.js';
import { routeOf } from '../../sagemaker/server/nginx-locations.js';
import { likely } from '../../sagemaker/value.js';

const mebibyte = 1024 ** 2;
/** What a request to an endpoint may hold (https://docs.aws.amazon.com/sagemaker/latest/dg/hosting-faqs.html). */
const requestLimit = 25 * mebibyte;

export default defineRule({
  id: 'SM411',
  name: 'nginx-body-limit',
  area: 'serving',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'nginx refuses requests that SageMaker lets through',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/hosting-faqs.html',
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size',
  ],
  appliesTo: 'nginx',

  *check({ nginx }) {
    for (const server of nginx.servers) {
      const route = routeOf(server.locations, '/invocations');
      if (typeof route === 'string' || route.answer.kind !== 'forwards' || server.isOpen || isElsewhere(server)) continue;
      const own = route.location.bodyLimit;
      const limit: BodyLimit = own ? { kind: 'given', ...own } : server.bodyLimit;
      if (limit.kind === 'unknown') continue;
      const bytes = limit.kind === 'given' ? likely(limit.bytes) : mebibyte;
      if (bytes === undefined || bytes === 0 || bytes >= requestLimit) continue;
      const what =
        limit.kind === 'given'
          ? `client_max_body_size ${megabytes(bytes)} refuses`
          : 'There is no client_max_body_size beside listen: nginx takes 1 MB then, and refuses';
      yield {
        at: limit.kind === 'given' ? limit.span : placeOf(server),
        // AWS's own samples have 5m: enough for many.
        severity: bytes < 5 * mebibyte ? 'warning' : 'information',
        message: `${what} larger requests with 413, where an endpoint takes up to 25 MB and a batch transform job up to 100 MB. Write client_max_body_size 0; SageMaker limits them already.`,
        fix: fixOf(limit),
      };
    }
  },
});

/** Whether it listens on other ports only: SageMaker does not talk to it. */
function isElsewhere({ listeners }: NginxServer): boolean {
  return listeners.length > 0 && listeners.every(({ port, isUnixSocket }) => !isUnixSocket && port.known && port.value !== 8080);
}

function megabytes(bytes: number): string {
  return bytes % mebibyte === 0 ? `${bytes / mebibyte}m` : `${Math.round(bytes / 1024)}k`;
}

function placeOf({ listeners, nameSpan }: NginxServer) {
  return listeners.at(-1)?.span ?? nameSpan;
}

function fixOf(limit: BodyLimit): RuleFix | undefined {
  const title = 'Leave the limit to SageMaker';
  if (limit.kind === 'given') return { title, edits: [{ span: limit.valueSpan, newText: '0' }] };
  if (limit.kind === 'unknown') return undefined;
  const { offset, indentation } = limit.insert;
  return { title, edits: [{ span: { start: offset, end: offset }, newText: `${indentation}client_max_body_size 0;` }] };
}
