import type { Span } from '../../text/span.js';
import type { CommandStart } from './docker.js';
import type { CommandEdit, CommandWord, PackCommand, PackedMember } from './model.js';
import { type OptionNotation, readOptions, type WrittenWord } from './options.js';

const notation: OptionNotation = {
  withValue:
    /^(file|directory|exclude|transform|xform|strip-components|owner|group|mode|mtime|files-from|exclude-from|use-compress-program|add-file|warning|format|checkpoint-action|blocking-factor|C|f|T|X|I|b|H|L|V|g|K|N)$/,
  letters: {},
};
/** One-letter options of tar that take a value. */
const valueLetters = 'bCfgHIKLNTVXF';

/** Reads `tar -c`; undefined for any other command. The name of the file behind `f` may stand anywhere among the letters. */
export function readTar(words: readonly WrittenWord[], start: CommandStart): PackCommand | undefined {
  const [program, ...rest] = words;
  if (!program || !/(^|\/)g?tar$/.test(program.text)) return undefined;
  const parsed = readWords(rest);
  if (!parsed?.letters.includes('c')) return undefined;
  const { options, operands } = readOptions(parsed.rest, notation);
  const has = (name: RegExp): boolean => parsed.long.some((text) => name.test(text));
  const archive = parsed.archive;
  const isAuto = parsed.letters.includes('a') || has(/^auto-compress$/);
  const compression =
    parsed.letters.includes('z') || has(/^(gzip|gunzip)$/) || (isAuto && archive !== undefined && /\.t?gz$/.test(archive.text))
      ? 'gzip'
      : parsed.letters.includes('I') || has(/^use-compress-program$/)
        ? undefined
        : /[jJZ]/.test(parsed.letters) || has(/^(bzip2|xz|zstd|lzma|compress|lzip|lzop)$/)
          ? 'other'
          : isAuto
            ? undefined
            : 'none';
  const { members, isComplete } = parsed;
  const place = (span: Span, newText: string): CommandEdit => ({ document: start.document, span, newText });
  const [only, ...others] = members;
  const isFlat =
    start.notation !== 'python-value' &&
    only &&
    others.length === 0 &&
    !only.from &&
    /^[\w./-]+$/.test(only.source.text) &&
    only.source.isKnown;
  const { modeSpan } = parsed;
  const modeEnd = start.notation === 'python-value' ? undefined : parsed.modeEnd;
  return {
    ...start,
    kind: 'pack',
    tool: 'tar',
    nameSpan: { start: program.span.start, end: modeSpan.end },
    options,
    operands,
    archive,
    compression,
    members,
    isComplete,
    isRenamed: has(/^(transform|xform|strip-components|absolute-names)$/) || /[sP]/.test(parsed.letters),
    followsLinks: parsed.letters.includes('h') || has(/^dereference$/),
    modeSpan,
    edits: {
      compress: modeEnd === undefined || compression !== 'none' ? undefined : [place({ start: modeEnd, end: modeEnd }, 'z')],
      flatten: isFlat ? [place(only.source.span, `-C ${only.source.text.replace(/(.)\/+$/, '$1')} .`)] : undefined,
      followLinks: modeEnd === undefined ? undefined : [place({ start: modeEnd, end: modeEnd }, 'h')],
    },
  };
}

interface TarWords {
  readonly letters: string;
  readonly long: readonly string[];
  readonly archive: CommandWord | undefined;
  readonly members: readonly PackedMember[];
  readonly isComplete: boolean;
  /** The word that holds the `c`. */
  readonly modeSpan: Span;
  /** Behind the letter `c` there; undefined for `--create`. */
  readonly modeEnd: number | undefined;
  readonly rest: readonly WrittenWord[];
}

/** Goes through the words in their order, since `-C` counts for what follows it. */
function readWords(words: readonly WrittenWord[]): TarWords | undefined {
  let letters = '';
  const long: string[] = [];
  let archive: CommandWord | undefined;
  const members: PackedMember[] = [];
  let isComplete = true;
  let from: CommandWord | undefined;
  let modeSpan: Span | undefined;
  let modeEnd: number | undefined;
  const take = (letter: string, value: CommandWord | undefined): void => {
    if (letter === 'f') archive = value;
    else if (letter === 'C') from = value;
    else if (letter === 'T') isComplete = false;
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) continue;
    const { text } = word;
    if (text.startsWith('--')) {
      const [name = '', joined] = text.slice(2).split(/=(.*)/s);
      long.push(name);
      if (name === 'create') {
        letters += 'c';
        modeSpan ??= word.span;
      }
      const takesValue = notation.withValue.test(name) && joined === undefined;
      const value = joined === undefined ? (takesValue ? words[++index] : undefined) : { ...word, text: joined };
      if (name === 'file') archive = value;
      else if (name === 'directory') from = value;
      else if (name === 'files-from' || name === 'add-file') isComplete = false;
      continue;
    }
    const isBundle = index === 0 && /^[A-Za-z]+$/.test(text) && text.includes('c');
    if (!isBundle && !/^-[A-Za-z]/.test(text)) {
      if (text === '' || word.isKnown || !/^\$\{?[@*]/.test(text))
        members.push({ source: word, from, name: undefined, holdsLinks: isSnapshot(`${from?.text ?? ''}/${word.text}`) });
      else isComplete = false;
      continue;
    }
    const bundle = isBundle ? text : text.slice(1);
    for (let at = 0; at < bundle.length; at++) {
      const letter = bundle[at] ?? '';
      letters += letter;
      if (letter === 'c' && !modeSpan) {
        modeSpan = word.span;
        const offset = word.source.indexOf('c');
        modeEnd = offset < 0 ? undefined : word.span.start + offset + 1;
      }
      if (!valueLetters.includes(letter)) continue;
      // Without a dash, the values follow in the order of their letters; with one, the rest of the word is the value.
      const rest = isBundle ? '' : bundle.slice(at + 1);
      take(letter, rest === '' ? words[++index] : { ...word, text: rest });
      if (rest !== '') break;
    }
  }
  return modeSpan && { letters, long, archive, members, isComplete, modeSpan, modeEnd, rest: words };
}

/** Whether a path leads into a snapshot of the cache of Hugging Face, whose files are links into `blobs` beside it. */
export function isSnapshot(path: string): boolean {
  return /\/models--[^/]+\/snapshots(\/|$)/.test(path);
}
