import { defineRule } from '../../linter/rule.js';
import type { ProjectFiles } from '../../project/files.js';
import type { LinkedLaunch } from '../../project/links.js';
import { joinPath } from '../../project/paths.js';
import type { ModelLaunch, Setting } from '../../sagemaker/launch/model.js';
import { servingContainer } from '../../sagemaker/launch/serving-container.js';
import { textOf, variableOf } from '../../sagemaker/launch/settings.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';

export default defineRule({
  id: 'SM416',
  name: 'inference-script-name-ignored',
  area: 'serving',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'The container does not look for a script of that name, or in that folder',
  sources: [
    'https://github.com/aws/sagemaker-tensorflow-serving-container#prepost-processing',
    'https://github.com/aws/sagemaker-inference-toolkit/blob/master/src/sagemaker_inference/transformer.py',
  ],
  appliesTo: 'launch',

  *check({ launch, link, script, document, project }) {
    if (launch.kind !== 'model') return;
    const found =
      launch.entryPoint.kind === 'given' && launch.surface !== 'boto3'
        ? entryReport(launch, link, script, project.filesFor(document.path))
        : programReport(launch);
    if (!found) return;
    const { setting, message, severity } = found;
    const related = script ? [{ at: { document: script.document, span: { start: 0, end: 0 } }, message: 'The script that is meant' }] : [];
    yield { at: { document: setting.document, span: setting.node.span }, message, severity, related };
  },
});

/** What is found of one launch. */
interface Found {
  readonly setting: Extract<Setting, { readonly kind: 'given' }>;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** `entry_point` of the SDK: with source_dir the file keeps its place in the folder, without one it comes alone. */
function entryReport(
  launch: ModelLaunch,
  { sourceFolder }: LinkedLaunch,
  script: ScriptModel | undefined,
  files: ProjectFiles,
): Found | undefined {
  const { entryPoint: setting, sourceDirectory, modelData } = launch;
  const entry = textOf(setting)?.replace(/^(\.\/)+/, '');
  if (setting.kind !== 'given' || entry === undefined || sourceDirectory.kind === 'unknown' || /^\w+:\/\//.test(entry)) return undefined;
  const isAlone = sourceDirectory.kind === 'absent';
  const name = entry.slice(entry.lastIndexOf('/') + 1);
  const place = isAlone ? name : entry;
  // What lies at the top of the folder under that name is run instead.
  if (!isAlone && sourceFolder === undefined) return undefined;
  const isThere = (file: string) => sourceFolder !== undefined && files.read(joinPath(sourceFolder, file)).kind !== 'absent';
  const container = servingContainer(launch);
  if (container === 'tensorflow') {
    if (place === 'inference.py' || (!isAlone && isThere('inference.py'))) return undefined;
    return { setting, message: tensorflowMessage(entry, isAlone), severity: 'error' };
  }
  const hasHandlers = script !== undefined && script.handlers.handlers.length > 0;
  // Older containers took the code from S3, with its folders.
  const isOld = /^(0\.|1\.[0-3](\.|$))/.test(textOf(launch.frameworkVersion) ?? '');
  if (container !== 'multi' || isOld || isAlone || !place.includes('/') || modelData.kind === 'absent' || !hasHandlers || isThere(name))
    return undefined;
  const message = `The handlers of ${entry} are never called: the SDK sets SAGEMAKER_PROGRAM to ${name}, and the file lies in code/${entry}. The toolkit finds no module of that name and goes on with its defaults, without a word. Name a file at the top of source_dir.`;
  return { setting, message, severity: 'warning' };
}

function tensorflowMessage(entry: string, isAlone: boolean): string {
  const where = isAlone ? `code/${entry.slice(entry.lastIndexOf('/') + 1)}` : `code/${entry}`;
  return `SageMaker's TensorFlow Serving container runs code/inference.py and no other file: the SDK puts this one into ${where}, where nobody looks for it, and requests are answered without it. Call it inference.py, at the top of what is uploaded.`;
}

/** SAGEMAKER_PROGRAM in the environment of a model whose archive is packed by hand. */
function programReport(launch: ModelLaunch): Found | undefined {
  if (launch.surface !== 'boto3' && launch.entryPoint.kind !== 'absent') return undefined;
  const setting = variableOf(launch.environment, 'SAGEMAKER_PROGRAM');
  const program = textOf(setting);
  if (setting.kind !== 'given' || program === undefined) return undefined;
  const container = servingContainer(launch);
  if (container === 'tensorflow' && program !== 'inference.py') {
    const message = `SageMaker's TensorFlow Serving container does not read SAGEMAKER_PROGRAM: it runs code/inference.py of the archive and no other file. Call the script inference.py.`;
    return { setting, message, severity: 'warning' };
  }
  if (container !== 'multi' || !program.includes('/')) return undefined;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const message = `SAGEMAKER_PROGRAM is the name of a module in code/ of the archive, and no module has a slash in its name: the toolkit does not find ${program} and goes on with its defaults, without a word. Put the file into code/ itself, and write ${name}.`;
  return { setting, message, severity: 'warning' };
}
