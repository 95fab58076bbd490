import { defineRule } from '../../linter/rule.js';
import { programLaunches } from '../../project/program-launches.js';
import { judgeProgram, writtenValue } from '../../sagemaker/image/program-value.js';
import { codeDirectory, codeFiles, copiesElsewhere, toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM109',
  name: 'code-outside-opt-ml-code',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The program is copied to a folder in which the training toolkit does not look',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit#usage',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/adapt-training-container.html',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const setting = image.environment.get('SAGEMAKER_PROGRAM');
    const program = setting && certain(setting.value);
    if (!setting || !program || program.startsWith('/') || !toolkitRunsProgram(image)) return;
    const files = codeFiles(image);
    if (judgeProgram(program, writtenValue(setting), files) || image.fileAt(`${codeDirectory}/${program}`).kind !== 'absent') return;
    const found = copiesElsewhere(image, program).at(-1);
    if (!found) return;
    // An empty folder is filled from the source_dir of the launch, which may have the same file.
    const launches = files.length === 0 ? programLaunches(project, document.path) : undefined;
    if (files.length === 0 && (!launches || launches.mayNameProgram)) return;

    const { copy, path, destination, isAlone } = found;
    const isUsed = image.runs.some((run) => run.order > copy.order && run.words.some((word) => word?.includes(program)));
    yield {
      at: copy.destination.span,
      message: `SAGEMAKER_PROGRAM names ${program}, which is copied to ${path}: the training toolkit runs programs out of ${codeDirectory} only, and the job ends with "can't open file '${codeDirectory}/${program}'". Copy it into ${codeDirectory}/.`,
      confidence: launches && !launches.isComplete ? 'low' : isAlone ? 'high' : 'medium',
      related: [{ at: setting.valueSpan, message: 'the program is named here' }],
      fix: {
        title: `Copy into ${codeDirectory}/`,
        edits: [copy.destination.replaceWith(destination)],
        ...(isAlone && !isUsed ? {} : { safety: 'unsafe' }),
      },
    };
  },
});
