import type { Finding } from '../linter/finding.js';
import type { Texts } from '../linter/fix.js';
import { type FileResult, type LintOptions, lintFile } from '../linter/lint.js';
import { mergeFindings, sortFindings } from '../linter/merge.js';
import type { Toolbox } from '../linter/toolbox.js';
import type { ProjectFiles } from '../project/files.js';
import { openProject } from '../project/open-project.js';
import type { SourceDocument } from '../text/document.js';

/** The lint of the files of one project, again and again with other texts in their place. */
export interface ProjectLint {
  /** Lints the files as they are, with whatever that takes: it is loaded on the way. */
  lintFirst(): Promise<readonly Finding[]>;
  /** Lints what has not been linted with these texts yet, with what is loaded. Findings are sorted, and what several files say alike is said once. */
  lint(changed: Texts): readonly Finding[];
  /** By linted file, as of the last lint. */
  readonly results: ReadonlyMap<string, FileResult>;
  /** A document as of the last lint. */
  document(path: string): SourceDocument | undefined;
  /** There are more files than are read for links between them. */
  readonly isLimited: boolean;
}

/** Prepares the lint of some files of a project. `onFile` is called for each file that has been linted. */
export function createProjectLint(
  files: ProjectFiles,
  paths: readonly string[],
  toolbox: Toolbox,
  options: Omit<LintOptions, 'rules' | 'known'>,
  onFile: () => void,
): ProjectLint {
  const texts = new Map<string, string>();
  const project = openProject(withTexts(files, texts), toolbox.code, undefined, toolbox.data);
  const results = new Map<string, FileResult>();
  let hasChanged = false;

  /** Puts the changed texts in place and forgets the results that they concern. */
  const change = (changed: Texts): void => {
    for (const path of new Set([...texts.keys(), ...changed.keys()])) {
      if (texts.get(path) === changed.get(path)) continue;
      hasChanged = true;
      const text = changed.get(path);
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
      results.delete(path);
      for (const concerned of project.changed(path)) results.delete(concerned);
    }
  };
  /** Reads what can be linked, or only what has changed since. */
  const readIndex = (): void => {
    if (!paths.some((path) => project.needsLinks(path))) return;
    // Once texts change, it counts what their links led to before; until then links that nobody asks for need not be followed.
    const isRead = (): boolean => (hasChanged ? project.index.isSettled : project.index.isComplete);
    while (!isRead() && !toolbox.isWanted) project.advance(Number.POSITIVE_INFINITY);
    for (const concerned of project.takeAffected()) results.delete(concerned);
  };

  const lint = (changed: Texts): readonly Finding[] => {
    change(changed);
    readIndex();
    for (const path of paths) {
      if (results.has(path)) continue;
      if (toolbox.isWanted) break;
      const result = lintFile(project, path, { ...options, rules: toolbox.rules, known: toolbox.known });
      // What was found without a part that is missing counts for nothing.
      if (toolbox.isWanted) break;
      onFile();
      results.set(path, result);
    }
    return sortFindings(mergeFindings([...results.values()].flatMap(({ findings }) => findings)));
  };

  return {
    results,
    async lintFirst() {
      for (;;) {
        const findings = lint(new Map());
        if (!toolbox.isWanted) return findings;
        await toolbox.load();
      }
    },
    lint,
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
