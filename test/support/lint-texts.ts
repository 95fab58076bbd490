import { createConfigurations } from '../../src/linter/configuration.js';
import { createConfigurationReader } from '../../src/linter/configuration-file.js';
import type { Finding } from '../../src/linter/finding.js';
import { lintFile } from '../../src/linter/lint.js';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';
import { rules } from '../../src/rules/registry.generated.js';
import type { ExampleFile } from './rule-page.js';

/** Lints a small project from memory and gives the findings of all its files. */
export function lintTexts(texts: ReadonlyMap<string, string>, executable?: ReadonlySet<string>, pedantic = false): Finding[] {
  const files = filesFromMemory(texts, executable);
  const project = createProject(files);
  const configurations = createConfigurations(files, createConfigurationReader(rules));
  while (!project.advance(Number.POSITIVE_INFINITY));
  return [...texts.keys()].flatMap((path) => lintFile(project, path, { rules, configurations, pedantic }).findings);
}

/**
 * Lints a small project again and again while one of its files is typed, as an editor does: one project, told of each
 * change. Calls `check` with the findings of all files after every character.
 */
export function typeText(
  texts: ReadonlyMap<string, string>,
  path: string,
  check: (typed: string, findings: readonly Finding[]) => void,
): void {
  const text = texts.get(path) ?? '';
  const current = new Map(texts);
  const files = filesFromMemory(current);
  const project = createProject(files);
  for (let length = 0; length <= text.length; length++) {
    const typed = text.slice(0, length);
    current.set(path, typed);
    project.changed(path);
    while (!project.advance(Number.POSITIVE_INFINITY));
    const configurations = createConfigurations(files, createConfigurationReader(rules));
    check(
      typed,
      [...texts.keys()].flatMap((file) => lintFile(project, file, { rules, configurations, pedantic: true }).findings),
    );
  }
}

/** Lints one Dockerfile with nothing beside it. */
export function lintDockerfile(text: string, pedantic = false): Finding[] {
  return lintTexts(new Map([['Dockerfile', text]]), undefined, pedantic);
}

/** Lints the files of an example; one block that gives a mode makes the modes of all known. */
export function lintExample(files: readonly ExampleFile[], texts = textsOf(files)): Finding[] {
  const executable = files.some((file) => file.executable !== undefined)
    ? new Set(files.filter((file) => file.executable).map((file) => file.path))
    : undefined;
  return lintTexts(texts, executable);
}

export function textsOf(files: readonly ExampleFile[]): Map<string, string> {
  return new Map(files.map((file) => [file.path, file.text]));
}
