import { defineRule } from '../../linter/rule.js';
import { textReader } from '../../project/read-text.js';
import type { ImageModel, RunCommand } from '../../sagemaker/image/model.js';
import { type FileReader, startedFiles } from '../../sagemaker/image/started-files.js';

export default defineRule({
  id: 'SM136',
  name: 'conda-activate-lost',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'An environment is activated at the end of a RUN, and is left again with it',
  sources: [
    'https://docs.docker.com/reference/dockerfile/#run',
    'https://docs.conda.io/projects/conda/en/latest/user-guide/tasks/manage-environments.html',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    if (isActivatedOtherwise(image) || isActivatedAtStart(image, textReader(project.filesFor(document.path)))) return;
    for (const [index, run] of image.runs.entries()) {
      const environment = activated(run);
      // What follows in the same RUN runs in the environment, and is why it was activated.
      if (environment === undefined || run.command.conditional || image.runs[index + 1]?.instruction === run.instruction) continue;
      const written = run.command.words.map((word) => word.text).join(' ');
      yield {
        at: run.command.span,
        message: `\`${written}\` ends with its RUN: each RUN is a shell of its own, so neither the next one nor the program that SageMaker starts is in the environment. Put the bin folder of the environment first in PATH with ENV, or join the commands that need it with &&.`,
      };
    }
  },
});

/** The environment that a command activates: `conda activate x`, `source activate x`, `. /opt/venv/bin/activate`. */
function activated({ program, words }: RunCommand): string | undefined {
  const [, first, second] = words;
  if (program === 'conda' || program === 'mamba' || program === 'micromamba') return first === 'activate' ? (second ?? 'base') : undefined;
  if (program !== 'source' && program !== '.') return undefined;
  return first !== undefined && /(^|\/)activate$/.test(first) ? (second ?? first) : undefined;
}

/** The script that SageMaker starts goes into an environment by itself. */
function isActivatedAtStart(image: ImageModel, read: FileReader): boolean {
  return startedFiles(image).some(({ fact }) => {
    const text = fact.contextPath === undefined ? undefined : read(fact.contextPath);
    return (
      text !== undefined && /^(?:[^#\n]*[\s;&])?(?:(?:source|conda|mamba|micromamba)[ \t]+|(?:source|\.)[ \t]+\S*\/)activate\b/m.test(text)
    );
  });
}

/** PATH, SHELL, a start command or a profile puts the rest into an environment: then the line is idle, not wrong. */
function isActivatedOtherwise(image: ImageModel): boolean {
  const { instructions, environmentSettings, runs } = image;
  return (
    instructions.some(
      ({ keyword, argumentsText }) => keyword === 'SHELL' && /conda|mamba|activate|"-\w*[li]\w*"|--login/.test(argumentsText),
    ) ||
    instructions.some(
      ({ keyword, argumentsText }) =>
        /^(ENTRYPOINT|CMD)$/.test(keyword) && /conda run|"conda"|mamba|activate|\/envs?\/|venv|--login|"-\w*[li]\w*c?"/.test(argumentsText),
    ) ||
    environmentSettings.some(
      ({ name, instruction }) =>
        (name === 'PATH' && /env|conda/i.test(instruction.argumentsText)) ||
        /^(CONDA_DEFAULT_ENV|CONDA_PREFIX|VIRTUAL_ENV|BASH_ENV)$/.test(name),
    ) ||
    runs.some(
      ({ program, command }) =>
        /^(echo|printf|sed|tee|cat)$/.test(program ?? '') && command.words.some((word) => /activate/.test(word.text)),
    )
  );
}
