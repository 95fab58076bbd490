import { defineRule, type RuleReport } from '../../linter/rule.js';
import { lookupTag } from '../../sagemaker/facts/images.js';
import { baseNameOf, launchNameOf, type NamedImage, requestNamesOf } from '../../sagemaker/named-image.js';

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

  check: ({ image }) => checkTag(baseNameOf(image)),
  checkLaunch: ({ launch }) => checkTag(launchNameOf(launch)),
  *checkRequest({ request }) {
    for (const { name } of requestNamesOf(request)) yield* checkTag(name);
  },
});

function* checkTag(image: NamedImage | undefined): Iterable<RuleReport> {
  if (!image?.reference.tag || !image.tagSpan) return;
  const { reference, tagSpan, document, isTagLiteral } = image;
  const { tag, repository } = reference;
  const at = { document, span: tagSpan };
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const lookup = lookupTag(reference);
  if (lookup.kind === 'newer') {
    yield {
      at,
      severity: 'information',
      message: `${name}:${tag} is newer than the list of images that Sagelint has, which ends on ${lookup.dataDate}. Make sure that AWS has published it.`,
    };
  }
  if (lookup.kind !== 'unknown-tag') return;

  const { elsewhere, nearest } = lookup;
  const [first] = nearest;
  const whole = { start: tagSpan.start - 1 - name.length, end: tagSpan.end };
  if (elsewhere) {
    const other = `${elsewhere.repository}:${elsewhere.tag}`;
    const isLiteral = isTagLiteral && document.text.slice(whole.start, whole.end) === `${name}:${tag}`;
    yield {
      at,
      message: `AWS has not published ${name}:${tag}: the pull fails with "manifest unknown". This version is in another repository, as ${other}.`,
      fix: isLiteral ? { title: `Use ${other}`, edits: [{ document, span: whole, newText: other }] } : undefined,
    };
    return;
  }
  const edits = [{ ...at, newText: first ?? '' }];
  yield {
    at,
    message: `AWS has not published ${name}:${tag}: the pull fails with "manifest unknown". ${first === undefined ? 'Look the tag up in the list of images.' : `The nearest that there is: ${nearest.join(', ')}.`}`,
    fix: first === undefined || !isTagLiteral ? undefined : { title: `Use ${first}`, edits },
  };
}
