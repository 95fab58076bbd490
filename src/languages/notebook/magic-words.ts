import type { Span } from '../../text/span.js';
import { lineEnd } from './python-statements.js';

/** A command of the shell, a file or a folder in a code cell; spans are in the cell's source. */
export type MagicUse =
  /** `isCell`: a whole cell; else a line, in which `{name}` and `$name` are values of Python first. */
  | { readonly kind: 'shell'; readonly isCell: boolean; readonly span: Span; readonly body: Span }
  /** The cell is written to a file. `name` is undefined where it is made of values, `{name}` or `$name`. */
  | {
      readonly kind: 'write';
      readonly name: string | undefined;
      readonly nameSpan: Span;
      readonly isAppended: boolean;
      readonly span: Span;
      readonly body: Span;
    }
  /** The kernel goes to another folder; undefined where nobody can tell which. `-` is the one before. */
  | { readonly kind: 'folder'; readonly name: string | undefined; readonly span: Span };

/** The magic of a whole cell. */
export interface CellMagic {
  readonly name: string;
  /** The words behind the name. */
  readonly argumentsSpan: Span;
  /** From the start of the text that is looked at, blank lines included, to the end of the magic's line. */
  readonly line: Span;
  /** The rest of the cell. */
  readonly body: Span;
  /** The rest of the cell is run by this notebook's own Python. */
  readonly runsPython: boolean;
}

/** Cell magics that run, measure or show what the cell does: the rest of it is Python like any other, and may begin with another one. */
const runPython =
  /^(time|timeit|capture|prun|memit|mprun|lprun|local|debug|snakeviz|scalene|pyinstrument|heat|notify|wandb|ipytest|solution|black)$/;
const shells = /^(bash|sh|zsh|system|sx|!)$/;
/** Line magics that run the rest of the line as Python. */
const lineRunsPython = /^%(time|timeit|prun|memit)[ \t]+(?:-{1,2}[A-Za-z]\S*(?:[ \t]+\d+)?[ \t]+)*(?=[^\s%!-])/;
/** Programs that have a magic of their own name; without `%` they are understood too, unless something in Python has that name. */
const programs = /^%?(pip3?|conda|mamba|micromamba|uv|ls|ll|mkdir|rmdir|cp|mv|rm|cat)(?![\w.])/;
/** Such a line without `%`, which is no Python: two words side by side. */
export const automagic =
  /^(?:(?:pip3?|conda|mamba|uv)[ \t]+(?:install|uninstall|update|download|list|freeze|show|config|create|env|pip)\b|(?:cd|ls|ll|mkdir|rmdir|cp|mv|rm|cat)[ \t]+(?!(?:in|is|if|and|or|not|for|else)\b)(?:[\w~"'.{$]|[/-](?![ \t]))[^=]*$)/;

/** The magic with which the rest of a cell begins, if any. */
export function cellMagicAt(source: string, from: number): CellMagic | undefined {
  const blanks = /^\s*/.exec(source.slice(from))?.[0].length ?? 0;
  const at = from + blanks;
  if (!source.startsWith('%%', at)) return undefined;
  const end = lineEnd(source, at);
  // Without a name it is a mistake, but no Python either.
  const [written = '%%', name = ''] = /^%%[ \t]*(\w+|!)?/.exec(source.slice(at, end)) ?? [];
  const behind = source.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, source.length);
  return {
    name,
    argumentsSpan: { start: at + written.length, end },
    line: { start: at, end },
    body: { start: behind, end: source.length },
    runsPython: runPython.test(name),
  };
}

/** The command or file that a whole cell is, if it is one. */
export function useOfCell(source: string, magic: CellMagic): MagicUse | undefined {
  const { name, body } = magic;
  const span = { start: magic.line.start, end: source.length };
  const words = wordsIn(source, magic.argumentsSpan);
  if (name === 'writefile' || name === 'file') return writeUse(words, span, body);
  const isShell = shells.test(name) || (name === 'script' && words.some(({ text }) => /^(.*\/)?(ba|z|da)?sh$/.test(text)));
  return isShell ? { kind: 'shell', isCell: true, span, body } : undefined;
}

/** The command or change of folder that a line is, if it is one. */
export function useOfLine(source: string, span: Span): MagicUse | undefined {
  const line = source.slice(span.start, span.end);
  const shell = (start: number): MagicUse => ({ kind: 'shell', isCell: false, span, body: { start: span.start + start, end: span.end } });
  const sign = /^(!{1,2}|%(?:sx|system)(?!\w))[ \t]*/.exec(line)?.[0];
  if (sign !== undefined) return shell(sign.length);
  const folder = /^%?cd(?![\w.])/.exec(line)?.[0];
  if (folder !== undefined) {
    const [first, ...more] = wordsIn(source, { start: span.start + folder.length, end: span.end }).filter(({ text }) => text !== '-q');
    return { kind: 'folder', name: first && more.length === 0 ? literal(first.text) : undefined, span };
  }
  return programs.test(line) ? shell(line.startsWith('%') ? 1 : 0) : undefined;
}

/** Where the Python of a line like `%time model.fit()` starts. */
export function codeOf(source: string, at: number, end: number): number | undefined {
  if (source[at] !== '%') return undefined;
  const prefix = lineRunsPython.exec(source.slice(at, end))?.[0];
  return prefix === undefined ? undefined : at + prefix.length;
}

function writeUse(words: readonly MagicWord[], span: Span, body: Span): MagicUse | undefined {
  const names = words.filter(({ text }) => text !== '-a' && text !== '--append');
  const [name] = names;
  if (!name || names.length > 1) return undefined;
  return { kind: 'write', name: literal(name.text), nameSpan: name.span, isAppended: words.length > 1, span, body };
}

interface MagicWord {
  /** Without the quotes around it. */
  readonly text: string;
  readonly span: Span;
}

function wordsIn(source: string, { start, end }: Span): MagicWord[] {
  return [...source.slice(start, end).matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map((match) => ({
    text: match[1] ?? match[2] ?? match[0],
    span: { start: start + match.index, end: start + match.index + match[0].length },
  }));
}

/** A name that is what it says: no value of Python or of the shell in it. */
function literal(word: string): string | undefined {
  return /[{}$*?<>]/.test(word) ? undefined : word;
}
