import { defineRule } from '../../linter/rule.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { mayHaveProgram } from '../../sagemaker/image/system-programs.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { enabledDistributions } from '../../sagemaker/launch/distribution.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { runsLocally } from '../../sagemaker/launch/uploaded-program.js';

export default defineRule({
  id: 'SM134',
  name: 'mpi-needs-sshd',
  area: 'image',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A launch asks for MPI, and the image has no SSH server',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/data-parallel-use-api.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mpi.py',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const at = image.base.span;
    if (!at || mayHaveServer(image)) return;
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      const asked = launch.kind === 'training' && startsDaemon(launch, image) ? enabledDistributions(launch).find(needsDaemon) : undefined;
      if (!asked) continue;
      const isSure = images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name');
      yield {
        at,
        message: `${launch.written} asks for ${asked.kind}, and nothing in this image, made from ${document.text.slice(at.start, at.end)}, brings an SSH server: SageMaker's launcher starts /usr/sbin/sshd, even on a single host, and the job ends with "SSH daemon not found". Install openssh-server, a key without a passphrase, and Open MPI.`,
        severity: isSure ? 'error' : 'warning',
        related: [{ at: asked.place, message: `${launch.written} turns ${asked.kind} on` }],
      };
      return;
    }

    function needsDaemon({ kind }: { readonly kind: string }): boolean {
      // The others are known to the toolkits of the frameworks alone.
      return kind === 'mpi' || (/^(smdistributed|pytorchddp)$/.test(kind) && image.environment.has('SAGEMAKER_TRAINING_MODULE'));
    }
  },
});

/** Images of systems, Python, CUDA and the frameworks come without one; of others nobody can tell. */
const plainBase = /^(python|debian|ubuntu|amazonlinux|alpine|nvidia\/cuda|pytorch\/pytorch|tensorflow\/tensorflow|continuumio\/\w+)$/;

function mayHaveServer(image: ImageModel): boolean {
  const { base } = image;
  return base.origin !== 'public' || !plainBase.test(base.reference?.repository ?? '') || mayHaveProgram(image, 'sshd', /ssh|dropbear/i);
}

/** Whether the toolkit in the image, or the program that the SDK of version 3 brings along, starts the job. */
function startsDaemon(launch: TrainingLaunch, image: ImageModel): boolean {
  if (launch.surface === 'sdk-v3') return launch.argument('source_code').kind === 'given';
  return launch.command.kind === 'absent' && !launch.bypassesImageStart && !runsLocally(launch) && toolkitRunsProgram(image);
}
