import { defineRule } from '../../linter/rule.js';
import { launchReplacesEntryPoint } from '../../project/container-entry-point.js';
import { textReader } from '../../project/read-text.js';
import { missingProgramOf } from '../../sagemaker/image/missing-program.js';
import { missingRoles, realCommandOf } from '../../sagemaker/image/roles.js';

export default defineRule({
  id: 'SM101',
  name: 'train-command-missing',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A training image has no ENTRYPOINT and no program called `train` on PATH',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    // A CMD that starts the real program is SM104's.
    if (realCommandOf(image)) return;
    const missing = missingRoles(image).find(({ role }) => role === 'train');
    const found = missing && missingProgramOf(image, missing, textReader(project.filesFor(document.path)));
    if (!missing || !found || launchReplacesEntryPoint(project, document.path)) return;
    const { because } = missing;
    yield {
      at: found.at,
      message: `SageMaker starts this image as \`docker run IMAGE train\`, but ${found.problem}: the job ends with exec: "train": executable file not found in $PATH. ${found.remedy}`,
      ...(missing.certain ? {} : { severity: 'information' }),
      related: because.span ? [{ at: because.span, message: `SageMaker trains with this image: ${because.what}.` }] : [],
      fix: found.fix,
    };
  },
});
