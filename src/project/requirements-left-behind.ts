import type { Statement } from '../languages/python/syntax.js';
import { parseRequirements, type Requirement } from '../languages/requirements/parse.js';
import { mayBePrebuilt } from '../sagemaker/facts/prebuilt-packages.js';
import type { TrainingLaunch } from '../sagemaker/launch/model.js';
import { settingOf, textOf } from '../sagemaker/launch/settings.js';
import { sourceCodeOf } from '../sagemaker/launch/source-code.js';
import { runsLocally } from '../sagemaker/launch/uploaded-program.js';
import type { ScriptModel } from '../sagemaker/script/model.js';
import type { ProjectFiles } from './files.js';
import type { LinkedLaunch } from './links.js';
import { joinPath, parentFolder } from './paths.js';

/** A requirements file that is not installed in a job that needs it. */
export interface RequirementsLeftBehind {
  /** Relative to the project's root. */
  readonly file: string;
  /** What the script imports of it. */
  readonly requirement: Requirement;
  /** untold: it is uploaded, and SDK v3 is not told to install it. outside: it is not in the folder that is uploaded. named: it is, under a name that nobody looks for. alone: the script is uploaded without its folder. */
  readonly why: 'untold' | 'outside' | 'named' | 'alone';
}

/** Whatever installs packages or brings them in another way. */
const otherWays = /\bpip\b|\bconda\b|\bsys\.path\b|\bensurepip\b|\brequirements\b/;
const usualName = 'requirements.txt';

/**
 * The requirements file of a project that has a package which the entry point of a job imports, and that the job does not
 * install. Only where a prebuilt image runs the script, since others may have the package.
 */
export function requirementsLeftBehind(
  link: LinkedLaunch<TrainingLaunch>,
  script: ScriptModel,
  files: ProjectFiles,
): RequirementsLeftBehind | undefined {
  const { launch, sourceFolder, isPrebuilt } = link;
  if (isPrebuilt !== true || runsLocally(launch) || launch.command.kind !== 'absent' || otherWays.test(script.document.text))
    return undefined;
  if (['dependencies', 'git_config'].some((name) => launch.argument(name).kind !== 'absent')) return undefined;
  const imported = importedPackages(script.syntax.body).filter((name) => !mayBePrebuilt(name));
  const neededOf = (file: string): Requirement | undefined => {
    const found = files.read(file);
    if (found.kind !== 'text') return undefined;
    return parseRequirements(found.text).requirements.find(({ name }) => name !== undefined && imported.includes(name));
  };
  const first = (paths: readonly string[], why: RequirementsLeftBehind['why']): RequirementsLeftBehind | undefined => {
    for (const file of paths) {
      const requirement = neededOf(file);
      if (requirement) return { file, requirement, why };
    }
    return undefined;
  };
  if (sourceFolder === undefined) {
    const own = parentFolder(script.document.path);
    return launch.sourceDirectory.kind === 'absent' ? first([joinPath(own, usualName)], 'alone') : undefined;
  }
  const code = sourceCodeOf(launch);
  const usual = joinPath(sourceFolder, usualName);
  if (code) {
    const told = settingOf(code, 'requirements');
    return told.kind === 'absent' && textOf(launch.entryPoint)?.endsWith('.py') ? first([usual], 'untold') : undefined;
  }
  // What is there is installed, whatever it lacks; setup.py may ask for more.
  if ([usual, joinPath(sourceFolder, 'setup.py')].some((file) => files.read(file).kind !== 'absent')) return undefined;
  const beside = (files.entries(sourceFolder) ?? []).flatMap(({ name, kind }) =>
    kind === 'file' && /^requirements?[\w-]*\.(txt|in)$/i.test(name) ? [joinPath(sourceFolder, name)] : [],
  );
  const above = foldersAbove(sourceFolder).map((folder) => joinPath(folder, usualName));
  return first(beside, 'named') ?? first(above, 'outside');
}

/** The packages that are imported for certain when the file is run, by the name of their top module. */
function importedPackages(body: readonly Statement[]): readonly string[] {
  return body.flatMap((statement) => {
    if (statement.kind !== 'import' || statement.from?.startsWith('.')) return [];
    const modules = statement.from === undefined ? statement.names.map(({ name }) => name) : [statement.from];
    return modules.map((module) => (module.split('.')[0] ?? '').toLowerCase().replaceAll('_', '-'));
  });
}

function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let next = folder; next !== ''; folders.push(next)) next = parentFolder(next);
  return folders;
}
