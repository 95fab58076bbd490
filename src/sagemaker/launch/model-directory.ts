import type { TrainingLaunch } from './model.js';
import { textOf, toSetting } from './settings.js';
import { runsLocally } from './uploaded-program.js';

/**
 * Whether the TensorFlow estimator passes `--model_dir` with a location in S3. With MPI and smdistributed it passes
 * /opt/ml/model, in local mode /opt/ml/shared/model (TensorFlow.hyperparameters of the SDK).
 */
export function passesModelLocation(launch: TrainingLaunch): boolean {
  if (!launch.addedHyperparameters.includes('model_dir') || runsLocally(launch)) return false;
  const { distribution } = launch;
  const isPlain =
    distribution.kind === 'given' && distribution.node.kind === 'object'
      ? !distribution.node.isOpen && [...distribution.node.members.keys()].every((name) => !/^(mpi|smdistributed)$/.test(name))
      : distribution.kind === 'absent';
  const given = toSetting(launch.argument('model_dir'));
  return isPlain && (given.kind === 'absent' || /^s3:\/\//.test(textOf(given) ?? ''));
}
