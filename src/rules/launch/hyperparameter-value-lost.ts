import { defineRule, type RuleReport } from '../../linter/rule.js';
import { programParses } from '../../project/program-parses.js';
import { toolkitRunsProgram } from '../../sagemaker/image/training-toolkit.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { type PassedHyperparameter, passedHyperparameters } from '../../sagemaker/launch/passed-hyperparameters.js';
import { isNone } from '../../sagemaker/launch/settings.js';
import type { CommandArgument } from '../../sagemaker/script/arguments/arguments.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import { certain } from '../../sagemaker/value.js';

/** Where a script finds its hyperparameters as they are, without a command line. */
const otherSources = /\bSM_HPS\b|\bSM_HP_|\bSM_TRAINING_ENV\b|hyperparameters\.json/;

export default defineRule({
  id: 'SM321',
  name: 'hyperparameter-value-lost',
  area: 'launch',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A hyperparameter does not arrive as the value that the launch gives',
  sources: ['https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py'],
  appliesTo: 'launch',

  *check({ launch, link, script, project }) {
    if (launch.kind !== 'training' || !script || link.script !== script.document.path) return;
    const imports = project.useOf(script.document)?.imports ?? [];
    const runsOther = launch.surface !== 'sdk-v3' && link.images.length > 0 && !link.images.every(({ image }) => toolkitRunsProgram(image));
    if (runsOther || [script, ...imports].some(({ document }) => otherSources.test(document.text) || /\bargv\b/.test(document.text)))
      return;
    const parses = programParses(script, imports).filter(({ parser }) => parser.library === 'argparse');
    const [only] = parses;
    if (!only || parses.length > 1 || only.parser.isOpen) return;
    for (const passed of passedHyperparameters(launch)) {
      const argument = only.parser.arguments.find(({ names }) => names.some(({ text }) => text === `--${passed.name}`));
      if (!argument || argument.isOpen || argument.isConditional || argument.action.kind !== 'value') continue;
      const said = describe(passed, argument, launch, only.script);
      if (!said) continue;
      yield {
        at: { document: passed.place.document, span: passed.member?.place.span ?? passed.place.span },
        ...said,
        related: [{ at: { document: only.script.document, span: argument.span }, message: 'The script declares it here' }],
      };
    }
  },
});

type Said = Pick<RuleReport, 'message' | 'severity'>;

function describe(
  { name, option, member }: PassedHyperparameter,
  argument: CommandArgument,
  launch: TrainingLaunch,
  script: ScriptModel,
): Said | undefined {
  const isThree = launch.surface === 'sdk-v3';
  if (name.length === 1 && !isThree && !argument.names.some(({ text }) => text === option)) {
    return {
      message: `The toolkit passes a hyperparameter of one letter as \`${option}\`, and the script declares only \`--${name}\`: the value never arrives. Declare \`${option}\` as well, or give it a longer name.`,
    };
  }
  const value = member?.value;
  if (!value || launch.surface === 'boto3') return undefined;
  if (isNone(value)) {
    const text = isThree ? '"null"' : writesJson(launch) ? 'an empty text' : '"None"';
    return {
      severity: 'warning',
      message: `${name} does not arrive as None: SageMaker passes hyperparameters as texts, and \`--${name}\` gets ${text}. Leave it out, so that the script's own default counts.`,
    };
  }
  if (value.kind === 'list') {
    // type=list is wrong whatever is passed, and has a rule of its own.
    const count = argument.nargs ? certain(argument.nargs.value) : undefined;
    if (count === undefined || count === null || count === '?') return undefined;
    return {
      message: `SageMaker passes a list as one text, \`--${name} '[1, 2]'\`, and nargs=${JSON.stringify(count)} wants several words. Read it with type=json.loads, without nargs.`,
    };
  }
  if (value.kind === 'object' && value.type === undefined && !isThree && readsJson(name, argument, script)) {
    return {
      message: `The toolkit passes a dictionary as \`--${name} key=value,key=value\`, which is no JSON, and the script reads it with json.loads: the job fails. Pass json.dumps(...) of it.`,
    };
  }
  return undefined;
}

/** The classes for frameworks write values as JSON, and Estimator does where it has a source_dir: estimator.py of v2.257.6. */
function writesJson({ framework, sourceDirectory }: TrainingLaunch): boolean {
  return framework !== undefined || sourceDirectory.kind !== 'absent';
}

function readsJson(name: string, { type }: CommandArgument, { document }: ScriptModel): boolean {
  if (type) return type.converter.kind === 'imported' && type.converter.name === 'json.loads';
  return new RegExp(`\\bjson\\.loads\\(\\s*\\w+\\.${name.replace(/\W/g, '_')}\\s*\\)`).test(document.text);
}
