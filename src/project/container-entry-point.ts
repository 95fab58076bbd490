import type { ProjectFiles } from './files.js';
import { searchLaunches } from './launch-search.js';

/**
 * Whether a launch of a training job near the Dockerfile starts the container with a command of its own, in place of
 * ENTRYPOINT and `train`: `container_entry_point=`, ContainerEntrypoint, or the SDK's `SourceCode(...)`, `@remote` and `@step`,
 * which run a script of the SDK. Pass `project.filesFor(dockerfile)`.
 */
export function launchReplacesEntryPoint(files: ProjectFiles, dockerfile: string): boolean {
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
