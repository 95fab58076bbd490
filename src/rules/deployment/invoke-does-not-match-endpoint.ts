import { defineRule, type RequestRuleContext, type RuleReport } from '../../linter/rule.js';
import { configurationOf, modelOf, seenVariants } from '../../sagemaker/request/deployment.js';
import { find, referredIn, textIn, valueAt } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM537',
  name: 'invoke-does-not-match-endpoint',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'An endpoint is called in a way that it does not answer to',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html'],
  appliesTo: 'request',
  operations: ['InvokeEndpoint'],
  *check(context) {
    const { request, requests } = context;
    const endpoint = referredIn(requests, 'CreateEndpoint', valueAt(request, 'EndpointName'));
    const configuration = endpoint && configurationOf(endpoint, requests);
    if (!configuration) return;
    const later = find(configuration, 'AsyncInferenceConfig');
    if (later.kind === 'given' && later.member.value.kind === 'object') {
      yield {
        at: request.nameSpan,
        message: `\`${request.written}\` calls an endpoint that is asynchronous: it answers only to \`invoke_endpoint_async\`, which is given the place of the input in S3.`,
        related: [{ at: later.member.namePlace, message: 'The endpoint is made asynchronous here' }],
      };
      return;
    }
    yield* checkContainer(context, configuration);
  },
});

/** Which container answers is said by the request with the mode Direct, and only then. */
function* checkContainer({ request, requests }: RequestRuleContext, configuration: RequestRuleContext['request']): Iterable<RuleReport> {
  const [variant, ...others] = seenVariants(configuration);
  const model = variant && others.length === 0 ? modelOf(variant, configuration, requests) : undefined;
  const mode = model && find(model, 'InferenceExecutionConfig.Mode');
  const target = find(request, 'TargetContainerHostname');
  if (!model || !mode || mode.kind === 'unknown' || target.kind === 'unknown') return;
  const name = mode.kind === 'given' ? textIn(mode.member.value) : 'Serial';
  if (name === 'Direct' && target.kind === 'absent') {
    yield {
      at: request.nameSpan,
      message:
        'The containers of this endpoint are called one by one (`Direct`), and the request names none: SageMaker refuses it. Add `TargetContainerHostname`.',
      related: mode.kind === 'given' ? [{ at: mode.member.place, message: 'The mode' }] : [],
    };
  } else if (name === 'Serial' && target.kind === 'given') {
    yield {
      at: target.member.place,
      message: `\`${target.member.name}\` names a container, and those of this endpoint are not called one by one: SageMaker refuses the request. Remove it, or give the model the mode Direct.`,
      related: [{ at: model.nameSpan, message: 'The model' }],
    };
  }
}
