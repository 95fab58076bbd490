import { startedAs } from '../sagemaker/launch/started-as.js';
import { searchLaunches } from './launch-search.js';
import type { LinkedLaunch } from './links.js';
import type { Project } from './project.js';

/**
 * Whether a launch of a training job starts the container with a command of its own, in place of ENTRYPOINT and `train`:
 * `container_entry_point=`, ContainerEntrypoint, or the SDK's `SourceCode(...)`, `@remote` and `@step`, which run a script of
 * the SDK. Asks the launches that are linked to the image, and the texts near the Dockerfile for others.
 */
export function launchReplacesEntryPoint(project: Project, dockerfile: string): boolean {
  const linked = project.launchesOf(dockerfile) ?? [];
  if (linked.some(({ launch }) => launch.kind === 'training' && startedAs(launch) === undefined)) return true;
  const files = project.filesFor(dockerfile);
  return searchLaunches(files, dockerfile).launchFiles.some((path) => {
    const file = files.read(path);
    return (
      file.kind === 'text' &&
      /\bcontainer_entry_point\b|\bContainerEntrypoint\b|\bSourceCode\(|\bsource_code\s*=|@(remote|step)\b|\bRemoteExecutor\(/.test(
        file.text,
      )
    );
  });
}

/**
 * The launches of an image that start its own ENTRYPOINT or program, with `train` or `serve` behind it: not those that bring
 * a command or arguments of their own, nor processing jobs. Undefined where all launches are of that kind, or one near the
 * Dockerfile may be, or nobody can tell yet.
 */
export function launchesWithRole(project: Project, dockerfile: string): readonly LinkedLaunch[] | undefined {
  const launches = project.launchesOf(dockerfile);
  if (launches?.length === 0) return launchReplacesEntryPoint(project, dockerfile) ? undefined : [];
  const found = launches?.filter(({ launch }) => startedAs(launch) !== undefined);
  return found?.length === 0 ? undefined : found;
}
