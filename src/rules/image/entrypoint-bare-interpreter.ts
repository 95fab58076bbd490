import { defineRule } from '../../linter/rule.js';
import { launchReplacesEntryPoint } from '../../project/container-entry-point.js';
import { textReader } from '../../project/read-text.js';
import { interpreted, programsToStart } from '../../sagemaker/image/copied-programs.js';
import { removeInstruction, rewriteArguments } from '../../sagemaker/image/edit-instruction.js';
import { bareInterpreter, withoutTini } from '../../sagemaker/image/entry-point.js';
import { execForm, plainWords } from '../../sagemaker/image/exec-form.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { baseName, resolveImagePath } from '../../sagemaker/image/paths.js';
import { entryPointWorks } from '../../sagemaker/image/started-files.js';
import { isShell } from '../../sagemaker/image/wrappers.js';

export default defineRule({
  id: 'SM106',
  name: 'entrypoint-bare-interpreter',
  area: 'image',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'ENTRYPOINT names an interpreter alone, which then looks for a script called `train` or `serve`',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const entrypoint = image.entrypoint;
    if (entrypoint?.form !== 'exec' || image.purpose.processing.length > 0) return;
    const words = entrypoint.words.map(({ text }) => text);
    const interpreter = bareInterpreter(words);
    const roles = (['train', 'serve'] as const).filter((role) => image.purpose[role].some((evidence) => !evidence.weak));
    const [role] = roles;
    if (interpreter === undefined || role === undefined || roles.some((one) => mayFindScript(image, interpreter, one))) return;
    const files = project.filesFor(document.path);
    if (role === 'train' && launchReplacesEntryPoint(project, document.path)) return;
    const added = scriptWords(image, interpreter, role);
    const better = added && [...withoutTini(words), ...added];
    const edit =
      better && entryPointWorks(image, better, textReader(files))
        ? rewriteArguments(image, entrypoint.instruction, execForm(better))
        : undefined;
    const takesCommand = image.command !== undefined && !/^(train|serve)$/.test(image.command.words[0]?.text ?? '');
    yield {
      at: entrypoint.span,
      message: `SageMaker appends \`${role}\` to ENTRYPOINT ${execForm(words)}, in the place of CMD, and ${interpreter} then looks for a script called ${role} in ${image.workingDirectory.known ? image.workingDirectory.value : 'WORKDIR'}, which is not there. Write ${better ? `ENTRYPOINT ${execForm(better)}` : 'the script behind the interpreter'}.`,
      fix:
        better && edit
          ? {
              title: `Write ENTRYPOINT ${execForm(better)}`,
              edits: [edit, ...(takesCommand && image.command ? [removeInstruction(image, image.command.instruction)] : [])],
            }
          : undefined,
    };
  },
});

/** Whether a script of that name may be where the interpreter looks: WORKDIR, and for shells PATH. */
function mayFindScript(image: ImageModel, interpreter: string, name: string): boolean {
  if (!image.workingDirectory.known || image.fileAt(resolveImagePath(image.workingDirectory.value, name)).kind !== 'absent') return true;
  if (!isShell(baseName(interpreter))) return false;
  const found = image.findProgram(name);
  return found.fact !== undefined || found.why !== undefined || image.unreadInstalls.length > 0;
}

/** The script that is meant: what CMD says, else the one that is copied. */
function scriptWords(image: ImageModel, interpreter: string, role: 'train' | 'serve'): readonly string[] | undefined {
  const command = image.command;
  if (command && !/^(train|serve)$/.test(command.words[0]?.text ?? ''))
    return command.form === 'exec' ? command.words.map(({ text }) => text) : plainWords(command.instruction.argumentsText);
  const kind = baseName(interpreted(image, `x${endingFor(interpreter)}`)[0] ?? '');
  const scripts = programsToStart(image, role).filter(({ path }) => path.endsWith(endingFor(interpreter)));
  return scripts.length === 1 && scripts[0] && kind !== '' ? [scripts[0].path] : undefined;
}

function endingFor(interpreter: string): string {
  return isShell(baseName(interpreter)) ? '.sh' : /Rscript$|\/?R$/.test(interpreter) ? '.R' : '.py';
}
