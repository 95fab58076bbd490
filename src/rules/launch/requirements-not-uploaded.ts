import { defineRule, type RuleFix } from '../../linter/rule.js';
import { type RequirementsLeftBehind, requirementsLeftBehind } from '../../project/requirements-left-behind.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { sourceCodeOf } from '../../sagemaker/launch/source-code.js';
import { addMember } from '../../sagemaker/request/edit.js';

export default defineRule({
  id: 'SM315',
  name: 'requirements-not-uploaded',
  area: 'launch',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The script imports a package of a requirements file that the job does not install',
  sources: [
    'https://sagemaker.readthedocs.io/en/v2/frameworks/pytorch/using_pytorch.html#using-third-party-libraries',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/entry_point.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/model_trainer.py',
  ],
  appliesTo: 'launch',

  *check({ launch, link, script, document, project }) {
    if (launch.kind !== 'training' || launch.surface === 'boto3' || launch.entryPoint.kind !== 'given' || !script) return;
    const left = requirementsLeftBehind({ ...link, launch }, script, project.filesFor(document.path));
    if (!left) return;
    const { entryPoint, sourceDirectory } = launch;
    const at = sourceDirectory.kind === 'given' && left.why !== 'untold' ? sourceDirectory : entryPoint;
    const file = script.document.path.slice(script.document.path.lastIndexOf('/') + 1);
    yield {
      at: { document: at.document, span: at.argument },
      message: `${file} imports ${left.requirement.name}, which ${left.file} asks for, and the job does not install it: ${reasonFor(left, link.sourceFolder)}`,
      related: [{ at: { file: left.file, span: left.requirement.span }, message: 'The package is asked for here' }],
      fix: left.why === 'untold' ? fixFor(launch) : undefined,
    };
  },
});

function reasonFor({ why, file }: RequirementsLeftBehind, folder = ''): string {
  switch (why) {
    case 'untold':
      return 'SDK v3 installs a requirements file only where SourceCode names it. Give `requirements="requirements.txt"`.';
    case 'alone':
      return 'without source_dir only the script is uploaded. Give the folder as `source_dir`.';
    case 'named':
      return `the toolkit looks for the name requirements.txt only, at the top of source_dir. Rename ${file}.`;
    case 'outside':
      return `the toolkit looks for requirements.txt at the top of source_dir, which is ${folder === '' ? 'this folder' : folder}. Put one there.`;
  }
}

function fixFor(launch: TrainingLaunch): RuleFix | undefined {
  const code = sourceCodeOf(launch);
  const edit = code && addMember(code, 'requirements', '"requirements.txt"');
  return edit && { title: 'Install requirements.txt', edits: [edit] };
}
