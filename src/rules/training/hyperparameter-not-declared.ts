import { editDistance } from '../../linter/nearest-name.js';
import { defineRule, type RuleFix } from '../../linter/rule.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import { type PassedHyperparameter, passedHyperparameters } from '../../sagemaker/launch/passed-hyperparameters.js';
import { renameMember } from '../../sagemaker/request/edit-python.js';
import type { ArgumentParser, ParseCall } from '../../sagemaker/script/arguments/arguments.js';
import { parseKnown } from '../../sagemaker/script/arguments/parse-known.js';
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
    const strict = strictParser(script);
    // An image without the toolkit starts its own program, and passes it nothing.
    const runsOther = launch.surface !== 'sdk-v3' && link.images.length > 0 && !link.images.every(({ image }) => toolkitRunsProgram(image));
    if (!strict || runsOther) return;
    const { parser, parse } = strict;
    // A module that the script imports may read or change the command line before.
    if (project.useOf(script.document)?.imports.some((other) => /\bargv\b/.test(other.document.text))) return;
    const file = script.document.path.slice(script.document.path.lastIndexOf('/') + 1);
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
        related: [{ at: { document: script.document, span: parse.methodSpan }, message: 'What is not declared ends the program here' }],
        fix: meant === undefined ? lenientFix(script, parse) : renameFix(passed, meant),
      };
    }
  },
});

/** The parser that the program is certainly read with, where it takes nothing but what is seen to be declared. */
function strictParser({
  arguments: { parsers, argv },
}: ScriptModel): { readonly parser: ArgumentParser; readonly parse: ParseCall } | undefined {
  if (argv.some(({ kind }) => kind !== 'read')) return undefined;
  for (const parser of parsers) {
    if (parser.library !== 'argparse' || parser.isOpen || parser.subcommands) continue;
    const parse = parser.parses.find(
      ({ source, isLenient, run }) => source === 'process' && !isLenient && run.when !== 'unknown' && !run.isConditional,
    );
    if (parse) return { parser, parse };
  }
  return undefined;
}

/** Whether the parser takes an option: by its name, or by the beginning of one that no other begins with. */
function isTaken({ arguments: declared, allowsAbbreviations }: ArgumentParser, option: string): boolean {
  const names = declared.flatMap(({ names: own }) => own.map(({ text }) => text));
  if (names.includes(option) || option === '--help') return true;
  const mayShorten = !allowsAbbreviations.known || allowsAbbreviations.value;
  return mayShorten && names.some((name) => name.startsWith(option));
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

function lenientFix(script: ScriptModel, parse: ParseCall): RuleFix | undefined {
  const edits = parseKnown(script, parse);
  return edits && { title: 'Parse with parse_known_args()', edits: edits.map((edit) => ({ ...edit, document: script.document })) };
}
