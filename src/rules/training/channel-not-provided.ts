import { defineRule, type RuleFix } from '../../linter/rule.js';
import { channelOfVariable, lacksVariable, placeOfChannels, variableOfChannel } from '../../project/channel-variables.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import type { EnvironmentRead } from '../../sagemaker/script/environment/environment.js';
import { neededVariables, readInstead } from '../../sagemaker/script/environment/needed-variables.js';
import { certain } from '../../sagemaker/value.js';

export default defineRule({
  id: 'SM209',
  name: 'channel-not-provided',
  area: 'training',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The script reads the variable of a channel that its launch does not give',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md',
    'https://github.com/aws/sagemaker-python-sdk/issues/1036',
  ],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (!use.isEntry) return;
    const reads = neededVariables(script).filter(({ name }) => channelOfVariable(name) !== undefined);
    const links = reads.length > 0 ? toolkitLaunches(use, project) : undefined;
    if (!links || links.length === 0 || !links.every(({ launch }) => launch.channels.isStarted && launch.channels.isComplete)) return;
    const missing = reads.filter(({ name }) => links.every((link) => lacksVariable(link, name)));
    const given = [...new Set(links.flatMap(({ launch }) => launch.channels.channels.map(({ name }) => name)))];
    const isSure = links.some(({ script: path, images }) => path === document.path || images.some(({ how }) => how === 'name'));
    const names = new Set(missing.map(({ name }) => name));
    for (const name of names) {
      const [first, ...others] = missing.filter((one) => one.name === name).map(({ read }) => read);
      if (!first) continue;
      yield {
        at: first.expression.span,
        message: `${name} is not set: ${saying(given)}, so this line ends the job with a KeyError. ${advice(channelOfVariable(name) ?? name, given)}`,
        severity: isSure ? 'error' : 'warning',
        related: [
          ...others.map(({ expression }) => ({ at: expression.span, message: 'It is read here, too' })),
          ...links
            .slice(0, 3)
            .map(({ launch }) => ({ at: placeOfChannels(launch), message: `${launch.written} is given its channels here` })),
        ],
        fix: names.size === 1 ? fixOf([first, ...others], given, script.environment.reads) : undefined,
      };
    }
  },
});

function saying(given: readonly string[]): string {
  const [only] = given;
  if (only === undefined) return 'the launch of this script gives it no channel';
  return given.length === 1
    ? `the launch of this script gives it the channel ${only} alone, whose variable is ${variableOfChannel(only)}`
    : `the launch of this script gives it the channels ${given.join(', ')}`;
}

function advice(name: string, given: readonly string[]): string {
  const [only] = given;
  if (only === undefined) return `Give it the channel ${name}.`;
  return given.length === 1
    ? `Read ${variableOfChannel(only)}, or call the channel ${name} in the launch.`
    : `Read one of those, or give the channel ${name}, too.`;
}

/** The one channel there is, where the script does not read that as well. */
function fixOf(reads: readonly EnvironmentRead[], given: readonly string[], all: readonly EnvironmentRead[]): RuleFix | undefined {
  const [only] = given;
  if (only === undefined || given.length > 1) return undefined;
  const variable = variableOfChannel(only);
  if (all.some(({ name }) => certain(name) === variable)) return undefined;
  const edits = reads.flatMap((read) => readInstead(read, variable) ?? []);
  return edits.length === reads.length ? { title: `Read ${variable}`, edits } : undefined;
}
