import { nearestName } from '../../linter/nearest-name.js';
import { defineRule } from '../../linter/rule.js';
import { cloudFormationDate, resourceTypes } from '../../sagemaker/api/cloudformation.js';
import { nodeAt } from '../../sagemaker/surfaces/data-nodes.js';
import { readTemplateResources } from '../../sagemaker/surfaces/read-data.js';

/** Jobs that CloudFormation surely does not start: they are made with the API, by a pipeline or a state machine. */
const jobs = /^AWS::SageMaker::(TransformJob|CompilationJob|HyperParameterTuningJob|InferenceRecommendationsJob)$/;

export default defineRule({
  id: 'SM526',
  name: 'template-type-unknown',
  area: 'deployment',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A template has a resource type of SageMaker that CloudFormation did not have when the data were made',
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SageMaker.html'],
  appliesTo: 'template',
  *check({ document, documents }) {
    const known = resourceTypes();
    for (const { type, node } of readTemplateResources(document, documents)) {
      if (!/^AWS::SageMaker::[A-Za-z0-9]+$/i.test(type) || known.includes(type)) continue;
      const place = nodeAt(node, 'Type');
      if (!place) continue;
      const near = jobs.test(type) ? undefined : nearType(type, known);
      const advice = jobs.test(type)
        ? 'A job runs once, and is started with the API: from a Step Functions task, a pipeline or a script.'
        : near === undefined
          ? 'If it is not newer than that, the template is refused.'
          : `Did you mean ${near}?`;
      yield {
        at: { document, span: place.span },
        message: `CloudFormation had no type ${type} on ${cloudFormationDate}. ${advice}`,
      };
    }
  },
});

/** A type whose own name looks like it, or that this one only goes on from: EndpointConfiguration. */
function nearType(type: string, known: readonly string[]): string | undefined {
  const ownName = (of: string) => of.slice(of.lastIndexOf(':') + 1);
  const names = known.map(ownName);
  const longest = names
    .filter((name) => name.length > 6 && ownName(type).startsWith(name))
    .sort((one, other) => other.length - one.length)[0];
  const near = nearestName(ownName(type), names) ?? longest;
  return near === undefined ? undefined : `AWS::SageMaker::${near}`;
}
