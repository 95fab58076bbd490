import { defineRule } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import { codeFiles, toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { runsLocally, uploadedProgram } from '../../sagemaker/launch/uploaded-program.js';

export default defineRule({
  id: 'SM115',
  name: 'baked-code-shadows-source-dir',
  area: 'image',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Files baked into /opt/ml/code keep the source_dir of the launch from being unpacked',
  sources: ['https://github.com/aws/sagemaker-training-toolkit/issues/222', 'https://github.com/aws/sagemaker-training-toolkit/issues/85'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    if (!toolkitRunsProgram(image)) return;
    const files = codeFiles(image);
    const [first] = files;
    if (!first) return;
    for (const link of project.launchesOf(document.path) ?? []) {
      const { launch } = link;
      if (launch.kind !== 'training' || launch.surface === 'sdk-v3' || runsLocally(launch) || !uploadsCode(link)) continue;
      const setting = launch.sourceDirectory.kind === 'given' ? launch.sourceDirectory : launch.entryPoint;
      if (setting.kind !== 'given') continue;
      const isSure = link.images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name');
      const isRequirements = files.every(({ name }) => name === 'requirements.txt');
      yield {
        at: first.copy.destination.span,
        message: `This COPY puts ${first.name} into /opt/ml/code, and the code that the launch uploads is unpacked only into an empty folder: the job runs what the image holds, without a word. ${
          isRequirements
            ? 'Copy requirements.txt to /tmp and install it from there'
            : 'Copy to another folder, or leave entry_point and source_dir out of the launch'
        }.`,
        severity: isSure && !isRequirements ? 'error' : 'warning',
        related: [{ at: { document: launch.document, span: setting.argument }, message: `${launch.written} uploads code here` }],
      };
      return;
    }
  },
});

/** Whether a launch names code of this machine, which the SDK uploads for the toolkit to unpack. */
function uploadsCode({ launch, script, sourceFolder }: LinkedLaunch): boolean {
  return launch.kind === 'training' && uploadedProgram(launch) !== undefined && (script !== undefined || sourceFolder !== undefined);
}
