import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { PathMention } from '../../sagemaker/script/storage/path-mentions.js';
import { osNameAt } from '../../sagemaker/script/values/os-name.js';

export default defineRule({
  id: 'SM219',
  name: 'opt-ml-path-hard-coded',
  area: 'training',
  severity: 'hint',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A folder below /opt/ml is written in the code, where an environment variable says it',
  sources: ['https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md'],
  appliesTo: 'script',

  *check({ script, use }) {
    if (use.trains.length === 0 || use.serves.length > 0) return;
    for (const mention of script.storage.paths) {
      const { variable, path, string, isWhole, isDefault } = mention;
      if (variable === undefined || !/^\w+$/.test(variable) || isDefault || !isWhole || isContract(path)) continue;
      yield {
        at: string.span,
        message: `${variable} says where ${path.slice(0, path.length - restOf(mention).length).replace(/\/$/, '')} is. With os.environ.get the script also runs on a desk or in a test, where the folder is another one.`,
        fix: fixOf(script, mention),
      };
    }
  },
});

/** Files and pipes that have no variable of their own: everyone reads them by their path. */
function isContract(path: string): boolean {
  return /^\/opt\/ml\/(input\/?$|input\/data\/?$|input\/config|output\/?$|output\/(failure|success))|^\/opt\/ml\/input\/data\/[^/]+_\d+$/.test(
    path,
  );
}

function restOf({ rest, path }: PathMention): string {
  return path.endsWith(`/${rest}`) && rest !== '' ? `/${rest}` : '';
}

function fixOf(script: ScriptModel, mention: PathMention): RuleFix | undefined {
  const { string, path, variable = '', rest } = mention;
  const os = osNameAt(script, string.span);
  if (!os || !/^[\w./-]+$/.test(path)) return undefined;
  const folder = path.slice(0, path.length - restOf(mention).length);
  const value = `${os.name}.environ.get("${variable}", "${folder}")`;
  const newText = rest === '' ? value : `${os.name}.path.join(${value}, "${rest}")`;
  return { title: `Read ${variable}`, edits: [...(os.edit ? [os.edit] : []), { span: string.span, newText }] };
}
