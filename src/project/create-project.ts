import type { ProjectFiles } from './files.js';
import { openProject } from './open-project.js';
import type { Project } from './project.js';
import type { IndexLimits } from './project-index.js';
import { codeReading } from './read-code.js';
import { jsonReading } from './read-json.js';
import { shellReading } from './read-shell.js';
import { yamlReading } from './read-yaml.js';

/** Makes the project of one root with everything that it may need at hand: for what need not start fast. */
export function createProject(disk: ProjectFiles, limits?: IndexLimits): Project {
  return openProject(disk, { reading: () => codeReading }, limits, {
    reading: (language) => (language === 'yaml' ? yamlReading : jsonReading),
    shellReading: () => shellReading,
  });
}
