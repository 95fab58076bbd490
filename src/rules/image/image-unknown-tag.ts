import { defineRule } from '../../linter/rule.js';
import { lookupTag } from '../../sagemaker/facts/images.js';

export default defineRule({
  id: 'SM139',
  name: 'image-unknown-tag',
  area: 'image',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A prebuilt image is named with a tag that AWS never published',
  sources: [
    'https://aws.github.io/deep-learning-containers/',
    'https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html',
  ],
  appliesTo: 'image',

  *check({ image }) {
    const { reference, tagSpan, span } = image.base;
    if (!reference?.tag || !tagSpan || !span) return;
    const { tag, repository } = reference;
    const name = repository.slice(repository.lastIndexOf('/') + 1);
    const lookup = lookupTag(reference);
    if (lookup.kind === 'newer') {
      yield {
        at: tagSpan,
        severity: 'information',
        message: `${name}:${tag} is newer than the list of images that Sagelint has, which ends on ${lookup.dataDate}. Make sure that AWS has published it.`,
      };
    }
    if (lookup.kind !== 'unknown-tag') return;

    const { elsewhere, nearest } = lookup;
    const [first] = nearest;
    if (elsewhere) {
      const edits = [
        { span: { start: tagSpan.start - 1 - name.length, end: tagSpan.end }, newText: `${elsewhere.repository}:${elsewhere.tag}` },
      ];
      yield {
        at: tagSpan,
        message: `AWS has not published ${name}:${tag}: the pull fails with "manifest unknown". This version is in another repository, as ${elsewhere.repository}:${elsewhere.tag}.`,
        fix: { title: `Use ${elsewhere.repository}:${elsewhere.tag}`, edits },
      };
      return;
    }
    yield {
      at: tagSpan,
      message: `AWS has not published ${name}:${tag}: the pull fails with "manifest unknown". ${first === undefined ? 'Look the tag up in the list of images.' : `The nearest that there is: ${nearest.join(', ')}.`}`,
      fix: first === undefined ? undefined : { title: `Use ${first}`, edits: [{ span: tagSpan, newText: first }] },
    };
  },
});
