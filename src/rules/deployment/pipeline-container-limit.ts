import { defineRule } from '../../linter/rule.js';
import { find } from '../../sagemaker/request/model.js';

const most = 15;

export default defineRule({
  id: 'SM520',
  name: 'pipeline-container-limit',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'An inference pipeline has more containers than SageMaker runs',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html'],
  appliesTo: 'request',
  operations: ['CreateModel'],
  *check({ request }) {
    const containers = find(request, 'Containers');
    if (containers.kind !== 'given' || containers.member.value.kind !== 'list') return;
    const { items } = containers.member.value;
    if (items.length <= most) return;
    yield {
      at: containers.member.namePlace,
      message: `\`${containers.member.name}\` has ${items.length} containers: a model runs at most ${most} of them, and SageMaker refuses more. Put several steps into one container.`,
    };
  },
});
