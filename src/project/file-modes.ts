import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

const mostEntries = 5000;

/**
 * Whether any file around the Dockerfile carries the executable bit. Where none does, the modes were probably lost when
 * the project was unpacked or shared, and say nothing. Pass `project.filesFor(dockerfile)`.
 */
export function someFileIsExecutable(files: ProjectFiles, dockerfile: string): boolean {
  let left = mostEntries;
  const search = (folder: string): boolean =>
    (files.entries(folder) ?? []).some((entry) => {
      if (left-- <= 0 || entry.name === '.git' || entry.name === 'node_modules') return false;
      const path = joinPath(folder, entry.name);
      return entry.kind === 'directory' ? search(path) : files.isExecutable(path) === true;
    });
  return search(parentFolder(dockerfile)) || search('');
}
