import { defineRule } from '../../linter/rule.js';
import { textOf } from '../../sagemaker/request/containers.js';
import { seenVariants } from '../../sagemaker/request/deployment.js';

export default defineRule({
  id: 'SM530',
  name: 'accelerator-type-removed',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'An Elastic Inference accelerator is asked for, and there are none any more',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    for (const variant of seenVariants(request)) {
      const accelerator = textOf(request, variant, 'AcceleratorType');
      if (!accelerator) continue;
      yield {
        at: accelerator.member.place,
        message: `\`${accelerator.member.name}\` is ${accelerator.text}: Elastic Inference has ended, and SageMaker no longer takes it. Remove \`${accelerator.member.name}\`, and choose an instance with what the model needs: ml.inf2 and ml.g5 are the usual ones.`,
      };
    }
  },
});
