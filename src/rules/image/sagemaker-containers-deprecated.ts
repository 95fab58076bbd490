import { defineRule } from '../../linter/rule.js';
import { publicImage } from '../../sagemaker/facts/public-images.js';
import type { BaseImage } from '../../sagemaker/image/model.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM119',
  name: 'sagemaker-containers-deprecated',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'sagemaker-containers is no longer maintained and was made for Python 2.7 and 3.6',
  sources: ['https://github.com/aws/sagemaker-containers', 'https://github.com/aws/sagemaker-xgboost-container/pull/251'],
  appliesTo: 'image',

  *check({ image }) {
    // These images are made with it, and what they install again is their own affair.
    if (/(^|\/)sagemaker-(scikit-learn|xgboost)$/.test(image.base.reference?.repository ?? '')) return;
    for (const item of image.packages) {
      if (item.name !== 'sagemaker-containers' || (item.manager !== 'pip' && item.manager !== 'conda')) continue;
      const written = item.requirement?.text ?? item.name;
      const isTooNew = hasNewerPython(image.base);
      const replacement = 'Install sagemaker-training for training and sagemaker-inference for serving in its place, and import from them.';
      yield {
        at: item.at,
        severity: isTooNew ? 'warning' : 'information',
        message: isTooNew
          ? `${written}: this package has had no release since 2020 and was made for Python 3.6 at the latest: with the Python of this image it draws in packages that do not go together, such as Flask 1.1.1 with a new itsdangerous. ${replacement}`
          : `${written}: this package has had no release since 2020. ${replacement}`,
      };
    }
  },
});

/** Whether the base certainly has a Python for which the package's pinned requirements no longer go together (3.7 and later). */
function hasNewerPython({ reference, text, tagSpan }: BaseImage): boolean {
  if (!reference || (certain(text) === undefined && !tagSpan)) return false;
  const tag = reference.tag ?? 'latest';
  const isPython = publicImage(reference)?.family === 'python';
  const version = isPython
    ? (/^3\.(\d+)/.exec(tag)?.[1] ?? (/^(latest|3|slim|bookworm|trixie)\b(?!\.)/.test(tag) ? '13' : undefined))
    : /-py3(\d+)(-|$)/.exec(tag)?.[1];
  return version !== undefined && Number(version) >= 7;
}
