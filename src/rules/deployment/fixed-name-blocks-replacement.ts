import { defineRule } from '../../linter/rule.js';
import { isPlaceholder, textOf } from '../../sagemaker/request/containers.js';

const names: Readonly<Record<string, string>> = { CreateEndpointConfig: 'EndpointConfigName', CreateModel: 'ModelName' };

export default defineRule({
  id: 'SM529',
  name: 'fixed-name-blocks-replacement',
  area: 'deployment',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A template names a model or endpoint configuration, and so cannot replace it',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sagemaker-endpointconfig.html'],
  appliesTo: 'request',
  operations: ['CreateEndpointConfig', 'CreateModel'],
  *check({ request }) {
    const name = names[request.operation];
    if (request.surface !== 'cloudformation' || name === undefined) return;
    const given = textOf(request, request.content, name);
    if (!given || isPlaceholder(given.text)) return;
    yield {
      at: given.member.place,
      message: `\`${given.member.name}\` is fixed: every change of this resource of SageMaker makes a new one, and CloudFormation cannot make it while the old one has the name. Leave \`${given.member.name}\` out, and refer to the resource by its logical id.`,
    };
  },
});
