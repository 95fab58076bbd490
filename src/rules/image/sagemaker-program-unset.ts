import { defineRule } from '../../linter/rule.js';
import { programLaunches } from '../../project/program-launches.js';
import { appendInstructions } from '../../sagemaker/image/edit-instruction.js';
import { codeDirectory, codeFiles, programsIn, toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { likely } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM110',
  name: 'sagemaker-program-unset',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Code is copied into /opt/ml/code, and nothing tells the training toolkit which file to run',
  sources: ['https://github.com/aws/sagemaker-training-toolkit#usage', 'https://github.com/aws/sagemaker-python-sdk/issues/4113'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    // A prebuilt or unknown base may set the program; the prebuilt ones are mostly given it by the launch.
    if (!image.base.known || image.base.origin === 'aws' || !toolkitRunsProgram(image)) return;
    if (image.environment.has('SAGEMAKER_PROGRAM') || image.environment.has('SAGEMAKER_TRAINING_MODULE')) return;
    const files = codeFiles(image);
    const programs = programsIn(files);
    const copy =
      programs[0]?.copy ??
      files.find(({ name }) => /\.(py|sh|R)$/.test(name))?.copy ??
      image.copies.find((each) => likely(each.destination.path) === codeDirectory && each.sources.some((source) => !source.isSingleFile));
    if (!copy) return;
    const found = programLaunches(project, document.path);
    if (!found || found.mayNameProgram) return;
    const [link] = found.launches;
    const isNamed = link?.images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name') ?? false;

    const sole = programs.length === 1 ? programs[0] : undefined;
    const program =
      sole ?? programs.find(({ name }) => name === 'train.py') ?? programs.find(({ name }) => /^(main|train\w*)\.py$/.test(name));
    const written = program && (/\s/.test(program.name) ? `"${program.name}"` : program.name);
    const edit =
      written === undefined || /["$\\]/.test(program?.name ?? '')
        ? undefined
        : appendInstructions(image, [`ENV SAGEMAKER_PROGRAM=${written}`]);
    const isUnknownFolder = image.copies.some((each) => each.sources.some((source) => source.kind === 'missing' && !source.isSingleFile));
    yield {
      at: copy.destination.span,
      message: `SAGEMAKER_PROGRAM is not set: code is copied into ${copy.destination.text}, but nothing tells the training toolkit which file to run, and the job ends with "'NoneType' object has no attribute 'endswith'". ${
        written ? `Add ENV SAGEMAKER_PROGRAM=${written}` : 'Add ENV SAGEMAKER_PROGRAM with the name of the script'
      }, unless the launch names an entry_point.`,
      severity: link ? 'warning' : 'information',
      confidence: isNamed ? 'high' : found.isComplete ? 'medium' : 'low',
      related: link
        ? [{ at: { document: link.launch.document, span: link.launch.nameSpan }, message: `${link.launch.written} names no program` }]
        : [],
      fix: edit && {
        title: `Set SAGEMAKER_PROGRAM to ${written}`,
        edits: [edit],
        // A shell script may have more to be mended before it starts.
        ...(sole?.name.endsWith('.py') && !isUnknownFolder ? {} : { safety: 'unsafe' as const }),
      },
    };
  },
});
