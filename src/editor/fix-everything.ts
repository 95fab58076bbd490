import type { Finding } from '../linter/finding.js';
import { fixAll, type Texts } from '../linter/fix.js';
import { type LintOptions, lintFile } from '../linter/lint.js';
import type { Project } from '../project/project.js';
import { createDocument } from '../text/document.js';
import { changesToText, type FileChange } from './changes.js';
import type { Addresses } from './diagnostics.js';
import type { Turns } from './index-reader.js';
import type { LoadedFiles } from './loaded-files.js';

/** What fixing works on. While it does, nobody else may lint: the project sees the drafts. */
export interface FixDesk {
  readonly project: Project;
  readonly files: LoadedFiles;
  /** Texts that count instead of those of the files and of the editor. Empty before and after. */
  readonly drafts: Map<string, string>;
  readonly options: LintOptions;
  readonly addresses: Addresses;
  readonly turns: Turns;
}

/** As many rounds of reading as linting gets. */
const mostRounds = 60;

/**
 * Applies all safe fixes of the linted files `paths` until none is left, on paper: one file after the other, each upon what
 * the ones before have made of the texts. With `only`, just the fixes that touch that file and no other.
 */
export async function fixEverything(desk: FixDesk, paths: readonly string[], only?: string): Promise<readonly FileChange[]> {
  const { project, files, drafts, addresses, turns } = desk;
  const originals = new Map<string, string>();
  const put = (texts: Texts): void => {
    for (const file of new Set([...drafts.keys(), ...texts.keys()])) {
      const text = texts.get(file);
      if (text === drafts.get(file)) continue;
      if (text === undefined) {
        drafts.delete(file);
      } else {
        const read = files.read(file);
        if (!originals.has(file) && read.kind === 'text') originals.set(file, read.text);
        drafts.set(file, text);
      }
      project.edited(file);
    }
  };
  try {
    let fixed: Texts = new Map();
    for (const path of paths) {
      fixed = await fixOne(desk, path, only, fixed, originals, put);
      await turns.nextTurn();
    }
    return [...fixed].flatMap(([file, text]) => {
      const before = originals.get(file);
      return before === undefined || before === text ? [] : changesToText(createDocument(file, before), text, addresses);
    });
  } finally {
    put(new Map());
  }
}

/** Fixes one file upon what has been fixed already; returns both. */
async function fixOne(
  { project, files, options }: FixDesk,
  path: string,
  only: string | undefined,
  fixed: Texts,
  originals: Texts,
  put: (texts: Texts) => void,
): Promise<Texts> {
  const isWanted = ({ fix }: Finding): boolean => only === undefined || (fix?.edits.every(({ file }) => file === only) ?? false);
  const read = (file: string): string | undefined => {
    const known = fixed.get(file) ?? originals.get(file);
    if (known !== undefined) return known;
    const found = files.read(file);
    return found.kind === 'text' ? found.text : undefined;
  };
  const lint = (changed: Texts): readonly Finding[] => {
    put(new Map([...fixed, ...changed]));
    while (!project.advance(Number.POSITIVE_INFINITY));
    return lintFile(project, path, options).findings.filter(isWanted);
  };
  for (let round = 0; round < mostRounds; round++) {
    const { texts } = fixAll({ read, lint }, 'safe');
    if (!files.isWaiting) return new Map([...fixed, ...texts]);
    await files.load();
  }
  return fixed;
}
