import { parseRequirements } from '../languages/requirements/parse.js';
import type { ProjectFiles } from './files.js';
import { joinPath } from './paths.js';

/** The packages that requirements.txt of an uploaded folder asks for, as written; empty where there is none. */
export function uploadedRequirements(files: ProjectFiles, sourceFolder: string): readonly string[] {
  const found = files.read(joinPath(sourceFolder, 'requirements.txt'));
  return found.kind === 'text' ? parseRequirements(found.text).requirements.map(({ text }) => text) : [];
}
