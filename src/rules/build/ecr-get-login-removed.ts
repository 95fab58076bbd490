import { defineRule, type RuleEdit } from '../../linter/rule.js';
import { type Command, type GetLoginCommand, optionOf, placeIn } from '../../sagemaker/commands/model.js';
import { registryNames, registryOf } from '../../sagemaker/commands/registry-names.js';

export default defineRule({
  id: 'SM704',
  name: 'ecr-get-login-removed',
  area: 'build',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Version 2 of the AWS CLI has no `aws ecr get-login`',
  sources: ['https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html#cliv2-migration-ecr-get-login'],
  appliesTo: 'command',
  kinds: ['get-login'],
  *check({ command, commands }) {
    if (command.kind !== 'get-login') return;
    // Who asks for the version of the CLI has both ways.
    if (command.isConditional && commands.some(({ kind, isConditional }) => kind === 'get-login-password' && isConditional)) return;
    const edit = loginEdit(command, commands);
    yield {
      at: placeIn(command, command.nameSpan),
      message:
        '`aws ecr get-login` is gone since version 2 of the AWS CLI ("argument operation: Invalid choice"), so that nobody is logged in and the push is denied. Pipe `aws ecr get-login-password` into `docker login --username AWS --password-stdin REGISTRY`.',
      fix: edit && { title: 'Log in with get-login-password', edits: [edit] },
    };
  },
});

/** Writes the pipe in place of `$(aws ecr get-login ...)`; undefined where the registry cannot be written, or the command is used in another way. */
function loginEdit(command: GetLoginCommand, commands: readonly Command[]): RuleEdit | undefined {
  const { substitution, document, accounts, region, notation } = command;
  if (!substitution || accounts.length > 1 || !/^(shell|pipeline|makefile)$/.test(notation)) return undefined;
  const written = (word: { readonly span: GetLoginCommand['span'] }): string => document.text.slice(word.span.start, word.span.end);
  const profile = optionOf(command, 'profile');
  const place = region && written(region);
  const [account] = accounts;
  const registry = account ? place && `${written(account)}.dkr.ecr.${place}.amazonaws.com` : ownRegistry(commands, document.text);
  if (registry === undefined || /["'\s]/.test(registry)) return undefined;
  const start = notation === 'makefile' && document.text[substitution.start - 1] === '$' ? substitution.start - 1 : substitution.start;
  const options = [...(place === undefined ? [] : [`--region ${place}`]), ...(profile ? [written(profile)] : [])];
  const password = ['aws ecr get-login-password', ...options].join(' ');
  return {
    document,
    span: { start, end: substitution.end },
    newText: `${password} | docker login --username AWS --password-stdin ${registry}`,
  };
}

/** The registry that the script pushes to, where it can be written with variables that it has. */
function ownRegistry(commands: readonly Command[], text: string): string | undefined {
  return registryNames(commands)
    .map((word) => registryOf(word.text))
    .find(
      (registry) =>
        registry !== undefined &&
        !/[()`]/.test(registry) &&
        variablesOf(registry).every((name) => new RegExp(`\\$\\{?${name}\\b|\\b${name}=`).test(text)),
    );
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
}
