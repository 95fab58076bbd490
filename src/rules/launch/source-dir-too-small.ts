import { defineRule, type RuleFix } from '../../linter/rule.js';
import { type ModuleLeftBehind, modulesLeftBehind } from '../../project/modules-left-behind.js';
import { addArgument } from '../../sagemaker/launch/edits.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { textOf } from '../../sagemaker/launch/settings.js';

export default defineRule({
  id: 'SM314',
  name: 'source-dir-too-small',
  area: 'launch',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The script imports a file of the project that is not uploaded with it',
  sources: [
    'https://sagemaker.readthedocs.io/en/v2/overview.html#prepare-a-training-script',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/fw_utils.py',
  ],
  appliesTo: 'launch',

  *check({ launch, link, script, document, project }) {
    if (launch.kind !== 'training' || launch.surface === 'boto3' || launch.entryPoint.kind !== 'given' || !script) return;
    const left = modulesLeftBehind({ ...link, launch }, script, project.filesFor(document.path));
    const [first, ...others] = left;
    if (!first) return;
    const { entryPoint, sourceDirectory } = launch;
    const file = script.document.path.slice(script.document.path.lastIndexOf('/') + 1);
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    const [at, what] =
      sourceDirectory.kind === 'given'
        ? [sourceDirectory, `outside of source_dir: only ${link.sourceFolder === '' ? 'that folder' : link.sourceFolder} is uploaded`]
        : [entryPoint, `not uploaded: without source_dir the SDK sends ${file} alone`];
    yield {
      at: { document: at.document, span: at.argument },
      message: `${file} imports ${first.module}${more}, and ${first.path} is ${what}. The job ends with ModuleNotFoundError. Give a source_dir that has them all, or name them in \`dependencies\`.`,
      related: left.flatMap(({ module, statement, file: imported }) => [
        { at: { document: script.document, span: statement.span }, message: `${module} is imported here` },
        { at: { file: imported, span: { start: 0, end: 0 } }, message: `The file of ${module}` },
      ]),
      fix: fixFor(launch, left, script.document.path),
    };
  },
});

/** Names the files in `dependencies`, which are put beside the script: for those that lie beside it here. */
function fixFor(launch: TrainingLaunch, left: readonly ModuleLeftBehind[], path: string): RuleFix | undefined {
  const entry = textOf(launch.entryPoint);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (launch.surface !== 'sdk-v2' || launch.sourceDirectory.kind !== 'absent' || entry === undefined) return undefined;
  const here = entry.slice(0, entry.lastIndexOf('/') + 1);
  const names = [...new Set(left.map((module) => module.path))];
  if (!names.every((name) => name.startsWith(folder) && !name.slice(folder.length).includes('/'))) return undefined;
  const list = names.map((name) => JSON.stringify(`${here}${name.slice(folder.length)}`)).join(', ');
  const edit = addArgument(launch, `dependencies=[${list}]`);
  return edit && { title: 'Upload them as dependencies', edits: [{ ...edit, document: launch.arguments.document }] };
}
