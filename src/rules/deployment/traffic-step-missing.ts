import { defineRule } from '../../linter/rule.js';
import { endpointOperations, trafficType } from '../../sagemaker/request/deployment.js';
import { find, valueAt, wordFor } from '../../sagemaker/request/model.js';

const path = 'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration';
const sizes: Readonly<Record<string, string>> = { CANARY: 'CanarySize', LINEAR: 'LinearStepSize' };

export default defineRule({
  id: 'SM507',
  name: 'traffic-step-missing',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A canary or linear deployment does not say how much traffic moves at a time',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html'],
  appliesTo: 'request',
  operations: endpointOperations,
  *check({ request }) {
    const traffic = trafficType(request);
    const routing = valueAt(request, path);
    if (!traffic || routing?.kind !== 'object') return;
    const wanted = Object.hasOwn(sizes, traffic.type) ? sizes[traffic.type] : undefined;
    if (wanted !== undefined && find(request, `${path}.${wanted}`).kind === 'absent') {
      yield {
        at: traffic.member.place,
        message: `\`${traffic.member.name}\` is ${traffic.type}, which needs \`${wordFor(routing, wanted)}\`: SageMaker has to know how much of the traffic moves to the new instances at a time. Add it, with a type and a value.`,
      };
    }
    for (const [type, size] of Object.entries(sizes)) {
      const found = find(request, `${path}.${size}`);
      if (type === traffic.type || found.kind !== 'given' || !/^(CANARY|LINEAR|ALL_AT_ONCE)$/.test(traffic.type)) continue;
      yield {
        at: found.member.place,
        severity: 'warning',
        message: `\`${found.member.name}\` is for ${type}, and \`${traffic.member.name}\` is ${traffic.type}: SageMaker does not read it then. ${wanted === undefined ? 'Remove it' : `Write \`${wordFor(routing, wanted)}\``}, or make the type ${type}.`,
        related: [{ at: traffic.member.place, message: 'The type' }],
      };
    }
  },
});
