import type { Command, LoginCommand } from './model.js';
import { commandsOfKind } from './model.js';
import { registryNames, registryOf } from './registry-names.js';

/** A login to a registry of AWS. `own`: that of whoever runs the commands. */
export interface RegistryLogin {
  readonly account: string | 'own' | 'unknown';
}

/** The logins to registries of AWS among commands; those to other registries are left out. */
export function loginsOf(commands: readonly Command[]): readonly RegistryLogin[] {
  const own = new Set(registryNames(commands).map(({ text }) => registryOf(text)));
  const accountOf = (command: Command, text: string | undefined): string => {
    if (text === undefined) return 'unknown';
    const registry = registryOf(text);
    const account = /^(\d{12})\./.exec(registry ?? '')?.[1];
    if (account !== undefined) return account;
    const name = /^\$\{(\w+)\}\./.exec(registry ?? '')?.[1];
    const isOwn =
      own.has(registry) ||
      /get-caller-identity/.test(text) ||
      (name !== undefined && /get-caller-identity/.test(command.environment(name) ?? ''));
    return isOwn ? 'own' : 'unknown';
  };
  const direct = commandsOfKind(commands, 'login').flatMap((command) =>
    isElsewhere(command) ? [] : [{ account: loginAccount(command, accountOf) }],
  );
  const printed = commandsOfKind(commands, 'get-login').flatMap((command) =>
    command.accounts.length === 0
      ? [{ account: 'own' }]
      : command.accounts.map(({ text }) => ({ account: /^\d{12}$/.test(text) ? text : 'unknown' })),
  );
  return [...direct, ...printed];
}

function loginAccount(command: LoginCommand, accountOf: (command: Command, text: string | undefined) => string): string {
  const { registry, notation, options } = command;
  if (notation !== 'action') return accountOf(command, registry?.text);
  if (options.some(({ name }) => name === 'registries')) return 'unknown';
  return registry ? accountOf(command, registry.text) : 'own';
}

/** Docker Hub, GitHub and the like. */
function isElsewhere({ registry, notation, options }: LoginCommand): boolean {
  if (notation === 'action') return registry !== undefined && !/ecr|\$/.test(registry.text);
  if (!registry) return options.some(({ name }) => name === 'username');
  return registry.isKnown && !/\.dkr[.-]ecr/.test(registry.text);
}
