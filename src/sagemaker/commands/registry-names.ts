import type { Command, CommandWord } from './model.js';
import { commandsOfKind } from './model.js';

/** The registry in front of an image's name, with whatever stands for what is not known: `${account}.dkr.ecr.${region}.amazonaws.com`. */
export function registryOf(text: string): string | undefined {
  return /^[^/\s]*\.dkr[.-]ecr[^/\s]*/.exec(text)?.[0];
}

/** Whether an image is pushed to a registry of AWS by these commands: by name, or because they log in to one. */
export function pushesToRegistry(commands: readonly Command[]): boolean {
  return commands.some(({ kind }) => kind === 'push') || commandsOfKind(commands, 'build').some(({ pushesItself }) => pushesItself);
}

/** The names under which commands push, tag or build images in a registry of AWS. */
export function registryNames(commands: readonly Command[]): readonly CommandWord[] {
  return commands
    .flatMap((command): readonly (CommandWord | undefined)[] => {
      if (command.kind === 'push') return [command.image];
      if (command.kind === 'tag') return [command.target];
      return command.kind === 'build' ? command.tags : [];
    })
    .filter((word): word is CommandWord => word !== undefined && registryOf(word.text) !== undefined);
}
