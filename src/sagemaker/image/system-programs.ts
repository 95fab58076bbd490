import type { ImageModel, RunCommand } from './model.js';

const installers = /^(apt-get|apt|aptitude|apk|yum|dnf|microdnf|tdnf|zypper|conda|mamba|micromamba|xargs)$/;

/**
 * Whether the image may have a program of the system, such as `gcc` or `java`, before the command of the given order.
 * `signs` matches words of commands that would bring it. True wherever nobody can tell: packages named by a variable,
 * scripts of the user's own, environments that cannot be read, folders out of another stage.
 */
export function mayHaveProgram(image: ImageModel, program: string, signs: RegExp, before = Number.POSITIVE_INFINITY): boolean {
  if (!image.base.known || image.fileAt(`/usr/bin/${program}`, before).kind !== 'absent') return true;
  const isSign = (word: string | undefined): boolean => word !== undefined && signs.test(word);
  return (
    image.runs.some((run) => run.order < before && (run.words.some(isSign) || installsUnknown(run))) ||
    image.copies.some(
      (copy) =>
        copy.order < before &&
        (copy.sources.some((source) => isSign(source.text)) ||
          isSign(copy.destination.text) ||
          (copy.fromStage && reachesSystem(copy.destination.path))),
    ) ||
    image.unreadInstalls.some((install) => install.order < before && /\.ya?ml$|variable/.test(install.what))
  );
}

function installsUnknown({ program, words }: RunCommand): boolean {
  return program !== undefined && installers.test(program) && (program === 'xargs' || words.includes(undefined));
}

function reachesSystem(path: ImageModel['workingDirectory']): boolean {
  return !path.known || /^\/(usr(\/(local(\/bin)?|bin|lib))?|bin|opt)?$/.test(path.value);
}
