import { defineRule } from '../../linter/rule.js';
import { allVariants } from '../../sagemaker/request/deployment.js';
import { findIn, numberIn } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM519',
  name: 'variant-weights-all-zero',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'Every variant of an endpoint has the weight zero, and none gets traffic',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request, requests }) {
    // The weights are set later on.
    if (requests.some(({ operation }) => operation === 'UpdateEndpointWeightsAndCapacities')) return;
    const variants = allVariants(request, 'ProductionVariants');
    // What a single variant with the weight zero gets, nobody says.
    if (!variants || variants.length < 2) return;
    const weights = variants.map((variant) => findIn(request, variant, 'InitialVariantWeight'));
    const [first] = weights;
    if (first?.kind !== 'given') return;
    if (!weights.every((weight) => weight.kind === 'given' && numberIn(weight.member.value) === 0)) return;
    yield {
      at: first.member.place,
      message: `All ${variants.length} variants have \`${first.member.name}\` 0: SageMaker shares traffic by weight, each variant getting its part of the sum, and the sum is zero. Give the variants that should answer a weight above 0.`,
    };
  },
});
