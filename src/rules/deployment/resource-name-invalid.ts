import { defineRule } from '../../linter/rule.js';
import { isPlaceholder, isWritten, textOf } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { objectsAt, type ServiceRequest } from '../../sagemaker/request/model.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

/** The longest name, where it is not 63. */
const longest: Readonly<Record<string, number>> = { JobName: 64, Name: 120 };
/** The members that name something, by operation. Training jobs have a rule of their own. */
const names: Readonly<Record<string, readonly string[]>> = {
  CreateModel: ['ModelName'],
  CreateEndpointConfig: ['EndpointConfigName'],
  CreateEndpoint: ['EndpointName'],
  UpdateEndpoint: ['EndpointName'],
  CreateTransformJob: ['TransformJobName'],
  CreateCompilationJob: ['CompilationJobName'],
  CreateInferenceRecommendationsJob: ['JobName'],
  CreateInferenceExperiment: ['Name'],
  CreateInferenceComponent: ['InferenceComponentName'],
};

export default defineRule({
  id: 'SM501',
  name: 'resource-name-invalid',
  area: 'deployment',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The name of a model, endpoint, variant or job has letters that SageMaker does not take, or too many',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html'],
  appliesTo: 'request',
  operations: 'all',
  *check({ request }) {
    for (const [object, name] of namedIn(request)) {
      const given = textOf(request, object, name);
      if (!given || given.text === '' || isPlaceholder(given.text)) continue;
      const { text, member } = given;
      const most = longest[name] ?? 63;
      const isWrong = !/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(text);
      if (!isWrong && text.length <= most) continue;
      const better = text.replace(/[^a-zA-Z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
      const why = isWrong
        ? 'names have letters and digits, with hyphens between them, and SageMaker refuses others'
        : `it has ${text.length} characters, and SageMaker takes at most ${most}`;
      const isMendable = isWrong && better !== '' && better.length <= most;
      const isLong = text.length > most;
      yield {
        at: { document: member.value.document, span: member.value.span },
        message: `\`${member.name}\` is "${text}": ${why}. ${isMendable ? `Write ${better}.` : isLong ? `Write a shorter one${isWrong ? ', with hyphens only' : ''}.` : 'Write another one.'}`,
        fix:
          isMendable && isWritten(member.value, text)
            ? { title: `Write ${better}`, edits: [replaceValue(request, member.value, better)] }
            : undefined,
      };
    }
  },
});

function* namedIn(request: ServiceRequest): Iterable<readonly [ObjectNode, string]> {
  for (const name of names[request.operation] ?? []) yield [request.content, name];
  for (const list of ['ProductionVariants', 'ShadowProductionVariants']) {
    if (request.operation === 'CreateEndpointConfig') for (const variant of objectsAt(request, list)) yield [variant, 'VariantName'];
  }
  if (request.operation === 'CreateModel') for (const container of objectsAt(request, 'Containers')) yield [container, 'ContainerHostname'];
}
