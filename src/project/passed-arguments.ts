import { type PassedHyperparameter, passedHyperparameters } from '../sagemaker/launch/passed-hyperparameters.js';
import type { CommandArgument } from '../sagemaker/script/arguments/arguments.js';
import type { ScriptUse } from './links.js';
import type { Project } from './project.js';
import { toolkitLaunches } from './toolkit-launches.js';

/** The hyperparameters that the jobs of a script give it on its command line; none where nobody can tell. */
export function passedArguments(use: ScriptUse, project: Project): readonly PassedHyperparameter[] {
  return (toolkitLaunches(use, project) ?? []).flatMap(({ launch }) => passedHyperparameters(launch));
}

/** Those of them that one argument takes. */
export function passedTo(argument: CommandArgument, use: ScriptUse, project: Project): readonly PassedHyperparameter[] {
  return passedArguments(use, project).filter((passed) => takes(argument, passed));
}

/** Whether an argument of the command line is the one that a hyperparameter is given to. */
export function takes({ names }: CommandArgument, { option }: PassedHyperparameter): boolean {
  return names.some(({ text }) => text === option);
}
