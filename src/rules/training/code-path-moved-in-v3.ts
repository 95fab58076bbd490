import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import { codeDirectory } from '../../sagemaker/image/training-toolkit.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { isCertainlyRun } from '../../sagemaker/script/certain-run.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { PathMention } from '../../sagemaker/script/storage/path-mentions.js';
import { osNameAt } from '../../sagemaker/script/values/os-name.js';
import { contains } from '../../text/span.js';

export default defineRule({
  id: 'SM222',
  name: 'code-path-moved-in-v3',
  area: 'training',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The script looks into /opt/ml/code, and SDK v3 puts the code elsewhere',
  sources: ['https://github.com/aws/sagemaker-python-sdk/blob/master/sagemaker-train/src/sagemaker/train/constants.py'],
  appliesTo: 'script',

  *check({ script, use, document }) {
    const { launches } = use;
    if (!use.isEntry || launches.length === 0 || use.images.length > 0 || use.processes.length > 0) return;
    if (!launches.every(({ launch, script: path }) => path === document.path && launch.surface === 'sdk-v3' && launch.bypassesImageStart))
      return;
    for (const mention of script.storage.paths) {
      const { path, string, isDefault } = mention;
      if (path !== codeDirectory && !path.startsWith(`${codeDirectory}/`)) continue;
      if (isDefault || isHarmless(script, mention) || !launches.every((link) => lacksCode(link, path))) continue;
      yield {
        at: string.span,
        message: `There is nothing in ${path}: with source_code, SDK v3 puts the files of source_dir into /opt/ml/input/data/code and starts the script there. SM_SOURCE_DIR says where they are.`,
        related: launches.slice(0, 1).map(({ launch }) => ({
          at: { document: launch.document, span: launch.nameSpan },
          message: `${launch.written} starts the script`,
        })),
        fix: fixOf(script, mention),
      };
    }
  },
});

/** What is written there makes no difference to the code, a path more in sys.path neither; a script that looks first knows. */
function isHarmless(script: ScriptModel, { string, site }: PathMention): boolean {
  const { writes, reads } = script.storage;
  const isIn = ({ pathExpression }: { readonly pathExpression: { readonly span: typeof string.span } | undefined }) =>
    pathExpression !== undefined && contains(pathExpression.span, string.span);
  if (!isCertainlyRun(script, site) || writes.some(isIn) || reads.some((read) => read.kind === 'exists' && isIn(read))) return true;
  const { start, end } = site.statement.span;
  return /\bsys\.path\b|PYTHONPATH|\.exists\(|\bisdir\(|\bisfile\(/.test(script.document.text.slice(start, end));
}

/** Whether the image certainly has no code of its own there. */
function lacksCode({ images, isPrebuilt }: LinkedLaunch<TrainingLaunch>, path: string): boolean {
  if (images.length === 0) return isPrebuilt === true;
  return images.every(({ image }) => {
    if (image.document.text.includes(codeDirectory)) return false;
    return image.fileAt(path).kind === 'absent' || image.base.origin === 'aws';
  });
}

function fixOf(script: ScriptModel, { string, path, isWhole }: PathMention): RuleFix | undefined {
  const os = osNameAt(script, string.span);
  const rest = path.slice(codeDirectory.length).replace(/^\/+/, '');
  if (!os || !isWhole || !/^[\w./-]*$/.test(rest)) return undefined;
  const folder = `${os.name}.environ.get("SM_SOURCE_DIR", "${codeDirectory}")`;
  const newText = rest === '' ? folder : `${os.name}.path.join(${folder}, "${rest}")`;
  return { title: 'Read SM_SOURCE_DIR', edits: [...(os.edit ? [os.edit] : []), { span: string.span, newText }] };
}
