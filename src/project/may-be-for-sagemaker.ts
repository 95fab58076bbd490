import { sagemakerWords } from '../sagemaker/image/sagemaker-words.js';
import type { ProjectFiles } from './files.js';
import { joinPath, parentFolder } from './paths.js';

/** The cheap test before any parser: the file, its path, or a requirements file that it names speaks of SageMaker. */
export function mayBeForSageMaker(files: ProjectFiles, path: string, text: string): boolean {
  if (sagemakerWords.test(text) || /sagemaker/i.test(path)) return true;
  // The name first and then backwards to the start of its path: a pattern for both takes minutes on a long word.
  for (const match of text.matchAll(/(?:requirements|environment|dependencies|conda)[\w-]{0,60}\.(?:txt|ya?ml)/g)) {
    const before = /[\w./-]*$/.exec(text.slice(Math.max(match.index - 200, 0), match.index))?.[0] ?? '';
    const read = files.read(joinPath(parentFolder(path), `${before}${match[0]}`.replace(/^\/+/, '')));
    if (read.kind === 'text' && /sagemaker[-_](training|inference|containers|\w{1,60}[-_](training|inference|container))/i.test(read.text))
      return true;
  }
  return false;
}
