import type { ShellCommand } from '../../languages/shell/syntax.js';
import type { OptionState } from './model.js';
import { literalText } from './words.js';

/** The two options that decide whether a failure ends a script. */
export interface ShellOptions {
  readonly stopsOnFailure: OptionState;
  readonly pipefail: OptionState;
}

/** Files that are read in and are known to leave the options alone. */
const harmlessSources =
  /(^|\/)(activate|conda\.sh|\.?bashrc|\.?profile|\.bash_profile|\.env|env|environment|nvm\.sh|setvars\.sh|vars\.sh)$/;

/** The options that the first line of a script sets: `#!/bin/bash -e`. */
export function optionsOfFirstLine(text: string): ShellOptions {
  const words = /^#![^\n]*/.exec(text)?.[0].trim().split(/\s+/).slice(1) ?? [];
  return { stopsOnFailure: words.some((word) => /^-[a-z]*e[a-z]*$/.test(word)) ? 'on' : 'off', pipefail: 'off' };
}

/** The options behind a command, from what they were in front of it. */
export function optionsBehind(command: ShellCommand, before: ShellOptions): ShellOptions {
  const [name, ...rest] = command.words.map(literalText);
  if (name === 'source' || name === '.') return harmlessSources.test(rest[0] ?? '') ? before : orUnknown(before);
  // A subshell's options end with it.
  if (name !== 'set' || command.scope !== 0) return before;
  const behind = changed(rest, before);
  if (!command.conditional) return behind;
  const merge = (first: OptionState, second: OptionState): OptionState => (first === second ? first : 'unknown');
  return { stopsOnFailure: merge(before.stopsOnFailure, behind.stopsOnFailure), pipefail: merge(before.pipefail, behind.pipefail) };
}

/** What somebody else may have set. */
function orUnknown({ stopsOnFailure, pipefail }: ShellOptions): ShellOptions {
  const weaken = (state: OptionState): OptionState => (state === 'on' ? 'on' : 'unknown');
  return { stopsOnFailure: weaken(stopsOnFailure), pipefail: weaken(pipefail) };
}

/** Applies the words of `set`: `-e`, `-euo pipefail`, `+e`, `-o errexit`. */
function changed(words: readonly (string | undefined)[], before: ShellOptions): ShellOptions {
  let { stopsOnFailure, pipefail } = before;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) return orUnknown({ stopsOnFailure, pipefail });
    if (word === '--' || !/^[-+]/.test(word)) break;
    const state: OptionState = word.startsWith('-') ? 'on' : 'off';
    if (word.includes('e')) stopsOnFailure = state;
    if (!word.includes('o')) continue;
    index++;
    if (words[index] === 'pipefail') pipefail = state;
    if (words[index] === 'errexit') stopsOnFailure = state;
  }
  return { stopsOnFailure, pipefail };
}
