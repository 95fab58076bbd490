import type { Launch } from './model.js';

/** Container arguments take the place of the word, as they do of CMD. */
const argumentNames = ['container_arguments', 'AlgorithmSpecification.ContainerArguments'];

/**
 * The word with which SageMaker starts the image of a launch: `docker run IMAGE train`. Undefined for processing jobs, and
 * where the launch brings a command or arguments of its own, or may do so.
 */
export function startedAs(launch: Launch): 'train' | 'serve' | undefined {
  if (launch.kind === 'model') return 'serve';
  if (launch.kind === 'processing' || launch.command.kind !== 'absent' || launch.bypassesImageStart) return undefined;
  return argumentNames.some((name) => launch.argument(name).kind === 'given') ? undefined : 'train';
}
