import { defineRule } from '../../linter/rule.js';
import { rewriteArguments } from '../../sagemaker/image/edit-instruction.js';
import { rejectionOf } from '../../sagemaker/image/entry-point.js';
import { execForm } from '../../sagemaker/image/exec-form.js';
import { outOfSight } from '../../sagemaker/image/move-command.js';

export default defineRule({
  id: 'SM105',
  name: 'entrypoint-rejects-argument',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The program of ENTRYPOINT ends because of the `serve` that SageMaker appends',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html'],
  appliesTo: 'image',

  *check({ image }) {
    const entrypoint = image.entrypoint;
    if (entrypoint?.form !== 'exec' || image.purpose.serve.length === 0) return;
    const words = entrypoint.words.map(({ text }) => text);
    const rejection = rejectionOf(words);
    if (!rejection) return;
    // Options that stand in CMD are lost as well, and a fix would have to guess where they belong.
    const isWhole = image.command === undefined || /^(train|serve)$/.test(image.command.words[0]?.text ?? '');
    const better = isWhole ? outOfSight(words) : undefined;
    const exec = better && execForm(better);
    const edit = exec === undefined ? undefined : rewriteArguments(image, entrypoint.instruction, exec);
    const word = entrypoint.words.find(({ text }) => text === rejection.program || text.endsWith(`/${rejection.program}`));
    const problem = rejection.reordered
      ? `gunicorn takes nothing behind its options but the application, and SageMaker appends \`serve\``
      : `SageMaker appends \`serve\` to this ENTRYPOINT, and ${rejection.program} takes no such argument`;
    yield {
      at: word?.span ?? entrypoint.span,
      message: `${problem}: it ends with "${rejection.error}", and the endpoint never answers /ping. Write ${exec ? `ENTRYPOINT ${exec}` : 'an ENTRYPOINT that starts a script of your own, which ignores its arguments'}.`,
      fix:
        exec && edit
          ? { title: `Write ENTRYPOINT ${exec}`, edits: [edit], ...(rejection.reordered ? {} : { safety: 'unsafe' }) }
          : undefined,
    };
  },
});
