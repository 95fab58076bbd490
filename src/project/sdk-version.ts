import { parseRequirements } from '../languages/requirements/parse.js';
import { isAtLeast, parseVersionRange } from '../languages/requirements/specifier.js';
import type { Place } from '../text/document.js';
import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** Where the project asks for version 3 of the SageMaker Python SDK or a later one. */
export interface SdkRequirement {
  readonly at: Place;
}

/**
 * Looks for a requirement of `sagemaker` from version 3 on, in the requirements.txt of a file's folder and of those above
 * it; the nearest one that names the SDK counts.
 */
export function sdkThree(files: ProjectFiles, path: string): SdkRequirement | undefined {
  for (let folder = parentFolder(path); ; folder = parentFolder(folder)) {
    const file = joinPath(folder, 'requirements.txt');
    const found = files.read(file);
    if (found.kind === 'text') {
      const requirement = parseRequirements(found.text).requirements.find(({ name }) => name === 'sagemaker');
      if (requirement) {
        const range = parseVersionRange(requirement.specifier);
        return range && isAtLeast(range, '3') ? { at: { file, span: requirement.span } } : undefined;
      }
    }
    if (folder === '') return undefined;
  }
}
