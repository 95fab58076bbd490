import type { ShellCommand, ShellWord } from '../../languages/shell/syntax.js';
import { literalText } from './words.js';

/** Programs that only start another one, with the options of theirs that take a value behind a blank. */
const wrappers: ReadonlyMap<string, RegExp> = new Map([
  ['exec', /^-a$/],
  ['nohup', /^$/],
  ['time', /^-[fo]$/],
  ['command', /^$/],
  ['builtin', /^$/],
  ['env', /^(-u|--unset|-C|--chdir)$/],
  ['nice', /^-n$/],
  ['ionice', /^-[cnp]$/],
  ['sudo', /^-[ugCDhprtTU]$/],
  ['stdbuf', /^-[ioe]$/],
  ['unbuffer', /^$/],
  ['setsid', /^$/],
  ['chronic', /^$/],
  ['catchsegv', /^$/],
  ['xvfb-run', /^-[enfpsw]$/],
  ['timeout', /^(-k|-s|--kill-after|--signal)$/],
  ['gosu', /^$/],
  ['tini', /^-[pe]$/],
  ['dumb-init', /^(-r|--rewrite)$/],
]);
/** Those that take words of their own in front of the program. */
const ownWords: Readonly<Record<string, number>> = { timeout: 1, gosu: 1 };
/** The same behind a verb: `conda run -n env python`. */
const runners = /^(conda|mamba|micromamba|poetry|pipenv|uv|pdm|hatch)$/;
const runnerValues = /^(-n|--name|-p|--prefix|--cwd|-C|--directory|-P|--project|--extra|--group|--with|--python|--env-file)$/;

/** The words of the program that a command really starts, and whether `exec` stands in front of it. */
export function startedBy(command: ShellCommand): { readonly words: readonly ShellWord[]; readonly isExec: boolean } {
  let words = command.words;
  let isExec = false;
  for (;;) {
    const name = nameOf(words[0]);
    const values = wrappers.get(name ?? '');
    if (name !== undefined && values) {
      isExec ||= name === 'exec';
      words = behindOptions(words.slice(1), values, name === 'env').slice(ownWords[name] ?? 0);
      continue;
    }
    const verb = name !== undefined && runners.test(name) ? words.findIndex((word) => literalText(word) === 'run') : -1;
    if (verb < 1 || words.slice(1, verb).some((word) => !word.text.startsWith('-'))) return { words, isExec };
    words = behindOptions(words.slice(verb + 1), runnerValues, false);
  }
}

/** The name of a program without its folder; undefined where a variable holds it. */
export function nameOf(word: ShellWord | undefined): string | undefined {
  const last = word?.parts.at(-1);
  if (!word || last?.kind !== 'literal') return undefined;
  const name = last.value.slice(last.value.lastIndexOf('/') + 1);
  return word.parts.length === 1 || last.value.includes('/') ? name : undefined;
}

function behindOptions(words: readonly ShellWord[], withValue: RegExp, assignments: boolean): readonly ShellWord[] {
  let index = 0;
  for (; index < words.length; index++) {
    const { text = '' } = words[index] ?? {};
    if (text === '--') return words.slice(index + 1);
    if (withValue.test(text)) index++;
    else if (!text.startsWith('-') && !(assignments && /^\w+=/.test(text))) break;
  }
  return words.slice(index);
}
