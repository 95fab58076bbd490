import { defineRule, type RuleReport } from '../../linter/rule.js';
import { capacityAt, endpointOperations, trafficType } from '../../sagemaker/request/deployment.js';
import { find, numberIn, type ServiceRequest } from '../../sagemaker/request/model.js';
import type { Member } from '../../sagemaker/request/tree.js';

const routing = 'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration';
/** Seconds, by path. */
const ranges: readonly (readonly [string, number, number])[] = [
  ['DeploymentConfig.BlueGreenUpdatePolicy.TerminationWaitInSeconds', 0, 3600],
  ['DeploymentConfig.BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds', 600, 28_800],
  [`${routing}.WaitIntervalInSeconds`, 0, 3600],
  ['DeploymentConfig.RollingUpdatePolicy.WaitIntervalInSeconds', 0, 3600],
  ['DeploymentConfig.RollingUpdatePolicy.MaximumExecutionTimeoutInSeconds', 600, 28_800],
];

export default defineRule({
  id: 'SM510',
  name: 'guardrail-times',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A wait or timeout of a deployment is out of range, or the timeout ends before the waits do',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BlueGreenUpdatePolicy.html'],
  appliesTo: 'request',
  operations: endpointOperations,
  *check({ request }) {
    let isInRange = true;
    for (const [path, least, most] of ranges) {
      const given = secondsAt(request, path);
      if (!given || (given.seconds >= least && given.seconds <= most)) continue;
      isInRange = false;
      yield {
        at: given.member.place,
        message: `\`${given.member.name}\` is ${given.seconds}: SageMaker takes ${least} to ${most} seconds, and refuses the deployment.`,
      };
    }
    if (isInRange) yield* checkSum(request);
  },
});

/** The timeout counts the waits, too. */
function* checkSum(request: ServiceRequest): Iterable<RuleReport> {
  const timeout = secondsAt(request, 'DeploymentConfig.BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds');
  const traffic = trafficType(request);
  if (!timeout || !traffic) return;
  const wait = secondsAt(request, `${routing}.WaitIntervalInSeconds`)?.seconds ?? 0;
  const step = capacityAt(request, `${routing}.LinearStepSize`);
  if (traffic.type === 'LINEAR' && step?.type !== 'CAPACITY_PERCENT') return;
  const steps = traffic.type === 'LINEAR' && step ? Math.ceil(100 / step.value) : 1;
  const waits = wait * steps + (secondsAt(request, 'DeploymentConfig.BlueGreenUpdatePolicy.TerminationWaitInSeconds')?.seconds ?? 0);
  if (timeout.seconds > waits) return;
  yield {
    at: timeout.member.place,
    severity: steps === 1 ? 'error' : 'warning',
    message: `\`${timeout.member.name}\` is ${timeout.seconds}, and the waits of the deployment take ${waits} seconds: SageMaker gives it up and rolls it back before it can end. Write more than ${waits}.`,
  };
}

function secondsAt(request: ServiceRequest, path: string): { readonly seconds: number; readonly member: Member } | undefined {
  const found = find(request, path);
  const seconds = found.kind === 'given' ? numberIn(found.member.value) : undefined;
  return found.kind === 'given' && seconds !== undefined ? { seconds, member: found.member } : undefined;
}
