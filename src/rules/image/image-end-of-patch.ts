import { defineRule, type RuleReport } from '../../linter/rule.js';
import { endOfPatchOf } from '../../sagemaker/facts/images.js';
import { baseNameOf, launchNameOf, type NamedImage, requestNamesOf } from '../../sagemaker/named-image.js';

export default defineRule({
  id: 'SM141',
  name: 'image-end-of-patch',
  area: 'image',
  severity: 'information',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'AWS no longer patches the prebuilt image that is built upon or started',
  sources: ['https://aws.github.io/deep-learning-containers/reference/support_policy/'],
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
  const end = endOfPatchOf(reference);
  // Judged by the date of the data: the same file gives the same findings tomorrow.
  if (!end?.ended) return;
  const name = reference.repository.slice(reference.repository.lastIndexOf('/') + 1);
  const { successor } = end;
  const advice = successor
    ? `${successor.repository}:${successor.tag} is still patched.`
    : 'No image of this repository is patched any more: look for another one, or install security updates yourself.';
  const edits = [{ document, span: tagSpan, newText: successor?.tag ?? '' }];
  yield {
    at: { document, span: tagSpan },
    message: `AWS patched ${name}:${reference.tag} until ${end.date}: it can still be pulled and still runs, but gets no security fixes. ${advice}`,
    fix: successor?.repository === name && isTagLiteral ? { title: `Use ${successor.tag}`, edits } : undefined,
  };
}
