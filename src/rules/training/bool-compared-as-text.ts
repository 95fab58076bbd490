import type { Expression } from '../../languages/python/syntax.js';
import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { scalarOf, toSetting } from '../../sagemaker/launch/settings.js';
import type { Member } from '../../sagemaker/request/tree.js';
import type { CommandArgument } from '../../sagemaker/script/arguments/arguments.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { TruthComparison } from '../../sagemaker/script/process/truth-comparisons.js';
import { certain } from '../../sagemaker/value.js';
import { contains } from '../../text/span.js';

export default defineRule({
  id: 'SM221',
  name: 'bool-compared-as-text',
  area: 'training',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A hyperparameter is compared with "True" or "False", and SDK v3 passes true and false',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/master/sagemaker-train/src/sagemaker/train/container_drivers/common/utils.py',
  ],
  appliesTo: 'script',

  *check({ script, use, document }) {
    if (!use.isEntry) return;
    const launches = use.launches
      .filter(({ launch, script: path }) => path === document.path && passesJson(launch))
      .map(({ launch }) => launch);
    if (launches.length === 0) return;
    const done = new Set<Expression>();
    for (const comparison of script.process.truthComparisons) {
      if (comparison.knowsOtherSpellings || done.has(comparison.comparison)) continue;
      const given = launches.flatMap((launch) => hyperparameterOf(comparison, script, launch) ?? [])[0];
      if (!given || scalarOf(toSetting({ kind: 'given', member: given })) !== (comparison.text === 'True')) continue;
      done.add(comparison.comparison);
      const name = document.text.slice(comparison.operand.span.start, comparison.operand.span.end);
      yield {
        at: comparison.comparison.span,
        message: `${name} is never "${comparison.text}": the launch gives ${given.name} as ${comparison.text}, and SDK v3 passes that as JSON, --${given.name} ${comparison.text.toLowerCase()}. Compare it in lower case: that is right for SDK v2 as well.`,
        related: [{ at: given.place, message: `${given.name} is given here` }],
        fix: fixOf(comparison, script),
      };
    }
  },
});

/** The program of SDK v3 passes each value as JSON; that of a command gets none. */
function passesJson({ surface, bypassesImageStart, command }: TrainingLaunch): boolean {
  return surface === 'sdk-v3' && bypassesImageStart && command.kind === 'absent';
}

/** The hyperparameter that the comparison is about. */
function hyperparameterOf({ source, comparison }: TruthComparison, script: ScriptModel, launch: TrainingLaunch): Member | undefined {
  const { hyperparameters } = launch;
  if (hyperparameters.kind !== 'given' || hyperparameters.node.kind !== 'object') return undefined;
  const members = [...hyperparameters.node.members.values()];
  if (source.kind === 'environment') return members.find(({ name }) => source.name === `SM_HP_${name.replaceAll('-', '_').toUpperCase()}`);
  const isOf = ({ type, destination, action }: CommandArgument) => {
    if (action.kind !== 'value') return false;
    if (source.kind === 'argument') return certain(destination) === source.name && (!type || isText(type.converter));
    const converter = type?.converter.kind === 'function' ? type.converter.definition : type?.expression;
    return converter !== undefined && contains(converter.span, comparison.span);
  };
  const names = script.arguments.arguments.filter(isOf).flatMap(({ names }) => names.map(({ text }) => text));
  return members.find(({ name }) => names.includes(`--${name}`));
}

function isText(converter: NonNullable<CommandArgument['type']>['converter']): boolean {
  return converter.kind === 'builtin' && converter.name === 'str';
}

/** Lowers both sides; what may be something else than a text is made one first. */
function fixOf({ comparison, operand, source }: TruthComparison, script: ScriptModel): RuleFix | undefined {
  const written = script.document.text.slice(operand.span.start, operand.span.end);
  const isText = source.kind === 'environment' || source.kind === 'unknown' || /^str\(/.test(written);
  const lowered = isText ? `${operand.kind === 'binary' ? `(${written})` : written}.lower()` : `str(${written}).lower()`;
  const strings = script.process.truthComparisons.filter((other) => other.comparison === comparison).map(({ string }) => string);
  const edits = strings.flatMap(({ contentSpan, value = '' }) =>
    contentSpan ? [{ span: contentSpan, newText: value.toLowerCase() }] : [],
  );
  if (edits.length !== strings.length) return undefined;
  return { title: 'Compare it in lower case', edits: [{ span: operand.span, newText: lowered }, ...edits] };
}
