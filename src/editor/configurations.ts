import { type Configurations, configurationName } from '../linter/configuration.js';
import type { EditorSettings } from './folder-service.js';

/**
 * Configurations under which an editor's settings count where the project's files say nothing:
 * what a team has written down for everyone wins over what one person likes.
 */
export function configurationsWithSettings(configurations: Configurations, settings: () => EditorSettings): Configurations {
  return {
    forFile(path) {
      const configuration = configurations.forFile(path);
      const { profile, rules } = settings();
      return {
        ...configuration,
        profile: configuration.source === undefined ? profile : configuration.profile,
        settingOf: (rule) => configuration.settingOf(rule) ?? rules[rule],
      };
    },
    problemsOf: (path) => configurations.problemsOf(path),
  };
}

/** Whether a path is that of a configuration file. */
export function isConfiguration(path: string): boolean {
  return path === configurationName || path.endsWith(`/${configurationName}`);
}
