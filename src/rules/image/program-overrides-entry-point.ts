import { defineRule } from '../../linter/rule.js';
import { removeVariable } from '../../sagemaker/image/setting-edits.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { runsLocally, uploadedProgram } from '../../sagemaker/launch/uploaded-program.js';
import { lookUp } from '../../sagemaker/request/tree.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM116',
  name: 'program-overrides-entry-point',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'SAGEMAKER_PROGRAM of the image wins over the entry_point of the launch',
  sources: ['https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/environment.py'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const setting = image.environment.get('SAGEMAKER_PROGRAM');
    const program = setting && certain(setting.value)?.replace(/^(\.\/)+/, '');
    if (!setting || !program || !toolkitRunsProgram(image)) return;
    for (const link of project.launchesOf(document.path) ?? []) {
      const { launch } = link;
      if (launch.kind !== 'training' || runsLocally(launch)) continue;
      const entry = uploadedProgram(launch);
      if (entry === undefined || launch.entryPoint.kind !== 'given' || program === entry || program === `/opt/ml/code/${entry}`) continue;
      // What the launch sets itself is what counts.
      const { environment } = launch;
      const own =
        environment.kind === 'given' && environment.node.kind === 'object'
          ? lookUp(environment.node, 'SAGEMAKER_PROGRAM').kind
          : environment.kind;
      if (own !== 'absent') continue;
      const edits = removeVariable(document, image, 'SAGEMAKER_PROGRAM');
      const isSure = link.images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name');
      yield {
        at: setting.valueSpan,
        message: `SAGEMAKER_PROGRAM=${program} wins over entry_point: the launch asks for ${entry}, and the toolkit runs ${program}. Remove SAGEMAKER_PROGRAM from the image, or give both the same name.`,
        severity: isSure ? 'error' : 'warning',
        related: [
          { at: { document: launch.document, span: launch.entryPoint.argument }, message: `${launch.written} asks for ${entry} here` },
        ],
        fix: edits && { title: 'Remove SAGEMAKER_PROGRAM', edits },
      };
      return;
    }
  },
});
