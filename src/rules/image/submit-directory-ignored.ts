import { defineRule } from '../../linter/rule.js';
import { removeVariable } from '../../sagemaker/image/setting-edits.js';
import { codeDirectory, toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM113',
  name: 'submit-directory-ignored',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'SAGEMAKER_SUBMIT_DIRECTORY has no effect in a training image',
  sources: ['https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/environment.py'],
  appliesTo: 'image',

  *check({ image, document }) {
    const setting = image.environment.get('SAGEMAKER_SUBMIT_DIRECTORY');
    const directory = setting && certain(setting.value);
    // The inference toolkits of scikit-learn and XGBoost do read it.
    if (!setting || !directory || image.purpose.serve.length > 0 || !toolkitRunsProgram(image)) return;
    if (directory.replace(/\/+$/, '') === codeDirectory) return;
    const isUsed = image.instructions.some(({ argumentsText }) => /\$\{?SAGEMAKER_SUBMIT_DIRECTORY\b/.test(argumentsText));
    const edits = isUsed ? undefined : removeVariable(document, image, setting.name);
    yield {
      at: { start: setting.nameSpan.start, end: setting.valueSpan.end },
      message: `SAGEMAKER_SUBMIT_DIRECTORY is ${directory}, but the training toolkit overwrites it: a job runs what is in ${codeDirectory}. Copy the code there, and remove this setting.`,
      unnecessary: true,
      fix: edits && { title: 'Remove SAGEMAKER_SUBMIT_DIRECTORY', edits },
    };
  },
});
