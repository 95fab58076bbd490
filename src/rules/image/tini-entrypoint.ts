import { defineRule } from '../../linter/rule.js';
import { mayTrainOrServe, startsWithTini } from '../../sagemaker/image/entry-point.js';
import { execForm } from '../../sagemaker/image/exec-form.js';
import { missingRoles } from '../../sagemaker/image/roles.js';
import { startedWords } from '../../sagemaker/image/wrappers.js';

export default defineRule({
  id: 'SM121',
  name: 'tini-entrypoint',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'tini is the ENTRYPOINT, which the guide of SageMaker rules out',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
  ],
  appliesTo: 'image',

  *check({ image }) {
    const entrypoint = image.entrypoint;
    if (entrypoint?.form !== 'exec' || !mayTrainOrServe(image)) return;
    const words = entrypoint.words.map(({ text }) => text);
    const [tini] = entrypoint.words;
    // With nothing behind tini and nothing on PATH, SM101, SM102 or SM104 say what is missing.
    if (!tini || !startsWithTini(words) || missingRoles(image).length > 0) return;
    const behind = startedWords(words);
    yield behind.length > 0
      ? {
          at: tini.span,
          message: `The guide of SageMaker says that ${tini.text} cannot be an ENTRYPOINT, since the train and serve arguments confuse it. With a program behind it this works in practice; ENTRYPOINT ${execForm(behind)} is sure to.`,
          severity: 'information',
        }
      : {
          at: tini.span,
          message: `This ENTRYPOINT makes ${tini.text} start a program called \`train\` or \`serve\`, and the guide of SageMaker says that these arguments confuse it: jobs end with [FATAL tini (7)] exec train failed. Name your own program in ENTRYPOINT, without tini.`,
        };
  },
});
