import type { CodeAction, Range } from 'vscode-languageserver-types';
import {
  type ConfigurationReader,
  type Configurations,
  createConfigurations,
  type Profile,
  type RuleSetting,
} from '../linter/configuration.js';
import type { Finding } from '../linter/finding.js';
import { type LintOptions, lintFile } from '../linter/lint.js';
import { mergeFindings, sortFindings } from '../linter/merge.js';
import type { Rule } from '../linter/rule.js';
import { createProject } from '../project/create-project.js';
import type { FileKind } from '../project/project.js';
import type { FileChange } from './changes.js';
import { codeActionsFor } from './code-actions.js';
import { configurationsWithSettings, isConfiguration } from './configurations.js';
import type { Addresses } from './diagnostics.js';
import { fixEverything } from './fix-everything.js';
import { type AsynchronousFiles, createLoadedFiles } from './loaded-files.js';

/** What the service of a folder needs of the editor around it. Paths are relative to the folder, with forward slashes. */
export interface FolderHost extends AsynchronousFiles, Addresses {
  /** The text of a file that is open, as it is this moment. */
  openText(path: string): string | undefined;
  /** Takes all findings of a file, which may be none. Called in the same turn in which the texts were read: nothing is out of date. */
  publish(file: string, findings: readonly Finding[]): void;
  /** Takes a line for the log. */
  log(line: string): void;
}

/** What an editor's settings say; a configuration file of the project overrules them. */
export interface EditorSettings {
  readonly profile: Profile;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** Lints the files of one folder, remembers what it found, and knows what to lint again. */
export interface FolderService {
  kindOf(path: string): FileKind | undefined;
  /** Lints a file and publishes what it finds, once everything that this takes has been read. */
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
  /** What can be done at a range of a file, in the order in which it is offered. */
  codeActions(path: string, range: Range): Promise<CodeAction[]>;
  /** All safe fixes of a file that touch nothing else, if there are any. */
  fixAllIn(path: string): Promise<FileChange | undefined>;
  /** All safe fixes of the linted files, whatever they touch. */
  fixAll(): Promise<readonly FileChange[]>;
  /** What has been found in a file, whichever file was linted for it. */
  findingsIn(file: string): readonly Finding[];
}

/** A level of folders is read in each round, so this bounds how deep a build context may be. */
const mostRounds = 60;

interface Result {
  readonly findings: readonly Finding[];
  /** Whether something has changed since. */
  isOutdated: boolean;
}

/** Makes the service of one folder. Nothing is read before something is linted. */
export function createFolderService(host: FolderHost, rules: readonly Rule[], initial: EditorSettings): FolderService {
  let settings = initial;
  const files = createLoadedFiles(host, { openText: host.openText, loaded: (path) => void project.changed(path) });
  const project = createProject(files);
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
    configurations = createConfigurations(files, createConfigurationReader(rules));
  };
  const options: LintOptions = { rules, configurations: configurationsWithSettings(current, () => settings) };
  const results = new Map<string, Result>();
  const running = new Map<string, Promise<void>>();

  const findingsIn = (file: string): readonly Finding[] =>
    sortFindings(mergeFindings([...results.values()].flatMap(({ findings }) => findings.filter((finding) => finding.file === file))));

  const record = (path: string, findings: readonly Finding[] | undefined): void => {
    const before = results.get(path)?.findings ?? [];
    if (findings === undefined) results.delete(path);
    else results.set(path, { findings, isOutdated: false });
    for (const file of new Set([path, ...[...before, ...(findings ?? [])].map((finding) => finding.file)])) {
      host.publish(file, findingsIn(file));
    }
  };

  const lintUntilLoaded = async (path: string): Promise<void> => {
    for (let round = 0; round < mostRounds; round++) {
      // Between this line and the record nothing else runs: the findings are those of the texts of this moment.
      const { findings } = lintFile(project, path, options);
      if (isReaderWanted) {
        await loadReader();
        continue;
      }
      if (!files.isWaiting) {
        record(path, findings);
        return;
      }
      await files.load();
    }
    host.log(`${path}: gave up after ${mostRounds} rounds of reading; its folders are nested too deep or change all the time`);
  };

  const lint = (path: string): Promise<void> => {
    if (project.kindOf(path) === undefined) return Promise.resolve();
    let work = running.get(path);
    if (!work) {
      work = lintUntilLoaded(path).finally(() => running.delete(path));
      running.set(path, work);
    }
    return work;
  };

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
    const concerned = [...results].filter(([path, { findings }]) => path === file || findings.some((finding) => finding.file === file));
    if (project.kindOf(file) !== undefined && !results.has(file)) await lint(file);
    for (const [path, { isOutdated }] of concerned) if (isOutdated) await lint(path);
    return [...new Set([...concerned.map(([path]) => path), ...(results.has(file) ? [file] : [])])];
  };

  return {
    kindOf: (path) => project.kindOf(path),
    lint,
    withdraw(path) {
      for (const linted of path === undefined ? [...results.keys()] : [path]) if (results.has(linted)) record(linted, undefined);
    },
    linted: () => [...results.keys()],
    edited(path) {
      const concerned = isConfiguration(path)
        ? [...results.keys()]
        : [...results.keys()].filter((linted) => project.dependenciesOf(linted).has(path));
      project.changed(path);
      return outdate(new Set([...concerned, path]));
    },
    changed(path) {
      const concerned = new Set<string>([path]);
      for (const known of files.forget(path)) {
        for (const dockerfile of project.changed(known)) concerned.add(dockerfile);
        if (results.has(known)) concerned.add(known);
        if (isConfiguration(known)) for (const linted of results.keys()) concerned.add(linted);
      }
      return outdate(concerned);
    },
    modesMayHaveChanged: () => outdate(new Set(files.forgetModes().flatMap((path) => project.changed(path)))),
    configure(changed) {
      settings = changed;
      outdate(results.keys());
    },
    async codeActions(path, range) {
      await refreshed(path);
      return codeActionsFor({ project, rules, addresses: host }, path, findingsIn(path), range);
    },
    async fixAllIn(path) {
      const paths = await refreshed(path);
      const changes = await fixEverything(files, options, paths, path);
      return changes.find(({ file }) => file === path);
    },
    fixAll: () => fixEverything(files, options, [...results.keys()]),
    findingsIn,
  };
}
