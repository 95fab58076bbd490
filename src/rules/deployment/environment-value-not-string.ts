import { defineRule, type RuleReport } from '../../linter/rule.js';
import { containersOf } from '../../sagemaker/request/containers.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { findIn, type ServiceRequest, scalarIn, textIn } from '../../sagemaker/request/model.js';
import type { ObjectNode } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM528',
  name: 'environment-value-not-string',
  area: 'deployment',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A variable of a container is given as a number or boolean, or is longer than SageMaker takes',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html'],
  appliesTo: 'request',
  operations: ['CreateModel', 'CreateTransformJob'],
  *check({ request }) {
    const isTransform = request.operation === 'CreateTransformJob';
    const [entries, letters] = isTransform ? [16, 10_240] : [100, 1024];
    for (const container of isTransform ? [request.content] : containersOf(request)) {
      const found = findIn(request, container, 'Environment');
      if (found.kind !== 'given' || found.member.value.kind !== 'object') continue;
      const environment = found.member.value;
      if (environment.members.size > entries) {
        yield {
          at: found.member.namePlace,
          message: `\`${found.member.name}\` has ${environment.members.size} variables: SageMaker takes at most ${entries} here.`,
        };
      }
      yield* checkValues(request, environment, letters);
    }
  },
});

function* checkValues(request: ServiceRequest, environment: ObjectNode, letters: number): Iterable<RuleReport> {
  for (const { name, value } of environment.members.values()) {
    const text = textIn(value);
    const at = { document: value.document, span: value.span };
    if (text !== undefined && text.length > letters) {
      yield { at, message: `The value of ${name} has ${text.length} characters: SageMaker takes at most ${letters}.` };
    }
    // CloudFormation makes texts of them by itself.
    if (request.surface === 'cloudformation' || request.surface === 'shell') continue;
    const scalar = scalarIn(value);
    if (typeof scalar !== 'number' && typeof scalar !== 'boolean') continue;
    const written = value.document.text.slice(value.span.start, value.span.end);
    yield {
      at,
      message: `${name} is ${written}: the environment of a container holds texts only, and SageMaker refuses anything else. Write it in quotes${typeof scalar === 'boolean' ? ', in the case that the container compares with: "true" and "True" are two values' : ''}.`,
      fix:
        typeof scalar === 'number'
          ? { title: 'Put it in quotes', edits: [{ ...replaceValue(request, value, ''), newText: `"${plain(written, scalar)}"` }] }
          : undefined,
    };
  }
}

/** The number as a container reads it: what only the notation knows, `1_000` and `0x10`, is written out. */
function plain(written: string, value: number): string {
  return /^-?[\d.]+(e[-+]?\d+)?$/i.test(written) ? written : String(value);
}
