import { toolkitRunsProgram } from '../sagemaker/image/training-toolkit.js';
import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import type { LinkedLaunch, ScriptUse } from './links.js';
import type { Project } from './project.js';

/**
 * The jobs in which the training toolkit starts a script, or the program of SDK v3 that takes its place: with the
 * hyperparameters as its arguments, and SM_ variables set. Undefined where it is started in another way as well, and where
 * nobody can tell.
 */
export function toolkitLaunches(use: ScriptUse, project: Project): readonly LinkedLaunch<TrainingLaunch>[] | undefined {
  if (use.processes.length > 0) return undefined;
  const found = new Set(use.launches);
  for (const start of use.images) {
    if (start.role === 'serve') continue;
    if (start.how !== 'program') return undefined;
    for (const link of project.launchesOf(start.dockerfile) ?? []) {
      if (isTraining(link) && !link.launch.bypassesImageStart) found.add(link);
    }
  }
  return [...found].every(isByToolkit) ? [...found] : undefined;
}

function isTraining(link: LinkedLaunch): link is LinkedLaunch<TrainingLaunch> {
  return link.launch.kind === 'training';
}

/** An image that has a program of its own passes nothing on, whatever the launch asks for. */
function isByToolkit({ launch, images }: LinkedLaunch<TrainingLaunch>): boolean {
  if (launch.command.kind !== 'absent') return false;
  return launch.bypassesImageStart || images.every(({ image }) => toolkitRunsProgram(image));
}
