import { programsOfToolkits } from '../facts/packages.js';
import type { Copy, ImageModel, RunCommand } from './model.js';
import { baseName } from './paths.js';
import { packageOfUnknownContents } from './unknown-packages.js';

/** Commands that put no program of the user's own on PATH. */
const plainCommands = /^(pip3?|apt-get|apt|yum|dnf|conda|mamba|rm|mkdir|chmod|chown|cd|echo|printf|export|set|true|ls|find)$/;

/** Whether the Dockerfile may add a program called `train` or `serve` to what its base has; true wherever nobody can tell. */
export function mayAddProgram(image: ImageModel, name: 'train' | 'serve'): boolean {
  const isNamed = (path: string | undefined): boolean => path !== undefined && baseName(path) === name;
  const brings = ({ fromStage, sources, landed, destination }: Copy): boolean =>
    fromStage ||
    isNamed(destination.text) ||
    landed.some(({ path }) => isNamed(path)) ||
    sources.some((source) => source.name === name || source.isPartial || (source.contextPaths.length === 0 && !source.isSingleFile));
  const makes = ({ program, words }: RunCommand): boolean =>
    words.some(isNamed) || program === undefined || !(plainCommands.test(program) || (/^python/.test(program) && words.includes('pip')));
  return (
    image.copies.some(brings) ||
    image.runs.some(makes) ||
    image.unreadInstalls.length > 0 ||
    packageOfUnknownContents(image) !== undefined ||
    [...image.packages, ...image.mentionedPackages].some((item) => programsOfToolkits(item.name ?? '').includes(name))
  );
}
