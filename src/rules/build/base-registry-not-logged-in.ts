import { defineRule, type RuleEdit } from '../../linter/rule.js';
import { buildUse } from '../../project/build-use.js';
import { loginsOf } from '../../sagemaker/commands/logins.js';
import type { BuildCommand, Command } from '../../sagemaker/commands/model.js';
import { placeIn } from '../../sagemaker/commands/model.js';
import type { BaseImage } from '../../sagemaker/image/model.js';
import { certain } from '../../sagemaker/value.js';
import type { SourceDocument } from '../../text/document.js';

export default defineRule({
  id: 'SM705',
  name: 'base-registry-not-logged-in',
  area: 'build',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The base image is in a private registry of AWS that nobody logs in to',
  sources: [
    'https://docs.aws.amazon.com/deep-learning-containers/latest/devguide/deep-learning-containers-ec2-setup.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html',
  ],
  appliesTo: 'command',
  kinds: ['build'],
  *check({ command, commands, project }) {
    if (command.kind !== 'build') return;
    const logins = loginsOf(commands);
    if (logins.length === 0 || logins.some(({ account }) => account === 'unknown')) return;
    for (const { base, document } of buildUse(project, command).images) {
      const account = base.reference?.account;
      if (base.origin !== 'aws' || account === undefined || !base.span || logins.some((login) => login.account === account)) continue;
      if (mayBeElsewhere(command, base, document, account)) continue;
      const edit = loginEdit(command, commands, base, account);
      yield {
        at: placeIn(command, command.nameSpan),
        message: `The base image is in a registry of AWS, that of account ${account}, and only one's own is logged in to: the build ends with "401 Unauthorized" or "no basic auth credentials". Log in to ${account} as well, before the build.`,
        related: [{ at: { document, span: base.span }, message: `the image of account ${account}` }],
        fix: edit && { title: `Log in to the registry of ${account}`, edits: [edit] },
      };
      return;
    }
  },
});

/** Whether the account of the base image stands in an ARG, and the build gives one of those in front of FROM another value. */
function mayBeElsewhere({ options }: BuildCommand, { span }: BaseImage, { text }: SourceDocument, account: string): boolean {
  if (!span || text.slice(span.start, span.end).includes(account)) return false;
  return options.some(({ name, value }) => {
    const argument = name === 'build-arg' ? /^\w+/.exec(value?.text ?? '')?.[0] : undefined;
    if (argument === undefined || value?.text.includes(account)) return false;
    return new RegExp(`^\\s*ARG\\s.*\\b${argument}\\b`, 'im').test(text.slice(0, span.start));
  });
}

/** A line in front of the build, where the build stands at the start of its own. */
function loginEdit(command: BuildCommand, commands: readonly Command[], base: BaseImage, account: string): RuleEdit | undefined {
  const { document, notation, span } = command;
  if (!/^(shell|makefile|pipeline)$/.test(notation) || (document.part && !document.text.includes('\n'))) return undefined;
  const start = document.lines.lineStart(document.lines.positionAt(span.start).line);
  const before = document.text.slice(start, span.start);
  if (!/^\s*(- )?@?$/.test(before)) return undefined;
  const { reference } = base;
  const region = certain(base.text) === undefined ? regionOf(commands) : reference?.region;
  const registry = certain(base.text) === undefined ? region && `${account}.dkr.ecr.${region}.amazonaws.com` : reference?.registry;
  if (region === undefined || registry === undefined) return undefined;
  const line = `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry}`;
  return { document, span: { start: span.start, end: span.start }, newText: `${line}\n${before}` };
}

/** The region as the script's own login has it. */
function regionOf(commands: readonly Command[]): string | undefined {
  for (const command of commands) {
    if ((command.kind !== 'get-login' && command.kind !== 'get-login-password') || !command.region) continue;
    const { start, end } = command.region.span;
    return command.document.text.slice(start, end);
  }
  return undefined;
}
