import { defineRule } from '../../linter/rule.js';
import { findIn, numberIn, objectsAt } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM514',
  name: 'serverless-memory-step',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A serverless endpoint gets 1, 2, 3, 4, 5 or 6 GB of memory and nothing between',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig'],
  *check({ request }) {
    for (const list of ['ProductionVariants', 'ShadowProductionVariants']) {
      for (const variant of objectsAt(request, list)) {
        const memory = findIn(request, variant, 'ServerlessConfig.MemorySizeInMB');
        if (memory.kind !== 'given') continue;
        const { name, value } = memory.member;
        const megabytes = numberIn(value);
        if (megabytes === undefined || (megabytes % 1024 === 0 && megabytes >= 1024 && megabytes <= 6144)) continue;
        yield {
          at: { document: value.document, span: value.span },
          message: `\`${name}\` is ${megabytes}: SageMaker refuses it, since serverless memory comes in steps of 1024 from 1024 to 6144. Write ${nearest(megabytes)}.`,
        };
      }
    }
  },
});

function nearest(megabytes: number): number {
  return Math.min(6, Math.max(1, Math.ceil(megabytes / 1024))) * 1024;
}
