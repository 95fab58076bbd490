import { defineRule } from '../../linter/rule.js';
import { isTest } from '../../project/evidence.js';
import { imageMembersOf } from '../../sagemaker/request/containers.js';
import { textIn } from '../../sagemaker/request/model.js';

const registry = /\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\./;
const registries = new RegExp(registry.source, 'g');
const region = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+){1,2}-\d\b/g;

export default defineRule({
  id: 'SM538',
  name: 'region-mismatch',
  area: 'deployment',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'An image is named in another region than the one in which everything else of the file happens',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html'],
  appliesTo: 'request',
  operations: ['CreateModel', 'CreateTrainingJob', 'CreateHyperParameterTuningJob', 'CreateProcessingJob'],
  *check({ request, document }) {
    // Unit tests name regions for the sake of the test.
    if (isTest(document.path)) return;
    for (const { name, value } of imageMembersOf(request)) {
      const own = registry.exec(textIn(value) ?? '')?.[1];
      const other = own === undefined ? undefined : onlyRegionIn(document.text.replace(registries, ''));
      if (own === undefined || other === undefined || other === own) continue;
      yield {
        at: { document: value.document, span: value.span },
        message: `\`${name}\` is an image in ${own}, and all else in this file is in ${other}: SageMaker pulls an image only from the region that it works in. Name the image in ${other}, after pushing it there.`,
      };
    }
  },
});

/** The one region that a text works in: that of its clients, or of the resources that it names. Code for several has several. */
function onlyRegionIn(text: string): string | undefined {
  const named = new Set(text.match(region));
  const [only, ...others] = named;
  if (only === undefined || others.length > 0) return undefined;
  const isMeant = new RegExp(`region(_name)?["']?\\s*[=:]\\s*["']?${only}\\b|arn:aws[\\w-]*:\\w+:${only}:`);
  return isMeant.test(text) ? only : undefined;
}
