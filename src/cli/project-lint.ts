import type { Finding } from '../linter/finding.js';
import type { Texts } from '../linter/fix.js';
import { type FileResult, type LintOptions, lintFile } from '../linter/lint.js';
import { mergeFindings, sortFindings } from '../linter/merge.js';
import { createProject } from '../project/create-project.js';
import type { ProjectFiles } from '../project/files.js';
import type { SourceDocument } from '../text/document.js';

/** The lint of the files of one project, again and again with other texts in their place. */
export interface ProjectLint {
  /** Lints what has not been linted with these texts yet. Findings are sorted, and what several files say alike is said once. */
  lint(changed: Texts): readonly Finding[];
  /** By linted file, as of the last lint. */
  readonly results: ReadonlyMap<string, FileResult>;
  /** A document as of the last lint. */
  document(path: string): SourceDocument | undefined;
  /** There are more files than are read for links between them. */
  readonly isLimited: boolean;
}

/** Prepares the lint of some files of a project. `onFile` is called before each file that is linted. */
export function createProjectLint(files: ProjectFiles, paths: readonly string[], options: LintOptions, onFile: () => void): ProjectLint {
  const texts = new Map<string, string>();
  const project = createProject(withTexts(files, texts));
  const results = new Map<string, FileResult>();

  /** Puts the changed texts in place and forgets the results that they concern. */
  const change = (changed: Texts): void => {
    for (const path of new Set([...texts.keys(), ...changed.keys()])) {
      if (texts.get(path) === changed.get(path)) continue;
      const text = changed.get(path);
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
      results.delete(path);
      for (const concerned of project.changed(path)) results.delete(concerned);
    }
  };
  /** Reads what can be linked, or only what has changed since. */
  const readIndex = (): void => {
    if (paths.every((path) => project.kindOf(path) === 'configuration')) return;
    while (!project.advance(Number.POSITIVE_INFINITY));
    for (const concerned of project.takeAffected()) results.delete(concerned);
  };

  return {
    results,
    lint(changed) {
      change(changed);
      readIndex();
      for (const path of paths) {
        if (results.has(path)) continue;
        onFile();
        results.set(path, lintFile(project, path, options));
      }
      return sortFindings(mergeFindings([...results.values()].flatMap(({ findings }) => findings)));
    },
    document: (path) => project.document(path),
    get isLimited() {
      return project.index.isLimited;
    },
  };
}

/** Files with some texts in the place of theirs. */
export function withTexts(files: ProjectFiles, texts: Texts): ProjectFiles {
  return {
    ...files,
    read(path) {
      const text = texts.get(path);
      return text === undefined ? files.read(path) : { kind: 'text', text };
    },
  };
}
