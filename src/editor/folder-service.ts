import type { CodeAction } from 'vscode-languageserver-types';
import {
  type ConfigurationReader,
  type Configurations,
  createConfigurations,
  type Profile,
  type RuleSetting,
} from '../linter/configuration.js';
import type { Finding } from '../linter/finding.js';
import { type LintOptions, lintFile } from '../linter/lint.js';
import type { Toolbox } from '../linter/toolbox.js';
import { openProject } from '../project/open-project.js';
import type { FileKind } from '../project/project.js';
import { type IndexLimits, usualLimits } from '../project/project-index.js';
import type { FileChange } from './changes.js';
import { type ActionPlace, codeActionsFor } from './code-actions.js';
import { configurationsWithSettings, isConfiguration } from './configurations.js';
import type { Addresses } from './diagnostics.js';
import { fixEverything } from './fix-everything.js';
import { createIndexReader, type Turns } from './index-reader.js';
import { type AsynchronousFiles, createLoadedFiles } from './loaded-files.js';
import { createResults } from './results.js';

/** What the service of a folder needs of the editor around it. Paths are relative to the folder, with forward slashes. */
export interface FolderHost extends AsynchronousFiles, Addresses, Turns {
  /** The text of a file that is open, as it is this moment; of a notebook that is open as such, the text that its file would have. */
  openText(path: string): string | undefined;
  /** Takes all findings of a file, which may be none. Called in the same turn in which the texts were read: nothing is out of date. */
  publish(file: string, findings: readonly Finding[]): void;
  /** Hears of linted files that are to be linted again, since what they have to do with others has changed. */
  outdated(paths: readonly string[]): void;
  /** Takes a line for the log. */
  log(line: string): void;
  /** Takes a sentence that people should see. */
  warn(sentence: string): void;
  /** How much of the folder is read for links between files; as much as ever, unless said otherwise. */
  readonly limits?: IndexLimits | undefined;
}

