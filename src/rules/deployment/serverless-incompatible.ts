import { defineRule } from '../../linter/rule.js';
import { serverlessConflicts } from '../../sagemaker/request/serverless-conflicts.js';

export default defineRule({
  id: 'SM516',
  name: 'serverless-incompatible',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A serverless endpoint is asked for something that serverless endpoints do not have',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request, requests }) {
    const { serverless, conflicts } = serverlessConflicts(request, requests);
    if (!serverless) return;
    for (const { member, why, advice, severity } of conflicts) {
      const own = advice ?? `Remove \`${member.name}\``;
      yield {
        at: member.value.kind === 'scalar' ? member.place : member.namePlace,
        ...(severity ? { severity } : {}),
        message: `\`${member.name}\` ${why}. ${own}, or use instances instead of \`${serverless.name}\`.`,
        related: [{ at: serverless.namePlace, message: 'The endpoint is serverless' }],
      };
    }
  },
});
