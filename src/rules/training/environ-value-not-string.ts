import { defineRule } from '../../linter/rule.js';
import type { EnvironmentWrite } from '../../sagemaker/script/environment/environment.js';
import type { TextEdit } from '../../text/edit.js';

export default defineRule({
  id: 'SM217',
  name: 'environ-value-not-string',
  area: 'training',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'An environment variable is set to something that is no text, which is a TypeError',
  sources: [
    'https://docs.python.org/3/library/os.html#os.environ',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-tips-pitfalls.html',
  ],
  appliesTo: 'script',

  *check({ script, document }) {
    for (const { name, type, value, how, isCaught } of script.environment.writes) {
      if (type === undefined || type === 'str' || isCaught) continue;
      const written = document.text.slice(value.span.start, value.span.end);
      const isShort = written.length <= 40 && !written.includes('\n');
      const kind = type === 'int' ? 'an int' : `a ${type}`;
      const shown = type === 'None' ? 'None' : isShort ? `\`${written}\`, ${kind}` : kind;
      const fix = fixOf(type, value, written);
      yield {
        at: value.span,
        message: `${name.known ? name.value : 'An environment variable'} is set to ${shown}, and ${how === 'putenv' ? 'os.putenv' : 'os.environ'} takes text only: this line ends the job with a TypeError. ${fix && isShort ? `Write \`${fix.newText}\`.` : 'Set a text, or leave the variable out.'}`,
        fix: fix && { title: isShort ? `Write ${fix.newText}` : 'Write it as text', edits: [fix] },
      };
    }
  },
});

/** A number is quoted, anything else that has one obvious text goes through str(). */
function fixOf(type: EnvironmentWrite['type'], value: EnvironmentWrite['value'], written: string): TextEdit | undefined {
  if (type === 'None' || type === 'list' || type === 'tuple' || type === 'dict') return undefined;
  const isPlain = (value.kind === 'number' && /^\d+(?:\.\d+)?$/.test(written)) || value.kind === 'constant';
  return { span: value.span, newText: isPlain ? `"${written}"` : `str(${written})` };
}
