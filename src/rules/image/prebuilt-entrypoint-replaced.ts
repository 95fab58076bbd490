import { defineRule } from '../../linter/rule.js';
import { baseName } from '../../sagemaker/image/paths.js';

const shim = 'start_with_right_hostname.sh';

export default defineRule({
  id: 'SM128',
  name: 'prebuilt-entrypoint-replaced',
  area: 'image',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'An own ENTRYPOINT replaces the one with which a prebuilt training image sets up its host name',
  sources: ['https://github.com/aws/deep-learning-containers'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const { entrypoint, base } = image;
    if (!entrypoint || base.origin !== 'aws' || image.purpose.train.length === 0) return;
    if (!base.entrypoint?.some((word) => baseName(word) === shim)) return;
    // Trap: images that serve are also made from a training image.
    if (image.purpose.serve.length > 0) return;
    if (entrypoint.words.some((word) => word.text.includes(shim))) return;
    const files = project.filesFor(document.path);
    const scripts = image.copies
      .flatMap((copy) => copy.landed)
      .filter((file) => entrypoint.words.some((word) => word.text.includes(baseName(file.path))));
    const calls = scripts.some(({ contextPath }) => {
      const script = files.read(contextPath);
      return script.kind !== 'text' || script.text.includes(shim);
    });
    if (calls) return;
    yield {
      at: entrypoint.span,
      message: `ENTRYPOINT ${entrypoint.instruction.argumentsText.trim().slice(0, 80)} replaces the one of ${base.reference?.repository ?? 'the base image'}, which gives the host its SageMaker name (${shim}) and then runs the training toolkit: jobs on several instances may not find each other, and entry_point is ignored. Leave ENTRYPOINT out and set SAGEMAKER_PROGRAM, unless that is meant.`,
    };
  },
});
