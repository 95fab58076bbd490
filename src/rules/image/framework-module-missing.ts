import { defineRule } from '../../linter/rule.js';
import { appendInstructions } from '../../sagemaker/image/edit-instruction.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { enabledDistributions } from '../../sagemaker/launch/distribution.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { lookUp } from '../../sagemaker/request/tree.js';

const module = 'sagemaker_pytorch_container.training:main';
const toolkits = ['sagemaker-pytorch-training', 'sagemaker-pytorch-container'];

export default defineRule({
  id: 'SM135',
  name: 'framework-module-missing',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A launch asks for torch_distributed or the like, which only the toolkit for PyTorch starts',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/trainer.py',
    'https://github.com/aws/sagemaker-pytorch-training-toolkit/blob/master/src/sagemaker_pytorch_container/training.py',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const at = image.base.span;
    if (!at || image.base.origin !== 'public' || image.environment.has('SAGEMAKER_TRAINING_MODULE') || !toolkitRunsProgram(image)) return;
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      const asked =
        launch.kind === 'training' && usesToolkit(launch) ? enabledDistributions(launch).find(({ kind }) => kind !== 'mpi') : undefined;
      if (!asked) continue;
      const isInstalled = toolkits.some((name) => image.installs(name));
      // The others need an SSH server besides, which is SM134's.
      const isEnough = isInstalled && /^(torch_distributed|pytorchxla)$/.test(asked.kind);
      const edit = isEnough ? appendInstructions(image, [`ENV SAGEMAKER_TRAINING_MODULE=${module}`]) : undefined;
      const isSure = images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name');
      yield {
        at,
        message: `${launch.written} asks for ${asked.kind}, which only SageMaker's toolkit for PyTorch starts: this image, made from ${document.text.slice(at.start, at.end)}, trains in one process, without a word. ${isInstalled ? 'Set' : 'Install sagemaker-pytorch-training, and set'} SAGEMAKER_TRAINING_MODULE=${module}.`,
        severity: isSure ? 'error' : 'warning',
        related: [{ at: asked.place, message: `${launch.written} turns ${asked.kind} on` }],
        fix: edit && { title: 'Set SAGEMAKER_TRAINING_MODULE', edits: [edit] },
      };
      return;
    }
  },
});

/** Whether the job is left to the toolkit in the image, and the launch sets no module by itself. */
function usesToolkit({ surface, command, bypassesImageStart, environment }: TrainingLaunch): boolean {
  if (surface === 'sdk-v3' || command.kind !== 'absent' || bypassesImageStart) return false;
  if (environment.kind !== 'given') return environment.kind === 'absent';
  return environment.node.kind === 'object' && lookUp(environment.node, 'SAGEMAKER_TRAINING_MODULE').kind === 'absent';
}
