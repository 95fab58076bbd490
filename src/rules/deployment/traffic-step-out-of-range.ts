import { defineRule } from '../../linter/rule.js';
import { capacityAt, configurationOf, endpointOperations, fixedInstanceCount, trafficType } from '../../sagemaker/request/deployment.js';
import { booleanIn, find, type ServiceRequest } from '../../sagemaker/request/model.js';

interface Step {
  readonly path: string;
  readonly least: number;
  readonly most: number;
}

const routing = 'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration';

/** What share of the fleet may be given, in percent. A rollback may take it all at once. */
function stepOf(request: ServiceRequest): Step | undefined {
  const type = trafficType(request)?.type;
  if (type === 'CANARY') return { path: `${routing}.CanarySize`, least: 0, most: 50 };
  if (type === 'LINEAR') return { path: `${routing}.LinearStepSize`, least: 10, most: 50 };
  return type === undefined ? { path: 'DeploymentConfig.RollingUpdatePolicy.MaximumBatchSize', least: 5, most: 50 } : undefined;
}

export default defineRule({
  id: 'SM508',
  name: 'traffic-step-out-of-range',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'More or less of the fleet moves at a time than SageMaker allows',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html'],
  appliesTo: 'request',
  operations: endpointOperations,
  *check({ request, requests }) {
    const step = stepOf(request);
    const size = step && capacityAt(request, step.path);
    if (!step || !size) return;
    const configuration = configurationOf(request, requests);
    const fleet =
      size.type === 'INSTANCE_COUNT' && configuration && !keepsFleet(request) ? fixedInstanceCount(configuration, requests) : undefined;
    if (size.type === 'INSTANCE_COUNT' && (fleet === undefined || fleet <= 1)) return;
    const percent = fleet === undefined ? size.value : (size.value / fleet) * 100;
    if (percent >= step.least && percent <= step.most) return;
    const seen = fleet === undefined ? `${size.value} percent` : `${size.value} of ${fleet} instances`;
    const allowed = step.least === 0 ? `at most ${step.most}` : `${step.least} to ${step.most}`;
    yield {
      at: size.valueMember.place,
      message: `\`${size.member.name}\` has the \`${size.valueMember.name}\` ${seen}: SageMaker takes ${allowed} percent of the instances here, and refuses the deployment.`,
    };
  },
});

/** The endpoint keeps the number of instances that it has, whatever the configuration says. */
function keepsFleet(request: ServiceRequest): boolean {
  const retained = find(request, 'RetainAllVariantProperties');
  return retained.kind === 'unknown' || (retained.kind === 'given' && booleanIn(retained.member.value) !== false);
}
