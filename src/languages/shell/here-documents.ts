import { forEachChild, type HereDoc, parse, type SyntaxNode } from 'unbash';
import { buildPieceMap, type PieceMap } from '../../text/piece-map.js';
import type { Span } from '../../text/span.js';
import { parseShell } from './parse.js';
import type { ShellCommand, ShellWord } from './syntax.js';
import { createFolderTracker, literalOf, type ShellFolder } from './working-folder.js';

/** A file that a shell text makes of a here-document: `cat > NAME <<EOF`, `tee NAME <<EOF`. */
export interface HereDocument {
  /** As the shell would open it, without its quotes: never made of values or patterns. */
  readonly name: string;
  readonly folder: ShellFolder;
  /** Exactly what will be in the file, but for what is expanded. */
  readonly text: string;
  /** The shell puts values in the place of some of it: `$NAME`, `${...}`, `$(...)` stand in `text` as they are written. */
  readonly isExpanded: boolean;
  /** From `text` to the shell text. */
  readonly map: PieceMap;
  /** How a text that takes the place of `at` in `text` is written in the shell text. */
  encode(newText: string, at: Span): string;
}

/** What a shell text does to files that it names. */
export interface ShellWrites {
  /** In their order. */
  readonly hereDocuments: readonly HereDocument[];
  /** Files that commands add to or edit in place: `>>`, `tee -a`, `sed -i`. */
  readonly changed: readonly { readonly name: string; readonly folder: ShellFolder }[];
}

/** Reads which files a shell text writes by here-documents. One without its closing line is none. Never throws. */
export function readShellWrites(text: string): ShellWrites {
  if (!/<<|>>|\btee\s+-|\bsed\s+-/.test(text)) return { hereDocuments: [], changed: [] };
  const shell = withoutCarriageReturns(text);
  const bodies = text.includes('<<') ? collectBodies(shell.text) : new Map<number, HereDoc>();
  const hereDocuments: HereDocument[] = [];
  const changed: { name: string; folder: ShellFolder }[] = [];
  const folders = createFolderTracker();
  const { commands } = parseShell(shell.text);
  for (const [index, command] of commands.entries()) {
    const folder = folders.enter(command);
    for (const name of changedBy(command)) changed.push({ name, folder });
    const body = bodies.get(command.span.start);
    if (!body) continue;
    const span = { start: shell.toText(body.body.pos), end: shell.toText(body.body.end) };
    const isQuoted = body.delimiter?.quoted ?? true;
    for (const name of writtenBy(command, commands[index + 1])) {
      hereDocuments.push({ name, folder, ...readBody(text, span, isQuoted, body.operator === '<<-') });
    }
  }
  return { hereDocuments, changed };
}

/** The here-documents on the standard input of simple commands, by where the command starts. Of several the last one counts. */
function collectBodies(text: string): ReadonlyMap<number, HereDoc> {
  const bodies = new Map<number, HereDoc>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      for (const item of [...node.prefix, ...node.suffix]) {
        if (item.type === 'HereDoc' && item.closing && item.descriptor === undefined) bodies.set(node.pos, item);
      }
    }
    forEachChild(node, visit);
  };
  try {
    visit(parse(text));
  } catch {
    // What cannot be read has no bodies that could be trusted.
  }
  return bodies;
}

/** The names of the files into which a command puts its here-document as it is; `next` may read what it prints. */
function writtenBy(command: ShellCommand, next: ShellCommand | undefined): string[] {
  const [program, ...more] = programWords(command);
  if (program === 'tee') return teeFiles(more, false);
  if (program !== 'cat' || more.some((word) => word !== '-')) return [];
  const output = command.redirects.filter(({ operator, descriptor }) => operator.includes('>') && (descriptor ?? 1) === 1).at(-1);
  if (output) {
    const name = output.operator === '>' || output.operator === '>|' ? literalOf(output.target) : undefined;
    return name === undefined ? [] : [name];
  }
  const [reader, ...words] = next?.reads ? programWords(next) : [];
  return reader === 'tee' ? teeFiles(words, false) : [];
}

/** The names of the files that a command adds to or edits in place; words that are no file do no harm. */
function changedBy(command: ShellCommand): string[] {
  const [program, ...words] = programWords(command);
  const appended = command.redirects.filter(({ operator }) => operator.endsWith('>>')).map(({ target }) => literalOf(target));
  if (program === 'tee') appended.push(...teeFiles(words, true));
  if (program === 'sed' && words.some((word) => /^(-[a-zA-Z]*i|--in-place)/.test(word ?? ''))) appended.push(...words);
  return appended.filter(isName);
}

