import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import { lookUp } from '../sagemaker/request/tree.js';
import { searchLaunches } from './launch-search.js';
import type { LinkedLaunch } from './links.js';
import type { Project } from './project.js';

/** What the launches of an image say of the program that its training toolkit runs. */
export interface ProgramLaunches {
  /** A launch names it, uploads it, or starts the container in a way of its own; or one near the Dockerfile may do so. */
  readonly mayNameProgram: boolean;
  /** The launches of the image, all of which name none where `mayNameProgram` is false. */
  readonly launches: readonly (LinkedLaunch & { readonly launch: TrainingLaunch })[];
  /** Every text near the Dockerfile was read. */
  readonly isComplete: boolean;
}

/** Asks the launches that are linked to an image, and the texts around its Dockerfile for others; undefined while nobody can tell. */
export function programLaunches(project: Project, dockerfile: string): ProgramLaunches | undefined {
  const linked = project.launchesOf(dockerfile);
  if (!linked) return undefined;
  const launches = linked.filter((link): link is ProgramLaunches['launches'][number] => link.launch.kind === 'training');
  const near = searchLaunches(project.filesFor(dockerfile), dockerfile);
  return {
    mayNameProgram: near.namesProgram || launches.some(({ launch }) => mayName(launch)),
    launches,
    isComplete: near.isComplete,
  };
}

function mayName({ entryPoint, sourceDirectory, command, bypassesImageStart, environment }: TrainingLaunch): boolean {
  if (entryPoint.kind !== 'absent' || sourceDirectory.kind !== 'absent' || command.kind !== 'absent' || bypassesImageStart) return true;
  if (environment.kind !== 'given') return environment.kind === 'unknown';
  if (environment.node.kind !== 'object') return true;
  const { node } = environment;
  return ['SAGEMAKER_PROGRAM', 'SAGEMAKER_TRAINING_MODULE'].some((name) => lookUp(node, name).kind !== 'absent');
}
