import { defineRule } from '../../linter/rule.js';
import { launchReplacesEntryPoint } from '../../project/container-entry-point.js';
import { searchLaunches } from '../../project/launch-search.js';
import { textReader } from '../../project/read-text.js';
import { isFilledInLater, rejectionOf } from '../../sagemaker/image/entry-point.js';
import { quoted } from '../../sagemaker/image/exec-form.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { moveToEntryPoint } from '../../sagemaker/image/move-command.js';
import { missingRoles, realCommandOf } from '../../sagemaker/image/roles.js';
import { codeFiles, toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';

export default defineRule({
  id: 'SM104',
  name: 'cmd-replaced-by-sagemaker',
  area: 'image',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'CMD starts the program, but SageMaker puts `train` or `serve` in the place of CMD',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const real = realCommandOf(image);
    if (!real || isFilledInLater(image, real.command)) return;
    const files = project.filesFor(document.path);
    const missing = missingRoles(image).filter(({ role }) => role === 'serve' || !launchReplacesEntryPoint(project, document.path));
    // The name of the program tells which of two roles is meant.
    const trains = /train/i.test(real.command.instruction.argumentsText);
    const worst = missing.find(({ role }) => (role === 'train') === trains) ?? missing[0];
    if (!worst) {
      if (trains && leavesToolkitWithoutProgram(image) && !searchLaunches(files, document.path).namesProgram) {
        yield {
          at: real.command.span,
          message: `SageMaker starts this image as \`docker run IMAGE train\`: \`train\` takes the place of CMD ${quoted(real.command.instruction.argumentsText)} and is the program of the training toolkit, which runs SAGEMAKER_PROGRAM out of /opt/ml/code. Nothing sets it here: the launch has to name an entry_point.`,
          severity: 'information',
        };
      }
      return;
    }
    const { role, because, certain, doubts } = worst;
    // Who starts a server in CMD has no program called serve in a requirements file.
    const isSure = certain || (role === 'serve' && because.weak !== true);
    const move = moveToEntryPoint(image, real, textReader(files));
    const instead =
      real.words && rejectionOf(real.words)
        ? 'an ENTRYPOINT that starts a script of your own, which ignores its arguments'
        : 'the command as ENTRYPOINT, in exec form';
    const unless = doubts.length > 0 ? `, unless ${doubts.join(' or ')} brings it` : '';
    yield {
      at: real.command.span,
      message: `SageMaker starts this image as \`docker run IMAGE ${role}\`: \`${role}\` takes the place of CMD ${quoted(real.command.instruction.argumentsText)}, and nothing called ${role} is on PATH${unless}. Write ${move.line ?? instead}.`,
      ...(isSure ? {} : { severity: 'information' }),
      related: because.span
        ? [{ at: because.span, message: `SageMaker ${role === 'train' ? 'trains' : 'serves'} with this image: ${because.what}.` }]
        : [],
      fix: move.edits && { title: `Write ${move.line}`, edits: move.edits },
    };
  },
});

/** The toolkit is there without a program and without code; with code in its folder SM110 says so. */
function leavesToolkitWithoutProgram(image: ImageModel): boolean {
  return (
    image.base.origin !== 'aws' && toolkitRunsProgram(image) && !image.environment.has('SAGEMAKER_PROGRAM') && codeFiles(image).length === 0
  );
}
