import type { ShellCommand, ShellWord } from './syntax.js';

/** The folder that a command runs in, seen from the one in which the script starts: '' for that one; undefined where nobody can tell. It may leave it (`..`) or be absolute. */
export type ShellFolder = string | undefined;

/** Follows `cd`, `pushd` and `popd` through the commands of a script, which are given in their order. */
export interface FolderTracker {
  /** The folder that the command runs in; afterwards the tracker is where the command leads to. */
  enter(command: ShellCommand): ShellFolder;
}

interface Whereabouts {
  readonly now: ShellFolder;
  readonly before: ShellFolder;
  /** What pushd has left, the last one at the end. */
  readonly left: readonly ShellFolder[];
}

/** Starts in the folder of the script. A `cd` in a subshell or pipe does not reach the commands outside. */
export function createFolderTracker(): FolderTracker {
  const scopes = new Map<number, Whereabouts>([[0, { now: '', before: undefined, left: [] }]]);
  return {
    enter(command) {
      const here = scopes.get(command.scope) ?? scopes.get(0) ?? { now: undefined, before: undefined, left: [] };
      const next = after(here, command.words);
      if (next !== here) scopes.set(command.scope, next);
      return here.now;
    },
  };
}

function after(here: Whereabouts, [program, ...words]: readonly ShellWord[]): Whereabouts {
  const name = literalOf(program);
  if (name === 'popd') return { now: here.left.at(-1), before: here.now, left: here.left.slice(0, -1) };
  if (name !== 'cd' && name !== 'pushd') return here;
  const target = words.find(({ text }) => !/^-\w|^--$/.test(text));
  const left = name === 'pushd' ? [...here.left, here.now] : here.left;
  return { now: target?.text === '-' ? here.before : folderAt(here.now, target), before: here.now, left };
}

function folderAt(folder: ShellFolder, target: ShellWord | undefined): ShellFolder {
  if (!target) return undefined;
  const name = literalOf(target);
  if (name !== undefined)
    return name.startsWith('/') ? name : folder === undefined ? undefined : folder === '' ? name : `${folder}/${name}`;
  // `cd "$(dirname "$0")/.."`: from the folder of the script, wherever it was started.
  const [first, ...rest] = target.parts;
  if (first?.kind !== 'opaque' || !/dirname|BASH_SOURCE|\$\{?0/.test(first.text)) return undefined;
  const below = rest.map((part) => (part.kind === 'literal' ? part.value : undefined));
  return below.includes(undefined) ? undefined : `.${below.join('')}`;
}

/** The value of a word that is the same whenever the script runs; undefined for values, patterns, `~` and placeholders. */
export function literalOf(word: ShellWord | undefined): string | undefined {
  if (!word || word.text.startsWith('~')) return undefined;
  let value = '';
  for (const part of word.parts) {
    if (part.kind !== 'literal') return undefined;
    value += part.value;
  }
  return /[${}*?<>\r\n]/.test(value) ? undefined : value;
}
