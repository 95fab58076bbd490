import { editDistance } from '../../linter/nearest-name.js';
import { defineRule, type RuleFix } from '../../linter/rule.js';
import { programParses } from '../../project/program-parses.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { type PassedHyperparameter, passedHyperparameters } from '../../sagemaker/launch/passed-hyperparameters.js';
import { renameMember } from '../../sagemaker/request/edit-python.js';
import { parseKnown } from '../../sagemaker/script/arguments/parse-known.js';
import type { ProgramParse } from '../../sagemaker/script/arguments/strict-parse.js';
import { isTaken } from '../../sagemaker/script/arguments/taken-options.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';

export default defineRule({
  id: 'SM203',
  name: 'hyperparameter-not-declared',
  area: 'training',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A launch passes a hyperparameter that the script does not declare, and its parser ends the job for that',
  sources: [
    'https://docs.python.org/3/library/argparse.html#partial-parsing',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/master-v2/src/sagemaker/tensorflow/estimator.py',
  ],
  appliesTo: 'launch',

  *check({ launch, link, script, project }) {
    if (launch.kind !== 'training' || !script || link.script !== script.document.path) return;
    const imports = project.useOf(script.document)?.imports ?? [];
    const strict = strictParse(script, imports);
    // An image without the toolkit starts its own program, and passes it nothing.
    const runsOther = launch.surface !== 'sdk-v3' && link.images.length > 0 && !link.images.every(({ image }) => toolkitRunsProgram(image));
    if (!strict || runsOther) return;
    const { parser, parse } = strict;
    // A module that the script imports may read or change the command line before.
    if (imports.some((other) => /\bargv\b/.test(other.document.text))) return;
    const { document } = strict.script;
    const file = document.path.slice(document.path.lastIndexOf('/') + 1);
    for (const passed of passedHyperparameters(launch)) {
      if (passed.name.length === 1 || isTaken(parser, passed.option)) continue;
      const declared = parser.arguments.flatMap(({ names }) => names.map(({ text }) => text)).filter((text) => text.startsWith('--'));
      const meant =
        declared.find((text) => plain(text) === plain(passed.option)) ??
        declared.find((text) => text.length > 5 && editDistance(text, passed.option, 2) < 2);
      const giver = passed.member ? 'SageMaker passes' : `${launch.written} adds the hyperparameter ${passed.name}, so SageMaker passes`;
      const advice = meant
        ? `It declares \`${meant}\`.`
        : passed.member
          ? 'Declare it, or parse with parse_known_args().'
          : `Declare it, or give model_dir=False here.`;
      yield {
        at: { document: passed.place.document, span: passed.place.span },
        message: `${giver} \`${passed.option}\`, and ${file} declares no such argument: ${parse.method}() ends the job with "error: unrecognized arguments: ${passed.option}". ${advice}`,
        related: [{ at: { document, span: parse.methodSpan }, message: 'What is not declared ends the program here' }],
        fix: meant === undefined ? lenientFix(strict) : renameFix(passed, meant),
      };
    }
  },
});

/** The parse that ends the program for what it does not know, where its parser takes nothing but what is seen to be declared. */
function strictParse(script: ScriptModel, imports: readonly ScriptModel[]): ProgramParse | undefined {
  if (script.arguments.argv.some(({ kind }) => kind !== 'read')) return undefined;
  return programParses(script, imports).find(
    ({ parser, parse }) => parser.library === 'argparse' && !parser.isOpen && !parser.subcommands && !parse.isLenient,
  );
}

/** `-` and `_` look alike to people. */
function plain(option: string): string {
  return option.replace(/^-+/, '').replaceAll('_', '-').toLowerCase();
}

function renameFix({ member, place }: PassedHyperparameter, option: string): RuleFix | undefined {
  const name = option.replace(/^--/, '');
  const { document, span } = place;
  // A keyword argument cannot have a name with a dash.
  const isQuoted = /^["']/.test(document.text.slice(span.start, span.end));
  const edit = member && (isQuoted || /^\w+$/.test(name)) ? renameMember(member, name) : undefined;
  return edit && { title: `Pass it as ${name}`, edits: [{ ...edit, document }], safety: 'unsafe' };
}

function lenientFix({ script, parse }: ProgramParse): RuleFix | undefined {
  const edits = parseKnown(script, parse);
  return edits && { title: 'Parse with parse_known_args()', edits: edits.map((edit) => ({ ...edit, document: script.document })) };
}
