import type { Launch } from '../sagemaker/launch/model.js';
import { mayLaunch, readLaunches } from '../sagemaker/launch/read.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { SourceDocument } from '../text/document.js';
import { programLanguage, speaksOfSageMaker } from './evidence.js';
import type { FileSummary } from './file-summary.js';
import { type ImageBuild, readImageBuilds } from './image-builds.js';
import { type NotebookCommand, partsOf } from './parts.js';
import { parentFolder } from './paths.js';
import type { FileKind } from './project.js';

const launchWord = /sagemaker|create_training_job/i;

/** What of a file can be linked. `scriptIn` gives the model of a Python document, which is made only where a launch may be in it. */
export function summarise(
  document: SourceDocument,
  kind: FileKind,
  scriptIn: (document: SourceDocument) => ScriptModel | undefined,
): FileSummary {
  const { path, text } = document;
  const empty: FileSummary = { path, kind, launches: [], written: [], builds: [], speaksOfSageMaker: speaksOfSageMaker(text) };
  const launchesIn = (python: SourceDocument | undefined): readonly Launch[] => {
    const script = python && launchWord.test(python.text) && mayLaunch(python.text) ? scriptIn(python) : undefined;
    return script ? readLaunches(script) : [];
  };
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
    default:
      return empty;
  }
}

/** A notebook without any of these words neither launches, nor writes a file, nor builds an image. */
const mayWriteOrLaunch = /sagemaker|create_training_job|%%writefile|%%file\b|docker|\.sh\b|<</i;

function commandBuilds(commands: readonly NotebookCommand[]): ImageBuild[] {
  return commands.flatMap(({ document, folder }) => readImageBuilds(document, folder ?? parentFolder(document.path)));
}
