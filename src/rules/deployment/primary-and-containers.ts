import { defineRule } from '../../linter/rule.js';
import { find } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM523',
  name: 'primary-and-containers',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A model has a primary container and a list of containers',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html'],
  appliesTo: 'request',
  operations: ['CreateModel'],
  *check({ request }) {
    const primary = find(request, 'PrimaryContainer');
    const containers = find(request, 'Containers');
    if (primary.kind !== 'given' || primary.member.value.kind !== 'object' || containers.kind !== 'given') return;
    if (containers.member.value.kind !== 'list' || containers.member.value.items.length === 0) return;
    yield {
      at: primary.member.namePlace,
      message: `\`${primary.member.name}\` and \`${containers.member.name}\` are both given: a model has one container or a list of them, and SageMaker refuses both at once. Move the container into \`${containers.member.name}\`, or remove that.`,
      related: [{ at: containers.member.namePlace, message: 'The list' }],
    };
  },
});
