import type { ProjectFiles } from '../project/files.js';
import { span } from '../text/span.js';
import type { Severity } from './finding.js';
import type { ConfigurationProblem } from './run.js';

/** The name of the configuration file; the nearest one upward from the linted file counts. */
export const configurationName = 'sagelint.yaml';

/** recommended: what we are sure of. pedantic: hints and findings of low confidence as well. */
export type Profile = 'recommended' | 'pedantic';
export const profiles: readonly Profile[] = ['recommended', 'pedantic'];

/** What a configuration may say of a rule. */
export type RuleSetting = 'off' | Severity;
export const ruleSettings: readonly RuleSetting[] = ['off', 'hint', 'information', 'warning', 'error'];

/** One configuration file as read: what is good of it, and what is wrong with the rest. Paths are relative to its globs' folder. */
export interface ConfigurationFile {
  readonly profile: Profile | undefined;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly overrides: readonly { matches(path: string): boolean; readonly rules: ReadonlyMap<string, RuleSetting> }[];
  ignores(path: string): boolean;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the text of a configuration file; see `createConfigurationReader`. Never throws. */
export type ConfigurationReader = (path: string, text: string) => ConfigurationFile;

/** What counts for one linted file. */
export interface FileConfiguration {
  readonly ignored: boolean;
  readonly profile: Profile;
  /** What the configuration says of a rule; undefined where it says nothing and the rule's own severity counts. */
  settingOf(rule: string): RuleSetting | undefined;
  /** The configuration file that this comes from; undefined where there is none. */
  readonly source: string | undefined;
}

/** The configuration of every file of a project. */
export interface Configurations {
  forFile(path: string): FileConfiguration;
  /** What is wrong with a configuration file; empty for any other file. */
  problemsOf(path: string): readonly ConfigurationProblem[];
}

/** One configuration for every file, like that of `--config`; its globs count from the project's root. */
export interface GivenConfiguration {
  readonly path: string;
  readonly text: string;
}

/**
 * Finds and reads the configuration files of a project, each once while its text stays the same.
 * The reader is handed in because it brings a YAML parser: a host that finds no configuration file need not load it.
 */
export function createConfigurations(
  files: ProjectFiles,
  reader: ConfigurationReader | undefined,
  given?: GivenConfiguration,
): Configurations {
  const known = new Map<string, { readonly text: string; readonly file: ConfigurationFile }>();

  const read = (path: string): ConfigurationFile | undefined => {
    const source = given?.path === path ? ({ kind: 'text', text: given.text } as const) : files.read(path);
    if (source.kind === 'skipped') return unreadConfiguration(path, source.why);
    if (source.kind !== 'text' || !reader) return undefined;
    let entry = known.get(path);
    if (entry?.text !== source.text) {
      entry = { text: source.text, file: reader(path, source.text) };
      known.set(path, entry);
    }
    return entry.file;
  };

  const nearest = (path: string): { path: string; folder: string; file: ConfigurationFile } | undefined => {
    if (given) {
      const file = read(given.path);
      return file && { path: given.path, folder: '', file };
    }
    for (let folder: string | undefined = parentOf(path); folder !== undefined; folder = folder === '' ? undefined : parentOf(folder)) {
      const candidate = folder === '' ? configurationName : `${folder}/${configurationName}`;
      const file = read(candidate);
      if (file) return { path: candidate, folder, file };
    }
    return undefined;
  };

  return {
    forFile(path) {
      const found = nearest(path);
      if (!found) return noConfiguration;
      const within = found.folder === '' ? path : path.slice(found.folder.length + 1);
      const overrides = found.file.overrides.filter((override) => override.matches(within)).reverse();
      return {
        ignored: found.file.ignores(within),
        profile: found.file.profile ?? 'recommended',
        settingOf: (rule) => overrides.find((override) => override.rules.has(rule))?.rules.get(rule) ?? found.file.rules.get(rule),
        source: found.path,
      };
    },
    problemsOf(path) {
      if (path !== given?.path && nameOf(path) !== configurationName) return [];
      return read(path)?.problems ?? [];
    },
  };
}

/** What counts where no configuration file is. */
export const noConfiguration: FileConfiguration = {
  ignored: false,
  profile: 'recommended',
  settingOf: () => undefined,
  source: undefined,
};

function unreadConfiguration(path: string, why: string): ConfigurationFile {
  return {
    profile: undefined,
    rules: new Map(),
    overrides: [],
    ignores: () => false,
    problems: [{ at: { file: path, span: span(0, 0) }, message: `${nameOf(path)} was not read: ${why}. The defaults count instead.` }],
  };
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
