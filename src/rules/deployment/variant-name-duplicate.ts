import { defineRule } from '../../linter/rule.js';
import { seenVariants } from '../../sagemaker/request/deployment.js';
import { findIn, textIn } from '../../sagemaker/request/model.js';
import type { Member } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM518',
  name: 'variant-name-duplicate',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Two variants of an endpoint have the same name',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-ab-testing.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    const first = new Map<string, Member>();
    for (const variant of seenVariants(request)) {
      const found = findIn(request, variant, 'VariantName');
      const name = found.kind === 'given' ? textIn(found.member.value) : undefined;
      if (found.kind !== 'given' || name === undefined) continue;
      const before = first.get(name);
      if (!before) {
        first.set(name, found.member);
        continue;
      }
      yield {
        at: found.member.place,
        message: `Two variants are called "${name}": requests, weights and metrics name a variant, and SageMaker cannot tell these two apart. Give this one another name.`,
        related: [{ at: before.place, message: 'The first of that name' }],
      };
    }
  },
});
