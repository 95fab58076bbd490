import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { lookUp } from '../../sagemaker/request/tree.js';
import type { EnvironmentRead } from '../../sagemaker/script/environment/environment.js';
import { certain } from '../../sagemaker/value.js';
import type { DocumentPlace } from '../../text/document.js';

type Link = LinkedLaunch<TrainingLaunch>;

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
    const reads = script.environment.reads.filter(isNeeded);
    const links = reads.length > 0 ? toolkitLaunches(use, project) : undefined;
    if (!links || links.length === 0 || !links.every(({ launch }) => launch.channels.isStarted && launch.channels.isComplete)) return;
    const missing = new Map<string, EnvironmentRead[]>();
    for (const read of reads) {
      const name = variableOf(read);
      if (links.every((link) => lacks(link, name))) missing.set(name, [...(missing.get(name) ?? []), read]);
    }
    const given = [...new Set(links.flatMap(({ launch }) => launch.channels.channels.map(({ name }) => name)))];
    const isSure = links.some(({ script: path, images }) => path === document.path || images.some(({ how }) => how === 'name'));
    for (const [name, [first, ...others]] of missing) {
      if (!first) continue;
      const channel = name.slice(prefix.length);
      yield {
        at: first.expression.span,
        message: `${name} is not set: ${saying(given)}, so this line ends the job with a KeyError. ${advice(channel, given)}`,
        severity: isSure ? 'error' : 'warning',
        related: [
          ...others.map(({ expression }) => ({ at: expression.span, message: 'It is read here, too' })),
          ...links.slice(0, 3).map((link) => ({ at: channelsOf(link), message: `${link.launch.written} is given its channels here` })),
        ],
        fix: missing.size === 1 ? fixOf([first, ...others], given, script.environment.reads) : undefined,
      };
    }
  },
});

const prefix = 'SM_CHANNEL_';

/** A read that ends a job which does not have the variable, whatever else happens. */
function isNeeded(read: EnvironmentRead): boolean {
  const { isHard, isCaught, isProvidedFor, run } = read;
  return isHard && !isCaught && !isProvidedFor && !run.isConditional && run.when !== 'unknown' && variableOf(read).startsWith(prefix);
}

function variableOf({ name }: EnvironmentRead): string {
  return certain(name) ?? '';
}

/** Whether neither the channels nor the environment of the job bring the variable. */
function lacks({ launch, images }: Link, variable: string): boolean {
  // The program comes as channels of its own, with SDK v3 and in network isolation.
  if (/^SM_CHANNEL_(CODE|SM_DRIVERS|RECIPE)$/.test(variable)) return false;
  if (launch.channels.channels.some(({ name }) => `${prefix}${name.toUpperCase()}` === variable)) return false;
  if (images.some(({ image }) => image.environment.has(variable))) return false;
  const { environment } = launch;
  if (environment.kind === 'absent') return true;
  return environment.kind === 'given' && environment.node.kind === 'object' && lookUp(environment.node, variable).kind === 'absent';
}

function saying(given: readonly string[]): string {
  const [only] = given;
  if (only === undefined) return 'the launch of this script gives it no channel';
  return given.length === 1
    ? `the launch of this script gives it the channel ${only} alone, whose variable is ${prefix}${only.toUpperCase()}`
    : `the launch of this script gives it the channels ${given.join(', ')}`;
}

function advice(channel: string, given: readonly string[]): string {
  const name = channel.toLowerCase();
  const [only] = given;
  if (only === undefined) return `Give it the channel ${name}.`;
  return given.length === 1
    ? `Read ${prefix}${only.toUpperCase()}, or call the channel ${name} in the launch.`
    : `Read one of those, or give the channel ${name}, too.`;
}

function channelsOf({ launch }: Link): DocumentPlace {
  const { channels, starts } = launch.channels;
  const [first] = channels;
  if (first) return { document: first.document, span: first.nameSpan };
  return { document: launch.document, span: starts[0] ?? launch.nameSpan };
}

/** The one channel there is, where the script does not read that as well. */
function fixOf(reads: readonly EnvironmentRead[], given: readonly string[], all: readonly EnvironmentRead[]): RuleFix | undefined {
  const [only] = given;
  const variable = `${prefix}${only?.toUpperCase()}`;
  if (only === undefined || given.length > 1 || all.some((read) => variableOf(read) === variable)) return undefined;
  const edits = reads.flatMap(({ expression }) => {
    const index =
      expression.kind === 'subscript' ? expression.index : expression.kind === 'call' ? expression.arguments[0]?.value : undefined;
    return index?.kind === 'string' && index.contentSpan ? [{ span: index.contentSpan, newText: variable }] : [];
  });
  return edits.length === reads.length ? { title: `Read ${variable}`, edits } : undefined;
}
