import { defineRule } from '../../linter/rule.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM132',
  name: 'apt-on-amazon-linux-image',
  area: 'image',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'apt-get in an image of Amazon Linux, which has dnf',
  sources: ['https://aws.github.io/deep-learning-containers/', 'https://docs.aws.amazon.com/linux/al2023/ug/package-management.html'],
  appliesTo: 'image',

  *check({ image }) {
    const { base } = image;
    if (!base.known || base.distribution !== 'amazonlinux' || (certain(base.text) === undefined && !base.tagSpan)) return;
    const manager = base.packageManager === 'apt' ? undefined : (base.packageManager ?? 'dnf');
    const concerned = new Set<unknown>();
    for (const { instruction, program, command } of image.runs) {
      if (manager === undefined || program === undefined || !/^(apt|apt-get|aptitude)$/.test(program) || concerned.has(instruction))
        continue;
      // `apt-get ... || dnf ...` and `if command -v apt-get` are for images of both kinds.
      if (command.conditional || /\|\||command -v|which |set \+e/.test(instruction.argumentsText)) continue;
      const word = command.words[0];
      if (!word) continue;
      concerned.add(instruction);
      yield {
        at: word.span,
        message: `${base.reference?.text ?? 'The base image'} is Amazon Linux, as SageMaker's newer images are, and has no ${program}: the build ends with "${program}: command not found". Use ${manager}: \`${manager} install -y ...\`; some packages have other names there.`,
      };
    }
  },
});
