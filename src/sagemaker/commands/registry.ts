import type { CommandStart } from './docker.js';
import type { Command, GetLoginCommand, GetLoginPasswordCommand } from './model.js';
import { optionOf } from './model.js';
import { type OptionNotation, readOptions, type WrittenWord } from './options.js';

const options: OptionNotation = {
  withValue:
    /^(region|profile|output|query|endpoint-url|repository-name|image-scanning-configuration|image-tag-mutability|tags|encryption-configuration|registry-id|cli-read-timeout|cli-connect-timeout|ca-bundle|color|policy-text)$/,
  letters: {},
};

/** Reads a command of `aws ecr`; undefined for any other. */
export function readRegistryCommand(words: readonly WrittenWord[], start: CommandStart): Command | undefined {
  const [program, ...rest] = words;
  if (!program || !/(^|\/)aws(\.exe|2)?$/.test(program.text)) return undefined;
  const service = rest.findIndex(({ text }) => text === 'ecr');
  const verb = rest[service + 1];
  if (service < 0 || !verb || !rest.slice(0, service).every((word, index, all) => isGlobal(word.text, all[index - 1]?.text)))
    return undefined;
  const read = readOptions([...rest.slice(0, service), ...rest.slice(service + 2)], withRegistryIds);
  const base = { ...start, nameSpan: { start: program.span.start, end: verb.span.end } };
  const region = optionOf(read, 'region')?.value;
  switch (verb.text) {
    case 'get-login': {
      const { accounts, ...known } = takeAccounts(read);
      return { ...base, ...known, kind: 'get-login', region, accounts, substitution: undefined } satisfies GetLoginCommand;
    }
    case 'get-login-password':
      return { ...base, ...read, kind: 'get-login-password', region } satisfies GetLoginPasswordCommand;
    case 'create-repository':
      return { ...base, ...read, kind: 'create-repository', name: optionOf(read, 'repository-name')?.value };
    default:
      return undefined;
  }
}

function isGlobal(text: string, before: string | undefined): boolean {
  return text.startsWith('-') || (before !== undefined && /^--(region|profile|output|endpoint-url)$/.test(before));
}

const withRegistryIds: OptionNotation = {
  ...options,
  withValue: new RegExp(`${options.withValue.source.slice(0, -2)}|registry-ids|registry-id)$`),
};

/** `--registry-ids` takes several accounts, of which all but the first look like operands. */
function takeAccounts(read: ReturnType<typeof readOptions>): ReturnType<typeof readOptions> & Pick<GetLoginCommand, 'accounts'> {
  const first = read.options.find(({ name }) => /^registry-ids?$/.test(name))?.value;
  return { ...read, accounts: first ? [first, ...read.operands.filter((word) => word.span.start > first.span.end)] : [] };
}
