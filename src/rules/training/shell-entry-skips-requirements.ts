import { defineRule } from '../../linter/rule.js';
import type { ProjectFiles } from '../../project/files.js';
import type { LinkedLaunch } from '../../project/links.js';
import { joinPath } from '../../project/paths.js';
import { uploadedRequirements } from '../../project/uploaded-requirements.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import type { PythonStart, ShellScriptModel } from '../../sagemaker/shell-script/model.js';
import { certain } from '../../sagemaker/value.js';

/** Whatever installs packages, or says that it is done elsewhere. */
const installing = /\bpip|requirements|\b(conda|mamba|poetry|pdm|uv|easy_install|environment\.ya?ml)\b/;

export default defineRule({
  id: 'SM223',
  name: 'shell-entry-skips-requirements',
  area: 'training',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'Nothing installs requirements.txt where the entry point is a shell script',
  sources: ['https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/entry_point.py'],
  appliesTo: 'shell-script',

  *check({ script, use, document, project }) {
    const [link] = use.launches;
    const [program] = script.programs;
    if (!link || !program || use.images.length > 0 || use.processes.length > 0 || mayInstall(script)) return;
    const { sourceFolder } = link;
    if (sourceFolder === undefined || !use.launches.every((each) => isPlain(each, document.path, sourceFolder))) return;
    const files = project.filesFor(document.path);
    const [first, ...others] = uploadedRequirements(files, sourceFolder);
    if (first === undefined || script.programs.some((each) => installsItself(each, script, sourceFolder, files))) return;
    const name = (program.script ?? program.module)?.text ?? 'the program';
    const list = others.length > 0 ? `${first} and ${others.length} more` : first;
    yield {
      at: program.command.span,
      message: `${name} runs without ${list} of requirements.txt: the training toolkit installs that file for a Python entry point, and does not for a shell script. Install it here: \`pip install -r requirements.txt\`.`,
      related: [
        {
          at: {
            document: link.launch.document,
            span: link.launch.entryPoint.kind === 'given' ? link.launch.entryPoint.argument : link.launch.nameSpan,
          },
          message: 'The shell script is the entry point',
        },
      ],
      fix: {
        title: 'Install requirements.txt',
        edits: [{ span: { start: script.optionsOffset, end: script.optionsOffset }, newText: 'pip install -r requirements.txt\n' }],
      },
    };
  },
});

/** Started by the toolkit, in an image that brings nothing for this script. */
function isPlain(
  { launch, script, sourceFolder, isPrebuilt, images }: LinkedLaunch<TrainingLaunch>,
  path: string,
  folder: string,
): boolean {
  if (script !== path || sourceFolder !== folder || launch.bypassesImageStart || launch.command.kind !== 'absent') return false;
  return images.length > 0 ? images.every(({ image }) => !/requirements/.test(image.document.text)) : isPrebuilt === true;
}

/** Other scripts may install what this one does not. */
function mayInstall({ document, commands, installs }: ShellScriptModel): boolean {
  if (installs.length > 0 || installing.test(document.text)) return true;
  return commands.some(
    ({ program, words }) => words.length > 0 && (program === undefined || /^(source|\.|eval|make|(ba|z|k|da)?sh|.*\.sh)$/.test(program)),
  );
}

/** A program of the folder that speaks of packages may install them itself; one that is not seen may as well. */
function installsItself({ script: word }: PythonStart, script: ShellScriptModel, folder: string, files: ProjectFiles): boolean {
  if (!word) return false;
  const name = certain(script.textOf(word));
  const file = name === undefined ? undefined : files.read(joinPath(folder, name.replace(/^\/opt\/ml\/code\//, '')));
  return file?.kind !== 'text' || installing.test(file.text);
}
