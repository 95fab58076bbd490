import { defineRule } from '../../linter/rule.js';
import { launchReplacesEntryPoint } from '../../project/container-entry-point.js';
import { textReader } from '../../project/read-text.js';
import { mayTrainOrServe, rejectionOf } from '../../sagemaker/image/entry-point.js';
import { execForm, looksLikeList, plainWords, quoted } from '../../sagemaker/image/exec-form.js';
import { entryPointWorks } from '../../sagemaker/image/started-files.js';

export default defineRule({
  id: 'SM103',
  name: 'entrypoint-shell-form',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'ENTRYPOINT in shell form hides `train` and SIGTERM from the program',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
    'https://docs.docker.com/reference/dockerfile/#entrypoint',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const entrypoint = image.entrypoint;
    const text = entrypoint?.instruction.argumentsText ?? '';
    // What looks like a list is SM144's.
    if (entrypoint?.form !== 'shell' || looksLikeList(text) || !mayTrainOrServe(image)) return;
    const argument = image.purpose.serve.length > 0 && image.purpose.train.length === 0 ? 'serve' : 'train';
    const words = plainWords(text);
    const isExec = /^exec\s/.test(text);
    // SHELL may set up an environment that the exec form would lose.
    const canBeExec = words !== undefined && !image.instructions.some((instruction) => instruction.keyword === 'SHELL');
    const rejects = words !== undefined && rejectionOf(words) !== undefined;
    const isHarmless = isExec || (argument === 'train' && launchReplacesEntryPoint(project.filesFor(document.path), document.path));
    const exec = words && `ENTRYPOINT ${execForm(words)}`;
    const start = isExec
      ? `ENTRYPOINT ${quoted(text)} in shell form keeps the \`${argument}\` that SageMaker appends from the program`
      : `ENTRYPOINT in shell form runs as \`/bin/sh -c "${quoted(text)}" ${argument}\`: the program never sees the \`${argument}\` that SageMaker appends, nor the SIGTERM with which it ends a ${argument === 'train' ? 'job' : 'container'}`;
    const remedy = rejects
      ? isExec
        ? undefined
        : 'Put `exec` in front of the program'
      : exec
        ? `Write ${exec}`
        : 'Write it in exec form, with a script that ends in `exec` where a shell is needed';
    yield {
      at: entrypoint.span,
      message: remedy === undefined ? `${start}.` : `${start}. ${remedy}.`,
      ...(isHarmless ? { severity: 'information' } : {}),
      fix:
        exec && canBeExec && entryPointWorks(image, words, textReader(project.filesFor(document.path)))
          ? { title: `Write ${exec}`, edits: [{ span: entrypoint.span, newText: execForm(words) }] }
          : undefined,
    };
  },
});
