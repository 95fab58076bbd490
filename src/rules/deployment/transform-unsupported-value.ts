import { defineRule } from '../../linter/rule.js';
import { type InstanceUse, usesOf } from '../../sagemaker/api/instance-types.js';
import { textAt } from '../../sagemaker/request/transform.js';

export default defineRule({
  id: 'SM506',
  name: 'transform-unsupported-value',
  area: 'deployment',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A batch transform is given a data type or instance type that it does not take',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TransformS3DataSource.html'],
  appliesTo: 'request',
  operations: ['CreateTransformJob'],
  *check({ request }) {
    const type = textAt(request, 'TransformInput.DataSource.S3DataSource.S3DataType');
    if (typeof type !== 'string' && /^(AugmentedManifestFile|Converse)$/.test(type.text)) {
      const { value, name } = type.member;
      yield {
        at: { document: value.document, span: value.span },
        message: `\`${name}\` is ${type.text}: batch transform reads ManifestFile and S3Prefix only, although the SDKs list more. Write S3Prefix for the files below a prefix, ManifestFile for a list of them.`,
      };
    }
    const instances = textAt(request, 'TransformResources.InstanceType');
    const uses = typeof instances === 'string' ? [] : usesOf(instances.text);
    if (typeof instances === 'string' || uses.length === 0 || uses.includes('transform')) return;
    yield {
      at: instances.member.place,
      severity: 'warning',
      message: `\`${instances.member.name}\` is ${instances.text}: SageMaker has it for ${listOf(uses)}, and not for batch transform. Take another one, of the families m5, c5, g4dn or g5 for example.`,
    };
  },
});

function listOf(uses: readonly InstanceUse[]): string {
  const names = uses.map((use) => (use === 'hosting' ? 'endpoints' : use));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
