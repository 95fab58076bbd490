import { defineRule } from '../../linter/rule.js';
import { textReader } from '../../project/read-text.js';
import { missingProgramOf } from '../../sagemaker/image/missing-program.js';
import { missingRoles, realCommandOf } from '../../sagemaker/image/roles.js';

export default defineRule({
  id: 'SM102',
  name: 'serve-command-missing',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A serving image has no ENTRYPOINT and no program called `serve` on PATH',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    // A CMD that starts the real program is SM104's.
    if (realCommandOf(image)) return;
    const missing = missingRoles(image).find(({ role }) => role === 'serve');
    const found = missing && missingProgramOf(image, missing, textReader(project.filesFor(document.path)));
    if (!missing || !found) return;
    const { because } = missing;
    yield {
      at: found.at,
      message: `SageMaker starts this image as \`docker run IMAGE serve\`, but ${found.problem}: the endpoint fails with exec: "serve": executable file not found in $PATH. ${found.remedy}`,
      ...(missing.certain ? {} : { severity: 'information' }),
      related: because.span ? [{ at: because.span, message: `SageMaker serves with this image: ${because.what}.` }] : [],
      fix: found.fix,
    };
  },
});
