import { defineRule, type RequestRuleContext, type RuleReport } from '../../linter/rule.js';
import { allVariants, configurationOf, seenVariants, trafficType } from '../../sagemaker/request/deployment.js';
import { find, findIn, referenceIn, type ServiceRequest, textIn } from '../../sagemaker/request/model.js';

export default defineRule({
  id: 'SM513',
  name: 'guardrail-falls-back',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A canary or linear deployment that SageMaker quietly makes all at once',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html'],
  appliesTo: 'request',
  operations: ['CreateEndpoint', 'UpdateEndpoint'],
  *check(context) {
    const { request, requests } = context;
    const traffic = trafficType(request);
    if (traffic?.type !== 'CANARY' && traffic?.type !== 'LINEAR') return;
    const configuration = configurationOf(request, requests);
    if (!configuration) return;
    for (const variant of seenVariants(configuration)) {
      const type = findIn(configuration, variant, 'InstanceType');
      const name = type.kind === 'given' ? textIn(type.member.value) : undefined;
      if (type.kind !== 'given' || !name?.startsWith('ml.inf1.')) continue;
      yield {
        at: traffic.member.place,
        message: `\`${traffic.member.name}\` is ${traffic.type}, and the endpoint runs on ${name}: on Inf1 SageMaker moves all traffic at once, without watching the alarms in between. Use ml.inf2, or count on no canary.`,
        related: [{ at: type.member.place, message: 'The instances' }],
      };
      return;
    }
    if (request.operation === 'UpdateEndpoint') yield* checkNames(context, configuration, traffic.member.name);
  },
});

/** Traffic moves between variants of the same name only. */
function* checkNames({ request, requests }: RequestRuleContext, configuration: ServiceRequest, word: string): Iterable<RuleReport> {
  const endpoint = find(request, 'EndpointName');
  const reference = endpoint.kind === 'given' ? referenceIn(endpoint.member.value) : undefined;
  const created = requests.filter(
    (other) => other.operation === 'CreateEndpoint' && reference !== undefined && referenceAt(other, 'EndpointName') === reference,
  );
  // After another update nobody can tell which variants the endpoint has.
  const isUpdated = requests.some((other) => other.operation === 'UpdateEndpoint' && other !== request);
  const before = created.length === 1 && created[0] && !isUpdated ? configurationOf(created[0], requests) : undefined;
  const [old, now] = [before && namesOf(before), namesOf(configuration)];
  if (!before || before === configuration || !old || !now || endpoint.kind !== 'given') return;
  if (old.length === now.length && old.every((name) => now.includes(name))) return;
  const list = find(configuration, 'ProductionVariants');
  yield {
    at: endpoint.member.place,
    message: `\`${endpoint.member.name}\` has the variants ${old.join(', ')} now and ${now.join(', ')} after the update: \`${word}\` has nothing to move between, and SageMaker asks for the same names. Keep the names of the variants.`,
    related: list.kind === 'given' ? [{ at: list.member.namePlace, message: 'The new variants' }] : [],
  };
}

function namesOf(configuration: ServiceRequest): readonly string[] | undefined {
  const names = allVariants(configuration, 'ProductionVariants')?.map((variant) => {
    const name = findIn(configuration, variant, 'VariantName');
    return name.kind === 'given' ? textIn(name.member.value) : undefined;
  });
  return names?.every((name) => name !== undefined) ? names : undefined;
}

function referenceAt(request: ServiceRequest, path: string): string | undefined {
  const found = find(request, path);
  return found.kind === 'given' ? referenceIn(found.member.value) : undefined;
}
