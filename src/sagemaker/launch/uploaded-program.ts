import type { TrainingLaunch } from './model.js';
import { textOf } from './settings.js';

/** Whether a job runs on the machine at hand: the SDK mounts local code over /opt/ml/code there, whatever the image holds. */
export function runsLocally(launch: TrainingLaunch): boolean {
  const type = textOf(launch.instanceType);
  return type === undefined ? launch.instanceType.kind === 'unknown' : /^local(_gpu)?$/.test(type);
}

/**
 * What the SDK tells the toolkit to run, as it arrives in the job: with source_dir the path within it, without one the
 * file's name alone, since only that file is uploaded. Undefined where the launch names none, or nobody can tell; also
 * where the launch starts the container in its own way, past the toolkit.
 */
export function uploadedProgram(launch: TrainingLaunch): string | undefined {
  if (launch.bypassesImageStart || launch.command.kind !== 'absent') return undefined;
  const entry = textOf(launch.entryPoint);
  if (entry === undefined) return undefined;
  if (launch.surface === 'boto3' || launch.sourceDirectory.kind === 'given') return entry.replace(/^(\.\/)+/, '');
  return launch.sourceDirectory.kind === 'absent' ? entry.slice(entry.lastIndexOf('/') + 1) : undefined;
}
