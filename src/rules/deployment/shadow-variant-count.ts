import { defineRule } from '../../linter/rule.js';
import { allVariants } from '../../sagemaker/request/deployment.js';
import { find } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM517',
  name: 'shadow-variant-count',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A shadow variant needs exactly one production variant, and is alone itself',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    const shadows = allVariants(request, 'ShadowProductionVariants');
    const variants = allVariants(request, 'ProductionVariants');
    const list = find(request, 'ShadowProductionVariants');
    const production = find(request, 'ProductionVariants');
    if (!shadows || shadows.length === 0 || list.kind !== 'given') return;
    if (shadows.length > 1) {
      yield {
        at: list.member.namePlace,
        message: `\`${list.member.name}\` has ${shadows.length} variants: SageMaker sends a copy of the traffic to one shadow variant only, and refuses more. Keep one.`,
      };
    }
    if (variants && variants.length !== 1 && production.kind === 'given') {
      yield {
        at: list.member.namePlace,
        message: `\`${list.member.name}\` is given beside ${variants.length} production variants: SageMaker copies the traffic of a single one, and refuses the configuration. Keep one production variant.`,
        related: [{ at: production.member.namePlace, message: 'The production variants' }],
      };
    }
  },
});
