import type { BuildCommand, Command, CommandBase, CommandWord } from './model.js';
import { optionOf } from './model.js';
import { type OptionNotation, readOptions, type WrittenWord } from './options.js';

/** Programs with the command line of docker. */
const programs = /^(docker|podman|finch|nerdctl)$/;

const build: OptionNotation = {
  withValue:
    /^(tag|file|build-arg|build-context|platform|label|annotation|attest|secret|ssh|network|cache-from|cache-to|output|progress|builder|target|memory|memory-swap|add-host|allow|cgroup-parent|isolation|iidfile|metadata-file|no-cache-filter|provenance|sbom|shm-size|ulimit|cpu-shares|cpu-period|cpu-quota|cpuset-cpus|cpuset-mems|security-opt|call|policy|format|jobs)$/,
  letters: { t: 'tag', f: 'file', o: 'output', m: 'memory', c: 'cpu-shares', q: 'quiet', D: 'debug' },
};
const login: OptionNotation = {
  withValue: /^(username|password|tls-verify|authfile)$/,
  letters: { u: 'username', p: 'password' },
};
const plain: OptionNotation = { withValue: /^(platform|authfile|creds)$/, letters: { a: 'all-tags', q: 'quiet' } };
/** Options in front of the verb that take a value. */
const globalValues = /^(--config|--context|-c|--host|-H|--log-level|-l|--tlscacert|--tlscert|--tlskey)$/;

/** What every command has but for what is read from its words here. */
export type CommandStart = Pick<CommandBase, 'document' | 'span' | 'isConditional' | 'folder' | 'environment' | 'notation'>;

/** Reads a command of docker, from its words with the program first; undefined for any other command and verb. */
export function readDocker(words: readonly WrittenWord[], start: CommandStart): Command | undefined {
  const [first] = words;
  const program = first?.text.slice(first.text.lastIndexOf('/') + 1) ?? '';
  if (program === 'sm-docker') return readBuild(program, false, words, 1, start);
  if (!first || !programs.test(program)) return undefined;
  let at = 1;
  while (words[at]?.text.startsWith('-')) at += globalValues.test(words[at]?.text ?? '') ? 2 : 1;
  const group = words[at]?.text;
  const isBuildx = group === 'buildx';
  if (isBuildx || group === 'image' || group === 'builder') {
    at++;
    while (isBuildx && words[at]?.text.startsWith('-')) at += words[at]?.text === '--builder' ? 2 : 1;
  }
  const verb = words[at];
  if (!verb) return undefined;
  if (verb.text === 'build' || (isBuildx && verb.text === 'b')) return readBuild(program, isBuildx, words, at, start);
  const rest = words.slice(at + 1);
  const base = { ...start, nameSpan: { start: first.span.start, end: verb.span.end } };
  switch (isBuildx ? '' : verb.text) {
    case 'push':
    case 'pull': {
      const read = readOptions(rest, plain);
      return { ...base, ...read, kind: verb.text === 'push' ? 'push' : 'pull', image: read.operands[0] };
    }
    case 'tag': {
      const read = readOptions(rest, plain);
      return { ...base, ...read, kind: 'tag', source: read.operands[0], target: read.operands[1] };
    }
    case 'login': {
      const read = readOptions(rest, login);
      return { ...base, ...read, kind: 'login', registry: read.operands[0] };
    }
    default:
      return undefined;
  }
}

function readBuild(
  program: string,
  isBuildx: boolean,
  words: readonly WrittenWord[],
  at: number,
  start: CommandStart,
): BuildCommand | undefined {
  const [first, verb] = [words[0], words[at]];
  if (!first || verb?.text.match(/^b(uild)?$/) === null || !verb) return undefined;
  const read = readOptions(words.slice(at + 1), build);
  const values = (name: string): CommandWord[] =>
    read.options.flatMap((option) => (option.name === name && option.value ? [option.value] : []));
  const outputs = values('output').map(({ text }) => text);
  return {
    ...start,
    ...read,
    kind: 'build',
    nameSpan: { start: first.span.start, end: verb.span.end },
    program,
    isBuildx,
    pushesItself:
      read.options.some(({ name, value }) => name === 'push' && value?.text !== 'false') ||
      outputs.some((output) => /(^|,)type=registry\b|(^|,)push=true\b/.test(output)),
    tags: values('tag'),
    file: values('file').at(-1),
    context: read.operands[0],
    platforms: platformsOf(optionOf(read, 'platform')?.value ?? defaultPlatform(start, words)),
    addOption: (name, value) =>
      start.notation === 'python-value'
        ? undefined
        : {
            document: start.document,
            span: { start: verb.span.end, end: verb.span.end },
            newText: name === 'provenance' ? ` --${name}=${value}` : ` --${name} ${value}`,
          },
    replaceOption: ({ value: old }, value) =>
      !old || start.notation === 'python-value' ? undefined : { document: start.document, span: old.span, newText: value },
  };
}

/** `DOCKER_DEFAULT_PLATFORM` counts as the option does. */
function defaultPlatform(start: CommandStart, words: readonly WrittenWord[]): CommandWord | undefined {
  const text = start.environment('DOCKER_DEFAULT_PLATFORM');
  const [first] = words;
  return text === undefined || !first ? undefined : { text, isKnown: !text.includes('$'), span: first.span };
}

/** The platforms of a list; empty where a part of it is not known. */
export function platformsOf(value: CommandWord | undefined): readonly string[] | undefined {
  if (!value) return undefined;
  if (!value.isKnown) return [];
  return value.text
    .split(/[\s,]+/)
    .filter((platform) => platform !== '')
    .map((platform) => platform.toLowerCase());
}
