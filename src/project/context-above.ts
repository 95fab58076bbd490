import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** Whether a file would be found if a folder above the Dockerfile were the build context. Pass `project.filesFor(dockerfile)`. */
export function isInFolderAbove(files: ProjectFiles, dockerfile: string, path: string): boolean {
  for (let folder = parentFolder(dockerfile); folder !== ''; ) {
    folder = parentFolder(folder);
    if (files.read(joinPath(folder, path)).kind !== 'absent') return true;
  }
  return false;
}
