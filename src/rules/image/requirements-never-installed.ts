import { defineRule } from '../../linter/rule.js';
import type { ImageModel, RunCommand } from '../../sagemaker/image/model.js';
import { baseName, resolveImagePath } from '../../sagemaker/image/paths.js';
import { filesOf } from '../../sagemaker/image/training-toolkit.js';
import { certain } from '../../sagemaker/value.js';

const requirementsFile = /(^|\/)[\w.-]*requirements[\w.-]*\.(txt|in)$/i;
/** Options whose value may look like a requirements file. */
const takesFile = /^-[a-zA-Z]*[rcf]$|^--(requirements?|constraints?|overrides?|build-constraints?|find-links)$/;

export default defineRule({
  id: 'SM130',
  name: 'requirements-never-installed',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A requirements file is installed as if it were a package, or before it is copied',
  sources: ['https://pip.pypa.io/en/stable/cli/pip_install/', 'https://pypi.org/project/requirements-txt/'],
  appliesTo: 'image',

  *check({ image }) {
    for (const run of image.runs) {
      const install = installIndex(run);
      for (let index = install + 1; install > 0 && index < run.words.length; index++) {
        const word = run.words[index];
        const written = run.command.words[index];
        const before = run.words[index - 1];
        if (word === undefined || before === undefined || !written || !requirementsFile.test(word)) continue;
        if (!word.startsWith('-') && !takesFile.test(before)) {
          const isJson = run.instruction.json?.some(({ span }) => span.start === written.span.start);
          yield {
            at: written.span,
            message: `pip takes ${word} for a package: without -r nothing that the file lists is installed, and either the build fails or what SageMaker starts ends with ModuleNotFoundError. Write -r ${word}.`,
            // In front of its COPY the file would still not be there.
            fix: laterCopy(image, run, word)
              ? undefined
              : {
                  title: `Install from ${baseName(word)} with -r`,
                  edits: [{ span: { start: written.span.start, end: written.span.start }, newText: isJson ? '"-r", ' : '-r ' }],
                },
          };
        } else if (/^-[a-zA-Z]*r$|^--requirements?$/.test(before)) {
          const later = laterCopy(image, run, word);
          if (!later || mayBeMade(image, run, word)) continue;
          yield {
            at: written.span,
            message: `pip installs from ${word} before it is in the image: the ${later.keyword} that brings it comes only afterwards, and the build of the image for SageMaker fails. Move that ${later.keyword} in front of this RUN.`,
            related: [{ at: later.span, message: `${baseName(word)} arrives here` }],
          };
        }
      }
    }
  },
});

/** Where `install` stands in a pip command; -1 in others. */
function installIndex({ program, words }: RunCommand): number {
  const isPip = /^pip[\d.]*$/.test(program ?? '');
  const isModule = /^python[\d.]*$/.test(program ?? '') && words[1] === '-m' && words[2] === 'pip';
  const isUv = program === 'uv' && words[1] === 'pip';
  return isPip || isModule || isUv ? words.indexOf('install') : -1;
}

/** The COPY behind a RUN that brings a file which certainly was not there before. */
function laterCopy(image: ImageModel, run: RunCommand, file: string): ImageModel['copies'][number]['instruction'] | undefined {
  const directory = certain(run.directory);
  if (directory === undefined || run.command.conditional || run.instruction.flags.some((flag) => flag.name === 'mount')) return undefined;
  const path = resolveImagePath(directory, file);
  // Absent is said only where the base is known and all that came before is understood.
  if (image.fileAt(path, run.order).kind !== 'absent') return undefined;
  return image.copies.find((copy) => copy.order > run.order && filesOf(copy).some((copied) => copied.path === path))?.instruction;
}

/** Whether a command in front makes the file, or may: one that names it, or one that writes requirements out. */
function mayBeMade(image: ImageModel, run: RunCommand, file: string): boolean {
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
