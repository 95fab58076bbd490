import { findIn, type ServiceRequest } from '../sagemaker/request/model.js';
import type { ObjectNode } from '../sagemaker/request/tree.js';
import { launchOfRequest } from './launch-of-request.js';
import type { Project } from './project.js';

/** Whether a training job certainly runs no script of the user's: no `entry_point`, no hyperparameter that names a program. */
export function runsNoScript(request: ServiceRequest, job: ObjectNode, project: Project): boolean {
  if (!request.surface.startsWith('sdk')) {
    const parameters = request.operation === 'CreateTrainingJob' ? 'HyperParameters' : 'StaticHyperParameters';
    return findIn(request, job, `${parameters}.sagemaker_program`).kind === 'absent';
  }
  const launch = launchOfRequest(request, project)?.launch;
  return launch?.kind === 'training' && launch.entryPoint.kind === 'absent' && !launch.bypassesImageStart;
}