/** What an editor's settings say; a configuration file of the project overrules them. */
export interface EditorSettings {
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** Lints the files of one folder, remembers what it found, and knows what to lint again. */
export interface FolderService {
  kindOf(path: string): FileKind | undefined;
  /**
   * Lints a file and publishes what it finds, once everything that this takes has been read: of a Dockerfile at once what
   * needs no other file, and again when the links between all files are known.
   */
  lint(path: string): Promise<void>;
  /** Takes back what was found by linting a file; undefined takes back everything. */
  withdraw(path?: string): void;
  /** The files that have been linted, in the order in which they came. */
  linted(): readonly string[];
  /** Hears that the text of an open file has changed. Returns the linted files that this concerns. */
  edited(path: string): readonly string[];
  /** Hears that a file or folder was written, has come or gone. Returns the linted files that this concerns. */
  changed(path: string): readonly string[];
  /** Has the executable bits of files read again. Returns the linted files that this concerns. */
  modesMayHaveChanged(): readonly string[];
  configure(settings: EditorSettings): void;
  /** What can be done at a place, in the order in which it is offered. */
  codeActions(place: ActionPlace): Promise<CodeAction[]>;
  /** All safe fixes of a file that touch nothing else: one change, or one for each cell of a notebook that is open as such. */
  fixAllIn(path: string): Promise<readonly FileChange[]>;
  /** All safe fixes of the linted files, whatever they touch. */
  fixAll(): Promise<readonly FileChange[]>;
  /** What has been found in a file, whichever file was linted for it. */
  findingsIn(file: string): readonly Finding[];
  /** Takes everything back and ends what is going on. Nothing may be asked of the service after that. */
  dispose(): void;
}

/** A level of folders is read in each round, so this bounds how deep a build context may be. */
const mostRounds = 60;

/** A lint that goes on. */
interface Lint {
  done: Promise<void>;
  /** Nobody wants its findings any more. */
  isWithdrawn: boolean;
}

/** Makes the service of one folder. Nothing is read before something is linted. */
export function createFolderService(host: FolderHost, toolbox: Toolbox, initial: EditorSettings): FolderService {
  let settings = initial;
  const drafts = new Map<string, string>();
  const files = createLoadedFiles(host, {
    openText: (path) => drafts.get(path) ?? host.openText(path),
    // What was read has not changed by that, and no folder has another listing.
    loaded: (path, sort) => void (sort === 'text' ? project.edited(path) : project.changed(path)),
    kept: (path) => project.keptText(path),
  });
  const project = openProject(files, toolbox.code, host.limits, toolbox.data);
  // The reader brings a YAML parser, and most folders have no configuration file: it is loaded with the first one.
  let isReaderWanted = false;
  const wantReader: ConfigurationReader = () => {
    isReaderWanted = true;
    return { profile: undefined, rules: new Map(), overrides: [], ignores: () => false, problems: [] };
  };
  let configurations = createConfigurations(files, wantReader);
  const current: Configurations = {
    forFile: (path) => configurations.forFile(path),
    problemsOf: (path) => configurations.problemsOf(path),
  };
  const loadReader = async (): Promise<void> => {
    const { createConfigurationReader } = await import('../linter/configuration-file.js');
    isReaderWanted = false;
    configurations = createConfigurations(files, createConfigurationReader(toolbox.known));
  };
  const settled = configurationsWithSettings(current, () => settings);
  const options = (): LintOptions => ({ rules: toolbox.rules, known: toolbox.known, configurations: settled });
  const results = createResults();
  const running = new Map<string, Lint>();
  /** While fixes are tried out nobody else may look at the texts. */
  let fixing: Promise<unknown> | undefined;
  let isLimitSaid = false;
  let isDisposed = false;

  const index = createIndexReader(project, files, toolbox, host, () => {
    const affected = outdate(project.takeAffected()).filter((path) => !running.has(path));
    if (affected.length > 0) host.outdated(affected);
    if (!project.index.isLimited || isLimitSaid) return;
    isLimitSaid = true;
    host.warn(limitSentence(host.limits ?? usualLimits));
  });

  const record = (path: string, findings: readonly Finding[] | undefined): void => {
    for (const file of results.set(path, findings)) host.publish(file, results.findingsIn(file));
  };

  const lintUntilLoaded = async (path: string, lint: Lint): Promise<void> => {
    const kind = project.kindOf(path);
    for (let round = 0; round < mostRounds; round++) {
      while (fixing) await fixing;
      if (isDisposed) return;
      // Until the links are known for the first time, a Dockerfile is judged by itself; later on, what was found by its links would come and go.
      const isEarly = kind === 'dockerfile' && !index.wasComplete && !project.index.isRead;
      if (!isEarly && !project.index.isSettled && project.needsLinks(path)) {
        await index.complete();
        continue;
      }
      // Between this line and the record nothing else runs: the findings are those of the texts of this moment.
      const before = files.pendingAnswers;
      const { findings } = lintFile(project, path, options());
      if (isReaderWanted || toolbox.isWanted) {
        if (isReaderWanted) await loadReader();
        await toolbox.load();
        continue;
      }
      // While the index is read something is always on its way; of images nothing is computed by then but here.
      if (isEarly ? files.pendingAnswers > before : files.isWaiting) {
        await files.load();
        continue;
      }
      if (!isEarly) running.delete(path);
      // Whether a comment is of use nobody knows before all rules have been asked.
      if (!lint.isWithdrawn) record(path, isEarly ? findings.filter(({ rule }) => !isOwn(rule)) : findings);
      if (!isEarly) return;
      await index.complete();
    }
    host.log(`${path}: gave up after ${mostRounds} rounds of reading; its folders are nested too deep or change all the time`);
  };

  const lint = (path: string): Promise<void> => {
    if (isDisposed || project.kindOf(path) === undefined) return Promise.resolve();
    const before = running.get(path);
    if (before) {
      before.isWithdrawn = false;
      return before.done;
    }
    const started: Lint = { done: Promise.resolve(), isWithdrawn: false };
    running.set(path, started);
    started.done = lintUntilLoaded(path, started).finally(() => {
      if (running.get(path) === started) running.delete(path);
    });
    return started.done;
  };

  const isOwn = (rule: string): boolean => toolbox.rules.find(({ id }) => id === rule)?.appliesTo === 'run';

  const outdate = (paths: Iterable<string>): readonly string[] => {
    const concerned = [...paths].filter((path) => results.has(path) || running.has(path));
    for (const path of concerned) {
      const result = results.get(path);
      if (result) result.isOutdated = true;
    }
    return concerned;
  };

  /** The linted files that have to do with a file, linted again where something has changed. */
  const refreshed = async (file: string): Promise<string[]> => {
    const concerned = new Set([...(project.kindOf(file) === undefined ? [] : [file]), ...results.reaching(file)]);
    for (const path of concerned) if (results.get(path)?.isOutdated ?? true) await lint(path);
    return [...concerned].filter((path) => results.has(path));
  };

  const fix = async (paths: readonly string[], only?: string): Promise<readonly FileChange[]> => {
    // While fixes are tried out nothing is loaded but files, and a fix may lead to what is not there yet.
    if (paths.length > 0) await toolbox.loadAll();
    await index.complete();
    while (fixing) await fixing;
    if (isDisposed || paths.length === 0) return [];
    const desk = { project, files, drafts, options: options(), addresses: host, turns: host };
    const done = fixEverything(desk, paths, only).finally(() => {
      fixing = undefined;
    });
    fixing = done.catch(() => undefined);
    return await done;
  };
  const mayBeFixed = (path: string): boolean => {
    const result = results.get(path);
    return result !== undefined && (result.isOutdated || result.findings.some((finding) => finding.fix?.safety === 'safe'));
  };

  const withdraw = (path?: string): void => {
    for (const linted of path === undefined ? [...running.keys()] : [path]) {
      const work = running.get(linted);
      if (work) work.isWithdrawn = true;
    }
    for (const linted of path === undefined ? results.paths() : [path]) if (results.has(linted)) record(linted, undefined);
  };

  return {
    kindOf: (path) => project.kindOf(path),
    lint,
    withdraw,
    linted: () => results.paths(),
    edited(path) {
      const concerned = project.edited(path);
      return outdate(new Set([...concerned, path, ...(isConfiguration(path) ? results.paths() : [])]));
    },
    changed(path) {
      const concerned = new Set<string>([path]);
      for (const known of files.forget(path)) {
        for (const dependent of project.changed(known)) concerned.add(dependent);
        if (results.has(known)) concerned.add(known);
        if (isConfiguration(known)) for (const linted of results.paths()) concerned.add(linted);
      }
      // What has come may lead to something that is linted, and nothing but its links says so.
      if (index.wasComplete) void host.nextTurn().then(() => index.complete());
      return outdate(concerned);
    },
    modesMayHaveChanged: () => outdate(new Set(files.forgetModes().flatMap((path) => project.changed(path)))),
    configure(changed) {
      settings = changed;
      outdate(results.paths());
    },
    async codeActions(place) {
      await refreshed(place.path);
      return codeActionsFor({ project, rules: toolbox.rules, addresses: host }, place, results.findingsIn(place.path));
    },
    fixAllIn: async (path) => (await fix(await refreshed(path), path)).filter(({ file }) => file === path),
    fixAll: () => fix(results.paths().filter(mayBeFixed)),
    findingsIn: (file) => results.findingsIn(file),
    dispose() {
      withdraw();
      isDisposed = true;
      index.stop();
    },
  };
}

function limitSentence({ files }: IndexLimits): string {
  return `There are more than ${files} files that could be linked: what the others say is not known, and some findings may be missing.`;
}
