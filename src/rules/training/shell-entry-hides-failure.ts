import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { FailureOutcome, PythonStart, ShellScriptModel } from '../../sagemaker/shell-script/model.js';
import { literalText } from '../../sagemaker/shell-script/words.js';

/** Modules that prepare something; who starts a job with them has others that train. */
const tools = /^(pip|venv|virtualenv|ensurepip|http\.server|json\.tool|compileall|site|pytest|unittest|nltk\.downloader|spacy)$/;

export default defineRule({
  id: 'SM207',
  name: 'shell-entry-hides-failure',
  area: 'training',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A shell script that starts the training ends with 0 although the training has failed',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-signal-success-failure.html'],
  appliesTo: 'shell-script',

  *check({ script, use, document }) {
    if (use.trains.length === 0) return;
    for (const program of script.programs) {
      const { failure, command } = program;
      if (failure.kind !== 'lost' || !failure.isCertain || isTool(program)) continue;
      const name = (program.script ?? program.module)?.text ?? 'the program';
      const instead = document.text.slice(failure.span.start, failure.span.end).split('\n', 1)[0];
      const why = {
        pipe: `\`${instead}\` stands behind it in a pipe, and without pipefail only the last command of a pipe counts`,
        fallback: `\`|| ${instead}\` takes the failure for a success`,
        next: `the script goes on to \`${instead}\` and ends with the status of that`,
        background: '`wait` without a process id ends with 0 whatever the program ended with',
      }[failure.to];
      yield {
        at: command.span,
        message: `If ${name} fails, the job is still reported as Completed: ${why}. ${advice[failure.to]}`,
        fix: fixOf(script, program, failure),
      };
    }
  },
});

const advice = {
  pipe: 'Add `set -o pipefail`.',
  fallback: 'Let the script end with the failure.',
  next: 'End the script where it fails: `|| exit`, or `set -e` at the top.',
  background: 'Wait for its process id: `wait $!`.',
};

type Lost = Extract<FailureOutcome, { readonly kind: 'lost' }>;

function fixOf(script: ShellScriptModel, { command, script: file }: PythonStart, { to, span }: Lost): RuleFix | undefined {
  const title = `End the script when ${file?.text ?? 'the program'} fails`;
  const at = (offset: number) => ({ start: offset, end: offset });
  if (command.heredoc !== undefined) return undefined;
  const { pipe } = command.flow;
  const end = pipe ? pipe.span.end : command.span.end;
  if (to === 'next') return { title, edits: [{ span: at(end), newText: ' || exit' }] };
  if (to === 'fallback') {
    const only = script.commands.filter((other) => other.span.start >= span.start && other.span.end <= span.end);
    const isNothing = only.length === 1 && only.every(({ program }) => /^(true|:|exit)$/.test(program ?? ''));
    const text = script.document.text.slice(span.start, span.end);
    return { title, edits: [{ span, newText: isNothing ? 'exit' : `{ ${text}; exit 1; }` }], safety: 'unsafe' };
  }
  if (to !== 'pipe' || !pipe || !/^(ba|z|k)sh$/.test(script.interpreter?.name ?? '')) return undefined;
  const last = script.commands.find(({ flow }) => flow.pipe?.span.start === pipe.span.start && flow.pipe.index === pipe.length - 1);
  const isKept = command.stopsOnFailure === 'on' || last?.flow.decidesStatus === true;
  const edits = [
    { span: at(script.optionsOffset), newText: 'set -o pipefail\n' },
    ...(isKept ? [] : [{ span: at(end), newText: ' || exit' }]),
  ];
  // Other pipes may have lived with a failure so far.
  const others = script.commands.some(({ flow }) => flow.pipe && flow.pipe.span.start !== pipe.span.start);
  return { title, edits, safety: others ? 'unsafe' : 'safe' };
}

function isTool({ module, script }: PythonStart): boolean {
  const name = module && literalText(module);
  return (name !== undefined && tools.test(name)) || /(^|\/)setup\.py$/.test((script && literalText(script)) ?? '');
}