function teeFiles(words: readonly (string | undefined)[], isAppending: boolean): string[] {
  const appends = words.some((word) => word !== undefined && /^(-[a-z]*a|--append)/.test(word));
  if (appends !== isAppending) return [];
  return words.filter(isName).filter((word) => !word.startsWith('-'));
}

function isName(word: string | undefined): word is string {
  return word !== undefined && word !== '';
}

/** The program and its arguments without `sudo`; undefined where a word is only known to the running shell. */
function programWords({ words }: ShellCommand): (string | undefined)[] {
  const all = words.map((word: ShellWord) => literalOf(word));
  if (all[0] !== 'sudo') return all;
  const program = all.findIndex((word, index) => index > 0 && !word?.startsWith('-'));
  return program < 0 ? [] : all.slice(program);
}

function readBody(shell: string, span: Span, isQuoted: boolean, stripsTabs: boolean): Omit<HereDocument, 'name' | 'folder'> {
  const builder = buildPieceMap();
  let text = '';
  let isExpanded = false;
  const copy = (from: number, to: number): void => {
    text += shell.slice(from, to);
    builder.copy(from, to - from);
  };
  let done = span.start;
  for (let at = span.start; at < span.end; at++) {
    const character = shell[at];
    const isLineStart = at === span.start || shell[at - 1] === '\n';
    if (stripsTabs && isLineStart && character === '\t') {
      const tabs = /^\t*/.exec(shell.slice(at, span.end))?.[0].length ?? 0;
      // The tabs go with the line break before them, so that who takes a line away takes them too.
      if (at > done) {
        copy(done, at - 1);
        text += '\n';
        builder.replace(at - 1, 1, 1 + tabs);
      }
      done = at + tabs;
      at = done - 1;
    } else if (isQuoted) {
      const end = shell.indexOf('\n', at);
      at = end < 0 ? span.end : end;
    } else if (character === '\\' && /[\\$`]/.test(shell[at + 1] ?? '')) {
      copy(done, at);
      text += shell[at + 1];
      builder.replace(at, 1, 2);
      at++;
      done = at + 1;
    } else if (character === '\\' && shell[at + 1] === '\n') {
      copy(done, at);
      at++;
      done = at + 1;
    } else if (character === '`' || (character === '$' && /[\w{(@*#?$!-]/.test(shell[at + 1] ?? ''))) isExpanded = true;
  }
  copy(done, span.end);
  const map = builder.finish(span.start);
  const escaped = (newText: string): string => (isQuoted ? newText : newText.replace(/[\\$`]/g, '\\$&'));
  return {
    text,
    isExpanded,
    map,
    encode: (newText, at) => (stripsTabs ? indented(shell, text, map, escaped(newText), at) : escaped(newText)),
  };
}

/** Puts the tabs of the line at hand before the lines that an edit brings, and before what it pushes to a line of its own. */
function indented(shell: string, text: string, map: PieceMap, newText: string, at: Span): string {
  const place = map.toSource(at).start;
  const isLineStart = at.start === 0 || text[at.start - 1] === '\n';
  const tabs =
    tabsOfLine(shell, place) || (isLineStart ? tabsOfLine(shell, map.toSource({ start: at.start - 1, end: at.start - 1 }).start) : '');
  const opens = isLineStart && shell[place - 1] !== '\t';
  const pushes = at.end < text.length && (at.start < at.end || !opens);
  const lines = newText.split('\n').map((line, index, all) => {
    const isLast = index === all.length - 1;
    if (index === 0 ? !opens : isLast && line === '' && !pushes) return line;
    return line === '' && !isLast ? line : tabs + line;
  });
  return lines.join('\n');
}

function tabsOfLine(shell: string, at: number): string {
  return /^\t*/.exec(shell.slice(shell.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

/** The text with LF only, as the shell parser reads it, and where its offsets are in the text. */
function withoutCarriageReturns(text: string): { readonly text: string; toText(offset: number): number } {
  if (!text.includes('\r\n')) return { text, toText: (offset) => offset };
  const map = buildPieceMap();
  let done = 0;
  for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n', end + 2)) {
    map.copy(done, end - done);
    done = end + 1;
  }
  map.copy(done, text.length - done);
  const { toSource } = map.finish(0);
  return { text: text.replace(/\r\n/g, '\n'), toText: (offset) => toSource({ start: offset, end: offset }).start };
}
