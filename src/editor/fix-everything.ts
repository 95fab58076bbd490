import type { Finding } from '../linter/finding.js';
import { fixAll, type Texts } from '../linter/fix.js';
import { type LintOptions, lintFile } from '../linter/lint.js';
import { createProject } from '../project/create-project.js';
import type { ProjectFiles } from '../project/files.js';
import { createDocument } from '../text/document.js';
import { changeToText, type FileChange } from './changes.js';
import type { LoadedFiles } from './loaded-files.js';

/** As many rounds of reading as linting gets. */
const mostRounds = 60;

/**
 * Applies all safe fixes of the linted files `paths` until none is left, on paper. With `only`, just those that touch
 * that file and no other. Where two files want different things of a third, the first one gets its way.
 */
export async function fixEverything(
  files: LoadedFiles,
  options: LintOptions,
  paths: readonly string[],
  only?: string,
): Promise<readonly FileChange[]> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    for (const [file, text] of await fixOne(files, options, path, only)) if (!texts.has(file)) texts.set(file, text);
  }
  const changes: FileChange[] = [];
  for (const [file, text] of texts) {
    const read = files.read(file);
    if (read.kind === 'text' && read.text !== text) changes.push(changeToText(createDocument(file, read.text), text));
  }
  return changes;
}

async function fixOne(files: LoadedFiles, options: LintOptions, path: string, only: string | undefined): Promise<Texts> {
  const isWanted = ({ fix }: Finding): boolean => only === undefined || (fix?.edits.every(({ file }) => file === only) ?? false);
  for (let round = 0; round < mostRounds; round++) {
    const { texts } = fixAll(
      {
        read(file) {
          const read = files.read(file);
          return read.kind === 'text' ? read.text : undefined;
        },
        lint: (changed) => lintFile(createProject(withTexts(files, changed)), path, options).findings.filter(isWanted),
      },
      'safe',
    );
    if (!files.isWaiting) return texts;
    await files.load();
  }
  return new Map();
}

function withTexts(files: ProjectFiles, texts: Texts): ProjectFiles {
  return {
    read(path) {
      const text = texts.get(path);
      return text === undefined ? files.read(path) : { kind: 'text', text };
    },
    entries: (directory) => files.entries(directory),
    isExecutable: (path) => files.isExecutable(path),
  };
}
