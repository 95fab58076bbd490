import { defineRule } from '../../linter/rule.js';
import { allVariants, configurationOf, endpointOperations, isServerless } from '../../sagemaker/request/deployment.js';
import { find, wordFor } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM511',
  name: 'rolling-update-unsupported',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A rolling update is asked of an endpoint that cannot roll: several variants, or serverless',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html'],
  appliesTo: 'request',
  operations: endpointOperations,
  *check({ request, requests }) {
    const rolling = find(request, 'DeploymentConfig.RollingUpdatePolicy');
    if (rolling.kind !== 'given' || rolling.member.value.kind !== 'object') return;
    const configuration = configurationOf(request, requests);
    const variants = configuration && allVariants(configuration, 'ProductionVariants');
    if (!configuration || !variants) return;
    const serverless = variants.find((variant) => isServerless(configuration, variant) === true);
    if (variants.length < 2 && !serverless) return;
    const list = find(configuration, 'ProductionVariants');
    const what = serverless ? 'is serverless' : `has ${variants.length} production variants`;
    yield {
      at: rolling.member.namePlace,
      message: `\`${rolling.member.name}\` is given, and the endpoint ${what}: SageMaker rolls only over the instances of a single variant. Use \`${wordFor(request.content, 'DeploymentConfig.BlueGreenUpdatePolicy')}\` instead.`,
      related: list.kind === 'given' ? [{ at: list.member.namePlace, message: 'The variants of the endpoint' }] : [],
    };
  },
});
