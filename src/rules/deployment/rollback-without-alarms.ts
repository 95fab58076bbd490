import { defineRule } from '../../linter/rule.js';
import { endpointOperations, trafficType } from '../../sagemaker/request/deployment.js';
import { booleanIn, find, valueAt, wordFor } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM512',
  name: 'rollback-without-alarms',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'Traffic moves in steps, and no alarm is named that would bring it back',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html'],
  appliesTo: 'request',
  operations: endpointOperations,
  *check({ request }) {
    const traffic = trafficType(request);
    const rolling = find(request, 'DeploymentConfig.RollingUpdatePolicy');
    const isRolling = rolling.kind === 'given' && rolling.member.value.kind === 'object';
    const isStepwise = traffic?.type === 'CANARY' || traffic?.type === 'LINEAR';
    if (!isStepwise && !isRolling) return;
    // What was said for an earlier deployment may hold, alarms included.
    const retained = find(request, 'RetainDeploymentConfig');
    if (retained.kind === 'unknown' || (retained.kind === 'given' && booleanIn(retained.member.value) !== false)) return;
    const alarms = find(request, 'DeploymentConfig.AutoRollbackConfiguration.Alarms');
    const list = valueAt(request, 'DeploymentConfig.AutoRollbackConfiguration.Alarms');
    const isEmpty = list?.kind === 'list' && !list.isOpen && list.items.length === 0;
    if (alarms.kind !== 'absent' && !isEmpty) return;
    const at = isStepwise ? traffic.member.place : rolling.kind === 'given' ? rolling.member.namePlace : request.nameSpan;
    yield {
      at,
      message: `Traffic moves in steps (${isStepwise ? traffic.type : rolling.kind === 'given' ? rolling.member.name : 'rolling'}), and \`${wordFor(request.content, 'DeploymentConfig.AutoRollbackConfiguration.Alarms')}\` names none: SageMaker watches nothing meanwhile, and a bad model gets all the traffic when the wait is over. Name the CloudWatch alarms that should bring it back.`,
    };
  },
});
