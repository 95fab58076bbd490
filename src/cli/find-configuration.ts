import { type Configurations, configurationName } from '../linter/configuration.js';
import type { ProjectFiles } from '../project/files.js';
import { parentFolder } from '../project/paths.js';

/** The configuration files that count for some files: they are linted too, so that no setting is lost in silence. */
export function configurationFilesOf(paths: readonly string[], configurations: Configurations): string[] {
  const sources = paths.map((path) => configurations.forFile(path).source);
  return [...new Set(sources.filter((source) => source !== undefined))];
}

/** Whether a configuration file lies beside or above one of some files; only then is a YAML parser worth loading. */
export function hasConfiguration(files: ProjectFiles, paths: readonly string[]): boolean {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let folder = parentFolder(path); !folders.has(folder); folder = parentFolder(folder)) folders.add(folder);
  }
  return [...folders].some((folder) => files.read(folder === '' ? configurationName : `${folder}/${configurationName}`).kind !== 'absent');
}
