import { defineRule } from '../../linter/rule.js';
import { endpointOperations } from '../../sagemaker/request/deployment.js';
import { find } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM509',
  name: 'two-update-policies',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'An endpoint is to be updated blue/green and rolling at once',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html'],
  appliesTo: 'request',
  operations: endpointOperations,
  *check({ request }) {
    const blueGreen = find(request, 'DeploymentConfig.BlueGreenUpdatePolicy');
    const rolling = find(request, 'DeploymentConfig.RollingUpdatePolicy');
    if (blueGreen.kind !== 'given' || rolling.kind !== 'given') return;
    if (blueGreen.member.value.kind !== 'object' || rolling.member.value.kind !== 'object') return;
    yield {
      at: rolling.member.namePlace,
      message: `\`${blueGreen.member.name}\` and \`${rolling.member.name}\` are both given: SageMaker updates an endpoint in one way only. Keep one of them.`,
      related: [{ at: blueGreen.member.namePlace, message: 'The other policy' }],
    };
  },
});
