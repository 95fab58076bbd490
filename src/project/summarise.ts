import { mayLaunch } from '../sagemaker/launch/may-launch.js';
import type { Launch } from '../sagemaker/launch/model.js';
import type { SourceDocument } from '../text/document.js';
import { programLanguage } from './evidence.js';
import type { FileSummary } from './file-summary.js';
import { type ImageBuild, readImageBuilds } from './image-builds.js';
import { type NotebookCommand, partsOf } from './parts.js';
import { parentFolder } from './paths.js';
import type { FileKind } from './project.js';

const launchWord = /sagemaker|create_training_job/i;

/** What of a file can be linked. `readLaunches` gives those of a Python document; it is asked only where some may be in it. */
export function summarise(
  document: SourceDocument,
  kind: FileKind,
  readLaunches: (document: SourceDocument) => readonly Launch[],
): FileSummary {
  const { path, text } = document;
  const empty: FileSummary = { path, kind, launches: [], written: [], builds: [] };
  const launchesIn = (python: SourceDocument | undefined): readonly Launch[] =>
    python && launchWord.test(python.text) && mayLaunch(python.text) ? readLaunches(python) : [];
  switch (kind) {
    case 'python':
      return { ...empty, launches: launchesIn(document) };
    case 'program':
      return programLanguage(text) === 'python' ? { ...empty, launches: launchesIn(document) } : empty;
    case 'notebook':
    case 'shell': {
      if (kind === 'notebook' && !mayWriteOrLaunch.test(text)) return empty;
      const parts = partsOf(document);
      const written = parts.written.filter((file) => !file.isExpanded && !file.isOverwritten);
      return {
        ...empty,
        launches: launchesIn(parts.program),
        written,
        builds: kind === 'shell' ? readImageBuilds(document, parentFolder(path)) : commandBuilds(parts.commands),
      };
    }
    case 'makefile':
      return { ...empty, builds: readImageBuilds(document, parentFolder(path), kind) };
    default:
      return empty;
  }
}

/** A notebook without any of these words neither launches, nor writes a file, nor builds an image. */
const mayWriteOrLaunch = /sagemaker|create_training_job|%%writefile|%%file\b|docker|\.sh\b|<</i;

function commandBuilds(commands: readonly NotebookCommand[]): ImageBuild[] {
  return commands.flatMap(({ document, folder }) => readImageBuilds(document, folder ?? parentFolder(document.path)));
}
