import type { Span } from '../../text/span.js';
import { automagic, cellMagicAt, codeOf, type MagicUse, useOfCell, useOfLine } from './magic-words.js';
import { lineEnd, scanStatements } from './python-statements.js';

export type { MagicUse } from './magic-words.js';

/** What a code cell holds besides Python. */
export interface CellReading {
  /** The cell with everything that is no Python masked: as long as before, with the same line breaks. */
  readonly python: string;
  /** The commands and files in it, in their order. */
  readonly uses: readonly MagicUse[];
}

/**
 * Reads a code cell of a notebook that runs Python. Masked are lines that only the notebook understands (`%magic`, `!cmd`,
 * `x?`), values that only it knows (`x = !ls`), cells that another program runs (`%%bash`), and what is left open at the
 * end of a cell: half typed, it would swallow the cells below. Never throws.
 */
export function readCodeCell(source: string): CellReading {
  const masks: Mask[] = [];
  const uses: MagicUse[] = [];
  let from = 0;
  for (let magic = cellMagicAt(source, from); magic; magic = cellMagicAt(source, from)) {
    const use = useOfCell(source, magic);
    if (use) uses.push(use);
    masks.push({ span: { start: from, end: magic.line.end }, as: '' });
    if (!magic.runsPython) return { python: mask(source, [{ span: { start: 0, end: source.length }, as: '' }]), uses };
    from = magic.line.end;
  }
  const open = scanStatements(source, from, {
    statement(at) {
      const isSigned = /[%!?]/.test(source[at] ?? '');
      if (!isSigned && !automagic.test(source.slice(at, lineEnd(source, at)))) return undefined;
      const end = commandEnd(source, at);
      const code = codeOf(source, at, end);
      if (code !== undefined) {
        masks.push({ span: { start: at, end: code }, as: 'pass;' });
        return code;
      }
      const use = useOfLine(source, { start: at, end });
      if (use) uses.push(use);
      masks.push({ span: { start: at, end }, as: statementOf(end - at) });
      return end;
    },
    assignment(behind) {
      const [blanks = '', sign] = /^[ \t]*(!(?!=)|%[A-Za-z_])?/.exec(source.slice(behind, behind + 80)) ?? [];
      if (sign === undefined) return undefined;
      const at = behind + blanks.length - sign.length;
      const end = commandEnd(source, at);
      const use = useOfLine(source, { start: at, end });
      if (use) uses.push(use);
      // A name that nothing binds: what a command prints is not known.
      masks.push({ span: { start: at, end }, as: '__' });
      return end;
    },
    question(at, statement) {
      lastQuestion.lastIndex = at;
      if (!lastQuestion.test(source)) return undefined;
      const end = lineEnd(source, at);
      masks.push({ span: { start: statement, end }, as: statementOf(end - statement) });
      return end;
    },
  });
  if (open === undefined) return { python: mask(source, masks), uses };
  const closed = masks.filter(({ span }) => span.start < open);
  return { python: mask(source, [...closed, { span: { start: open, end: source.length }, as: statementOf(source.length - open) }]), uses };
}

/** A question ends its line. */
const lastQuestion = /\?{1,2}[ \t]*;?[ \t]*(?=[\r\n]|$)/y;

interface Mask {
  readonly span: Span;
  /** What stands at its start instead; the rest is blank. */
  readonly as: string;
}

/** A statement that does nothing in so many characters: after `if x:` there must be one. */
function statementOf(length: number): string {
  return length >= 4 ? 'pass' : '0';
}

/** Where a command ends: a backslash at the end of a line continues it, whatever it means to Python. */
function commandEnd(text: string, at: number): number {
  let end = lineEnd(text, at);
  while (text[end - 1] === '\\' && end < text.length) end = lineEnd(text, end + (text.startsWith('\r\n', end) ? 2 : 1));
  return end;
}

/** Masks are sorted by where they start; where two overlap, the later one counts from there. */
function mask(text: string, masks: readonly Mask[]): string {
  if (masks.length === 0) return text;
  let result = '';
  for (const [index, { span, as }] of masks.entries()) {
    result += text.slice(result.length, span.start);
    const stop = Math.min(span.end, masks[index + 1]?.span.start ?? text.length);
    const covered = text.slice(span.start, stop);
    const visible = as.slice(0, covered.search(/[\r\n]|$/));
    result += visible + covered.slice(visible.length).replace(/[^\r\n]/g, ' ');
  }
  return result + text.slice(result.length);
}
