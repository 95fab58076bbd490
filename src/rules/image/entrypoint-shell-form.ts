import { defineRule } from '../../linter/rule.js';
import { launchReplacesEntryPoint } from '../../project/container-entry-point.js';
import { textReader } from '../../project/read-text.js';
import { rewriteArguments } from '../../sagemaker/image/edit-instruction.js';
import { isFilledInLater, mayTrainOrServe, rejectionOf } from '../../sagemaker/image/entry-point.js';
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
    if (entrypoint?.form !== 'shell' || looksLikeList(text) || !mayTrainOrServe(image) || isFilledInLater(image, entrypoint)) return;
    const argument = image.purpose.serve.length > 0 && image.purpose.train.length === 0 ? 'serve' : 'train';
    const files = project.filesFor(document.path);
    const shell = image.instructions.findLast((instruction) => instruction.keyword === 'SHELL');
    // SHELL may set up an environment that the exec form would lose.
    const words = shell ? undefined : plainWords(text);
    const isExec = /^exec\s/.test(text);
    const isHarmless = isExec || (argument === 'train' && launchReplacesEntryPoint(project, document.path));
    const edit =
      words && entryPointWorks(image, words, textReader(files))
        ? rewriteArguments(image, entrypoint.instruction, execForm(words))
        : undefined;
    const runs = `\`${shell?.json?.map(({ value }) => value).join(' ') ?? '/bin/sh -c'} "${quoted(text)}" ${argument}\``;
    const lost = isExec
      ? `the \`${argument}\` that SageMaker appends never reaches the program`
      : `neither the \`${argument}\` that SageMaker appends nor the SIGTERM with which it ends a ${argument === 'train' ? 'job' : 'container'} reaches the program`;
    yield {
      at: entrypoint.span,
      message: `ENTRYPOINT in shell form runs as ${runs}: ${lost}.${remedyFor(words, isExec)}`,
      ...(isHarmless ? { severity: 'information' } : {}),
      fix: edit && words ? { title: `Write ENTRYPOINT ${execForm(words)}`, edits: [edit] } : undefined,
    };
  },
});

function remedyFor(words: readonly string[] | undefined, isExec: boolean): string {
  if (!words) return ' Write it in exec form, with a script that ends in `exec` where a shell is needed.';
  // A server that ends because of an argument is better off without it.
  if (rejectionOf(words)) return isExec ? '' : ' Put `exec` in front of the program.';
  return ` Write ENTRYPOINT ${execForm(words)}.`;
}
