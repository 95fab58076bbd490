import { defineRule } from '../../linter/rule.js';
import { seenVariants } from '../../sagemaker/request/deployment.js';
import { findIn, numberIn } from '../../sagemaker/request/model.js';

const most = 200;

export default defineRule({
  id: 'SM515',
  name: 'serverless-concurrency',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'The concurrency of a serverless endpoint is out of range, or more is provisioned than allowed',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    for (const variant of seenVariants(request)) {
      const [largest, provisioned] = ['MaxConcurrency', 'ProvisionedConcurrency'].map((name) => {
        const found = findIn(request, variant, `ServerlessConfig.${name}`);
        const value = found.kind === 'given' ? numberIn(found.member.value) : undefined;
        return found.kind === 'given' && value !== undefined ? { value, member: found.member } : undefined;
      });
      let isInRange = true;
      for (const given of [largest, provisioned]) {
        if (!given || (given.value >= 1 && given.value <= most)) continue;
        isInRange = false;
        yield {
          at: given.member.place,
          message: `\`${given.member.name}\` is ${given.value}: a serverless endpoint answers 1 to ${most} requests at a time, and SageMaker refuses other numbers.`,
        };
      }
      if (!isInRange || !largest || !provisioned || provisioned.value <= largest.value) continue;
      yield {
        at: provisioned.member.place,
        message: `\`${provisioned.member.name}\` is ${provisioned.value} and \`${largest.member.name}\` is ${largest.value}: no more can be kept ready than may run at once, and SageMaker refuses it. Write at most ${largest.value}, or raise \`${largest.member.name}\`.`,
        related:
          largest.member.place.span.start === provisioned.member.place.span.start
            ? []
            : [{ at: largest.member.place, message: 'So many may run at once' }],
      };
    }
  },
});
