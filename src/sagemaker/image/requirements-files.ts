import type { Span } from '../../text/span.js';
import { certain } from '../value.js';
import type { ImageModel, RunCommand } from './model.js';
import { baseName, resolveImagePath } from './paths.js';
import { filesOf } from './training-toolkit.js';

const requirementsFile = /(^|\/)[\w.-]*requirements[\w.-]*\.(txt|in)$/i;
/** Options whose value may look like a requirements file. */
const takesFile = /^-[a-zA-Z]*[rcf]$|^--(requirements?|constraints?|overrides?|build-constraints?|find-links)$/;

/** A requirements file among the words of a `pip install`. */
export interface NamedRequirements {
  readonly file: string;
  readonly span: Span;
  /** package: pip takes it for the name of a package. file: it is the value of `-r`. */
  readonly as: 'package' | 'file';
  /** Where `-r ` would have to be put: within quotes in a JSON form. */
  readonly isJson: boolean;
}

/** Finds the requirements files that a command installs from, or means to. */
export function requirementsIn(run: RunCommand): readonly NamedRequirements[] {
  const install = installIndex(run);
  if (install < 1) return [];
  return run.words.flatMap((file, index): NamedRequirements[] => {
    const span = run.command.words[index]?.span;
    const before = run.words[index - 1];
    if (index <= install || file === undefined || before === undefined || !span || !requirementsFile.test(file)) return [];
    const isJson = run.instruction.json?.some((word) => word.span.start === span.start) ?? false;
    if (!file.startsWith('-') && !takesFile.test(before)) return [{ file, span, as: 'package', isJson }];
    return /^-[a-zA-Z]*r$|^--requirements?$/.test(before) ? [{ file, span, as: 'file', isJson }] : [];
  });
}

/** Where `install` stands in a pip command; -1 in others. */
function installIndex({ program, words }: RunCommand): number {
  const isPip = /^pip[\d.]*$/.test(program ?? '');
  const isModule = /^python[\d.]*$/.test(program ?? '') && words[1] === '-m' && words[2] === 'pip';
  const isUv = program === 'uv' && words[1] === 'pip';
  return isPip || isModule || isUv ? words.indexOf('install') : -1;
}

/** The COPY behind a RUN that brings a file which certainly was not there before. */
export function laterCopy(image: ImageModel, run: RunCommand, file: string): ImageModel['copies'][number]['instruction'] | undefined {
  const directory = certain(run.directory);
  if (directory === undefined || run.command.conditional || run.instruction.flags.some((flag) => flag.name === 'mount')) return undefined;
  const path = resolveImagePath(directory, file);
  // Absent is said only where the base is known and all that came before is understood.
  if (image.fileAt(path, run.order).kind !== 'absent') return undefined;
  return image.copies.find((copy) => copy.order > run.order && filesOf(copy).some((copied) => copied.path === path))?.instruction;
}

/** Whether a command in front makes the file, or may: one that names it, or one that writes requirements out. */
export function mayBeMade(image: ImageModel, run: RunCommand, file: string): boolean {
  const name = baseName(file);
  return image.runs.some((earlier) => {
    if (earlier.order >= run.order) return false;
    const { words, redirects } = earlier.command;
    const named = [...words, ...redirects.flatMap(({ target }) => target ?? [])].some(({ text }) => text.includes(name));
    return named || writesRequirements(earlier);
  });
}

/** Commands that write a requirements file, perhaps one whose name they do not say. */
function writesRequirements({ program = '', words }: RunCommand): boolean {
  if (program === 'pip-compile' || program === 'pipenv') return true;
  if (program === 'poetry' || program === 'pdm') return words.includes('export');
  if (program === 'uv') return words.includes('export') || words.includes('compile');
  return /^python[\d.]*$/.test(program) && (words.includes('-c') || words.includes('piptools'));
}
