import { defineRule, type RuleReport, type ScriptRuleContext } from '../../linter/rule.js';
import { passedTo } from '../../project/passed-arguments.js';
import { meansNo } from '../../sagemaker/launch/passed-hyperparameters.js';
import type { ArgumentParser, CommandArgument } from '../../sagemaker/script/arguments/arguments.js';
import { booleanConverter } from '../../sagemaker/script/arguments/boolean-converter.js';

/** Libraries whose add_argument calls `type` with the text. click and jsonargparse know bool as what it is. */
const plainLibraries: ReadonlySet<string> = new Set(['argparse', 'huggingface', 'simple-parsing']);

export default defineRule({
  id: 'SM201',
  name: 'argparse-bool-type',
  area: 'training',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: '`type=bool` makes True of every text that a hyperparameter brings, "False" too; `type=list` takes it apart',
  sources: [
    'https://docs.python.org/3/library/argparse.html#type',
    'https://github.com/aws/sagemaker-python-sdk/issues/4247',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html#sagemaker-CreateTrainingJob-request-HyperParameters',
  ],
  appliesTo: 'script',

  *check(context) {
    const { script, use } = context;
    if (use.trains.length === 0 || (!use.isEntry && use.importedBy.length === 0)) return;
    const seen = new Set<CommandArgument>();
    for (const parser of script.arguments.parsers) {
      if (!plainLibraries.has(parser.library)) continue;
      for (const argument of parser.arguments) {
        const converter = argument.type?.converter;
        if (seen.has(argument) || argument.isPositional || argument.action.kind !== 'value' || converter?.kind !== 'builtin') continue;
        seen.add(argument);
        const report =
          converter.name === 'bool' ? reportBool(argument, context) : reportCollection(argument, converter.name, parser, context);
        if (report) yield report;
      }
    }
  },
});

function reportBool(argument: CommandArgument, context: ScriptRuleContext): RuleReport | undefined {
  if (!argument.type) return undefined;
  const name = argument.names.at(-1)?.text;
  const no = passedTo(argument, context.use, context.project).find(({ text }) => meansNo(text));
  const example = no ? `\`${no.option} ${no.text}\`` : `\`${name ?? '--name'} False\``;
  return {
    at: argument.type.argument.span,
    message: `\`type=bool\` calls bool() with the text, and every text but an empty one is True: where SageMaker passes ${example}, the script goes on with True. Read the text with a converter.`,
    severity: no ? 'error' : 'warning',
    related: no ? [{ at: no.place, message: `${no.text} is passed here` }] : [],
    fix: { title: 'Read the text as true or false', edits: [{ span: argument.type.expression.span, newText: booleanConverter }] },
  };
}

/** `type=list` and the like: it matters where a text comes in. */
function reportCollection(
  argument: CommandArgument,
  type: string,
  { changedDefaults }: ArgumentParser,
  context: ScriptRuleContext,
): RuleReport | undefined {
  if (!argument.type || !/^(?:list|tuple|set|dict)$/.test(type) || argument.nargs) return undefined;
  const [passed] = passedTo(argument, context.use, context.project);
  const given = argument.default?.value;
  const isChanged = argument.destination.known && changedDefaults.includes(argument.destination.value);
  const text =
    given?.known && !given.assumed && typeof given.value === 'string' && given.value !== '' && !isChanged ? given.value : undefined;
  const effect = type === 'dict' ? 'fails on any text' : `makes one item of each letter`;
  const about = passed
    ? `SageMaker passes \`${passed.option}\` as text`
    : text === undefined
      ? 'SageMaker passes every hyperparameter as text'
      : 'a default that is text goes the way of what SageMaker passes';
  const readsJson = type === 'list' && text === undefined && /^import json\b/m.test(context.document.text);
  return {
    at: argument.type.argument.span,
    message: `\`type=${type}\` ${effect}: ${about}. Read it with ${type === 'list' || type === 'dict' ? 'json.loads' : 'a converter of your own'}.`,
    severity: passed ? 'error' : text === undefined ? 'information' : 'warning',
    related: passed ? [{ at: passed.place, message: `${passed.name} is passed here` }] : [],
    fix: readsJson
      ? { title: 'Read the text as JSON', edits: [{ span: argument.type.expression.span, newText: 'json.loads' }], safety: 'unsafe' }
      : undefined,
  };
}
