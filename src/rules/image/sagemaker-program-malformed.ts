import { defineRule } from '../../linter/rule.js';
import { baseName } from '../../sagemaker/image/paths.js';
import { judgeProgram, type ProgramProblem, writtenValue } from '../../sagemaker/image/program-value.js';
import { replaceValue } from '../../sagemaker/image/setting-edits.js';
import { codeDirectory, codeFiles, contextFileOf, toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { certain } from '../../sagemaker/value.js';

const reasons: Readonly<Record<ProgramProblem['kind'], string>> = {
  'equals-sign': 'ENV NAME VALUE takes the equals sign into the value, and no file has that name',
  'blank-around': 'the blank within the quotes is part of the name, and no file has that name',
  arguments: `the training toolkit takes all of it for the name of one file in ${codeDirectory}, and no arguments`,
  backslash: 'Docker takes the backslash for an escape and drops it, and no file has the name that is left',
  absolute: `the training toolkit puts ./ in front of everything that is not a .py file and starts it in ${codeDirectory}`,
  module: `the training toolkit looks for a file in ${codeDirectory}, not for a module`,
};

export default defineRule({
  id: 'SM112',
  name: 'sagemaker-program-malformed',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'SAGEMAKER_PROGRAM is not the name of a file in /opt/ml/code',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/entry_point.py',
    'https://github.com/aws/sagemaker-inference-toolkit/blob/master/src/sagemaker_inference/environment.py',
  ],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const setting = image.environment.get('SAGEMAKER_PROGRAM');
    const program = setting && certain(setting.value);
    if (!setting || !program) return;
    if (toolkitRunsProgram(image)) {
      const problem = judgeProgram(program, writtenValue(setting), codeFiles(image));
      if (!problem) return;
      // A name that no COPY brings would be the next mistake.
      const meant =
        problem.meant !== undefined && image.fileAt(`${codeDirectory}/${problem.meant}`).kind !== 'absent' ? problem.meant : undefined;
      const file = meant === undefined ? undefined : contextFileOf(image, meant);
      yield {
        at: setting.valueSpan,
        message: `SAGEMAKER_PROGRAM is "${program}": ${reasons[problem.kind]}. Write ${meant ? `SAGEMAKER_PROGRAM=${meant}` : `the name of a file in ${codeDirectory}`}${
          problem.kind === 'arguments' ? ', and pass arguments as hyperparameters' : ''
        }.`,
        related:
          file !== undefined && project.document(file)
            ? [{ at: { file, span: { start: 0, end: 0 } }, message: `this is copied as ${meant}` }]
            : [],
        fix: meant
          ? {
              title: `Write ${meant}`,
              edits: [replaceValue(document, setting, meant)],
              ...(problem.isSafe ? {} : { safety: 'unsafe' as const }),
            }
          : undefined,
      };
      return;
    }
    const serves = image.purpose.serve.length > 0 && image.purpose.train.length === 0 && !image.entrypoint;
    if (!serves || !/^[\w./-]+$/.test(program) || !program.includes('/')) return;
    yield {
      at: setting.valueSpan,
      severity: 'warning',
      message: `SAGEMAKER_PROGRAM is "${program}": an image that serves on SageMaker takes it for the name of a module, and a module's name has no folder. Write SAGEMAKER_PROGRAM=${baseName(program)}.`,
      fix: { title: `Write ${baseName(program)}`, edits: [replaceValue(document, setting, baseName(program))], safety: 'unsafe' },
    };
  },
});
