import { baseName } from './paths.js';

/** Programs that only start another one, with the options that take a value behind a blank. */
const wrappers: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    tini: ['-p', '-e'],
    'tini-static': ['-p', '-e'],
    'dumb-init': ['-r', '--rewrite'],
    env: ['-u', '--unset', '-C', '--chdir'],
    catchsegv: [],
    'nvidia_entrypoint.sh': [],
  }).map(([name, options]) => [name, new Set(options)]),
);

/** The same behind a verb: `conda run -n env`. */
const runners: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    conda: ['-n', '--name', '-p', '--prefix', '--cwd'],
    mamba: ['-n', '--name', '-p', '--prefix', '--cwd'],
    micromamba: ['-n', '--name', '-p', '--prefix', '--cwd'],
    poetry: ['-C', '--directory', '-P', '--project'],
    pipenv: [],
    uv: ['--directory', '--project', '--extra', '--group', '--with', '-p', '--python'],
  }).map(([name, options]) => [name, new Set(options)]),
);

/**
 * The words of the program that an ENTRYPOINT really starts, without tini, `conda run` and the like in front of it.
 * Empty where it only hands on what Docker appends: `["tini", "--"]`, `["sh", "-c"]`.
 */
export function startedWords(words: readonly string[]): readonly string[] {
  let rest = words;
  for (;;) {
    const program = baseName(rest[0] ?? '');
    if (isShell(program) && rest.length > 1 && rest.slice(1).every((word) => /^-[a-z]+$/.test(word)) && rest.at(-1)?.endsWith('c'))
      return [];
    const behind = behindWrapper(program, rest);
    if (behind === undefined) return rest;
    rest = behind;
  }
}

/** Whether a program's name is that of a shell. */
export function isShell(program: string): boolean {
  return /^(ba|da|z|a|k)?sh$/.test(program);
}

function behindWrapper(program: string, words: readonly string[]): readonly string[] | undefined {
  const options = wrappers.get(program);
  if (options) return behindOptions(words.slice(1), options, program === 'env');
  const runnerOptions = runners.get(program);
  const verb = words.indexOf('run');
  if (!runnerOptions || verb < 1 || words.slice(1, verb).some((word) => !word.startsWith('-'))) return undefined;
  return behindOptions(words.slice(verb + 1), runnerOptions, false);
}

function behindOptions(words: readonly string[], withValue: ReadonlySet<string>, assignments: boolean): readonly string[] {
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return words.slice(index + 1);
    if (withValue.has(word)) index++;
    else if (!word.startsWith('-') && !(assignments && /^\w+=/.test(word))) break;
  }
  return words.slice(index);
}
