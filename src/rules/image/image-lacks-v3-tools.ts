import { defineRule } from '../../linter/rule.js';
import { mayHaveProgram } from '../../sagemaker/image/system-programs.js';

export default defineRule({
  id: 'SM133',
  name: 'image-lacks-v3-tools',
  area: 'image',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A ModelTrainer with source_code starts the image with bash, and the image has none',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/master/sagemaker-train/src/sagemaker/train/templates.py',
    'https://hub.docker.com/_/alpine',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const { base } = image;
    const at = base.span;
    if (!at || base.hasBash !== false || mayHaveProgram(image, 'bash', /(^|\/)bash\b/) || image.fileAt('/bin/bash').kind !== 'absent')
      return;
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      if (launch.kind !== 'training' || launch.surface !== 'sdk-v3') continue;
      const code = launch.argument('source_code');
      if (code.kind !== 'given') continue;
      const remedy = base.packageManager === 'apk' ? 'Add RUN apk add bash python3 py3-pip, or take' : 'Take';
      yield {
        at,
        message: `${launch.written} with source_code starts this image, made from ${document.text.slice(at.start, at.end)}, as /bin/bash, and then python3 and pip3: there is no bash in it, and SageMaker's job ends before your script begins. ${remedy} an image of Debian or Ubuntu, such as python:3.11.`,
        severity: images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name') ? 'error' : 'warning',
        related: [{ at: code.member.place, message: `${launch.written} uploads code here` }],
      };
      return;
    }
  },
});
