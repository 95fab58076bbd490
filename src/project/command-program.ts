import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import { textOf } from '../sagemaker/launch/settings.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { LinkedLaunch } from './links.js';
import { localImports } from './local-imports.js';
import { joinPath } from './paths.js';
import type { Project } from './project.js';

/** The one Python file that the command of a job runs, with the modules of its folder that it imports. */
export interface CommandProgram {
  readonly script: ScriptModel;
  readonly modules: readonly ScriptModel[];
}

/** Finds it in the folder that is uploaded, which the command is run in. Undefined where there are several, and where nobody can tell. */
export function commandProgram({ launch, sourceFolder }: LinkedLaunch<TrainingLaunch>, project: Project): CommandProgram | undefined {
  const names = (textOf(launch.command) ?? '').match(/(?<=^|\s)[\w./-]+\.py(?=\s|$)/g);
  const [name, ...others] = names ?? [];
  if (name === undefined || others.length > 0 || name.startsWith('/') || sourceFolder === undefined) return undefined;
  const path = joinPath(sourceFolder, name);
  const files = project.filesFor(launch.document.path);
  const script = files.read(path).kind === 'text' ? project.scriptOf(path) : undefined;
  if (!script) return undefined;
  const modules = localImports(script.syntax.body, path, sourceFolder, files).flatMap((module) => project.scriptOf(module) ?? []);
  return { script, modules };
}
