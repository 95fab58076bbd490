import { defineRule } from '../../linter/rule.js';
import { findIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';
import { instanceCountOf } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM329',
  name: 'default-max-runtime',
  area: 'launch',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'SDK v3 stops a job after an hour unless it is told how long it may run',
  sources: ['https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/defaults.py'],
  appliesTo: 'request',
  operations: ['CreateTrainingJob'],
  *check({ request }) {
    if (request.surface !== 'sdk-v3' || request.written !== 'ModelTrainer' || !mayTakeLong(request)) return;
    if (findIn(request, request.content, 'StoppingCondition.MaxRuntimeInSeconds').kind !== 'absent') return;
    const { document, nameSpan } = request;
    yield {
      at: { document, span: nameSpan },
      message:
        'SageMaker stops this job after an hour: where nothing is said, ModelTrainer takes 3600 seconds (version 2 of the SDK took a day). Give stopping_condition=StoppingCondition(max_runtime_in_seconds=...).',
    };
  },
});

/** An hour is enough for much of what runs on one instance without an accelerator. */
function mayTakeLong(request: ServiceRequest): boolean {
  const type = findIn(request, request.content, 'ResourceConfig.InstanceType');
  const name = type.kind === 'given' ? textIn(type.member.value) : undefined;
  return /^ml\.(p|g|trn)\d/.test(name ?? '') || (instanceCountOf(request, request.content) ?? 1) > 1;
}
