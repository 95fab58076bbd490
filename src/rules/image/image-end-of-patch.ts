import { defineRule } from '../../linter/rule.js';
import { endOfPatchOf } from '../../sagemaker/facts/images.js';

export default defineRule({
  id: 'SM141',
  name: 'image-end-of-patch',
  area: 'image',
  severity: 'information',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'AWS no longer patches the prebuilt image that is built upon',
  sources: ['https://aws.github.io/deep-learning-containers/reference/support_policy/'],
  appliesTo: 'image',

  *check({ image }) {
    const { reference, tagSpan } = image.base;
    if (!reference?.tag || !tagSpan) return;
    const end = endOfPatchOf(reference);
    // Judged by the date of the data: the same file gives the same findings tomorrow.
    if (!end?.ended) return;
    const name = reference.repository.slice(reference.repository.lastIndexOf('/') + 1);
    const { successor } = end;
    const advice = successor
      ? `${successor.repository}:${successor.tag} is still patched.`
      : 'No image of this repository is patched any more: look for another one, or install security updates yourself.';
    yield {
      at: tagSpan,
      message: `AWS patched ${name}:${reference.tag} until ${end.date}: it can still be pulled and still runs, but gets no security fixes. ${advice}`,
      fix:
        successor?.repository === name ? { title: `Use ${successor.tag}`, edits: [{ span: tagSpan, newText: successor.tag }] } : undefined,
    };
  },
});
