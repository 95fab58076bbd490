import type { TrainingLaunch } from './model.js';
import { textOf } from './settings.js';

/** Where SageMaker keeps the checkpoints of a job unless the launch says otherwise. */
const defaultFolder = '/opt/ml/checkpoints';

/**
 * The folder that a job brings to S3 while it runs, and finds filled when it starts again. Undefined where it has none, and
 * where nobody can tell: without a place in S3 the folder is one like any other.
 */
export function checkpointFolder({ checkpointUri, checkpointLocalPath }: TrainingLaunch): string | undefined {
  if (checkpointUri.kind !== 'given') return undefined;
  if (checkpointLocalPath.kind === 'absent') return defaultFolder;
  return textOf(checkpointLocalPath)?.replace(/(.)\/+$/, '$1');
}

/** Whether a path is a folder, or lies below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
