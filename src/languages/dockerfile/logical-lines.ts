import type { Span } from '../../text/span.js';
import type { DockerfileComment, Heredoc } from './syntax.js';

/** What a pass over the lines finds: where instructions, comments and here-documents are. */
export interface LogicalLines {
  readonly comments: readonly DockerfileComment[];
  /** In order; each belongs to the instruction whose span holds its operator. */
  readonly heredocs: readonly Heredoc[];
  readonly escapeCharacter: '\\' | '`';
  /** Spans of one instruction each: logical line and here-documents, leading blanks not included. */
  readonly statements: readonly { readonly span: Span; readonly lineSpan: Span }[];
}

interface OpenHeredoc {
  readonly name: string;
  readonly stripTabs: boolean;
  readonly quoted: boolean;
  readonly operatorSpan: Span;
}

const heredocOperator = /<<(-?)[ \t]*(?:'([^'\s]+)'|"([^"\s]+)"|([A-Za-z_][\w.-]*))/y;
const mayHaveHeredoc = /^\s*(?:onbuild\s+)?(?:run|copy|add)\b/i;

/**
 * Splits a Dockerfile into logical lines the way BuildKit does: continuations, comments and blank lines within
 * them, here-documents. Never throws. A here-document without its closing line is taken for none, so that a
 * half-typed one does not swallow the rest of the file; `<< 'EOF'` with a blank is read as one.
 */
export function readLogicalLines(text: string): LogicalLines {
  const comments: DockerfileComment[] = [];
  const heredocs: Heredoc[] = [];
  const statements: { span: Span; lineSpan: Span }[] = [];
  const escapeCharacter = readEscapeDirective(text);
  let statementStart = -1;
  let statementEnd = 0;
  let quote = '';
  let open: OpenHeredoc[] = [];

  const finish = (lineEnd: number, end: number): void => {
    if (statementStart >= 0) statements.push({ span: { start: statementStart, end }, lineSpan: { start: statementStart, end: lineEnd } });
    statementStart = -1;
    quote = '';
  };

  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start <= text.length; ) {
    const { end, next } = lineAt(text, start);
    const first = skipBlanks(text, start, end);
    if (text[first] === '#') {
      comments.push({ span: { start: first, end }, text: text.slice(first, end) });
    } else if (first < end) {
      if (statementStart < 0) statementStart = first;
      const allowsHeredoc = mayHaveHeredoc.test(text.slice(statementStart, statementStart + 40));
      quote = scanLine(text, first, end, quote, escapeCharacter, (operator, span) => {
        if (allowsHeredoc && hasDelimiterLine(text, next, operator)) open.push({ ...operator, operatorSpan: span });
      });
      statementEnd = trimEnd(text, first, end);
      const continues = text[statementEnd - 1] === escapeCharacter;
      if (!continues || next > text.length) {
        let resume = next;
        let last = statementEnd;
        for (const heredoc of open) {
          const body = readHeredocBody(text, resume, heredoc);
          heredocs.push({ name: heredoc.name, quoted: heredoc.quoted, operatorSpan: heredoc.operatorSpan, contentSpan: body.content });
          resume = body.next;
          last = body.end;
        }
        open = [];
        finish(statementEnd, last);
        start = resume;
        continue;
      }
    }
    start = next;
  }
  finish(statementEnd, statementEnd);
  return { comments, heredocs, escapeCharacter, statements };
}

function readEscapeDirective(text: string): '\\' | '`' {
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/, 12)) {
    const directive = /^\s*#\s*([a-z]+)\s*=\s*(\S+)/i.exec(line);
    if (!directive) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

function lineAt(text: string, start: number): { end: number; next: number } {
  const found = text.indexOf('\n', start);
  if (found < 0) return { end: text.length, next: text.length + 1 };
  return { end: found > start && text[found - 1] === '\r' ? found - 1 : found, next: found + 1 };
}

function skipBlanks(text: string, start: number, end: number): number {
  let offset = start;
  while (offset < end && (text[offset] === ' ' || text[offset] === '\t')) offset++;
  return offset;
}

function trimEnd(text: string, start: number, end: number): number {
  let offset = end;
  while (offset > start && /\s/.test(text[offset - 1] ?? '')) offset--;
  return offset;
}

type Operator = { name: string; stripTabs: boolean; quoted: boolean };

/** Walks one physical line, calls back for every here-document operator, and returns the quote that is still open at its end. */
function scanLine(
  text: string,
  start: number,
  end: number,
  openQuote: string,
  escapeCharacter: string,
  onHeredoc: (operator: Operator, span: Span) => void,
): string {
  let quote = openQuote;
  for (let offset = start; offset < end; offset++) {
    const character = text[offset];
    if (character === escapeCharacter && quote !== "'") {
      offset++;
    } else if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '<' && text[offset + 1] === '<') {
      heredocOperator.lastIndex = offset;
      const match = text[offset + 2] === '<' ? null : heredocOperator.exec(text);
      // A here-document starts a word; `1<<2` inside arithmetic does not.
      const startsWord = /[\s\d;&|()]/.test(text[offset - 1] ?? ' ') && !/\(\([^)]*$/.test(text.slice(start, offset));
      const name = match?.[2] ?? match?.[3] ?? match?.[4];
      if (match && name && startsWord) {
        const end = offset + match[0].length;
        onHeredoc({ name, stripTabs: match[1] === '-', quoted: match[4] === undefined }, { start: offset, end });
        offset = end - 1;
      } else {
        while (text[offset + 1] === '<') offset++;
      }
    }
  }
  return quote;
}

function hasDelimiterLine(text: string, from: number, operator: Operator): boolean {
  const escaped = operator.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const delimiter = new RegExp(`^${operator.stripTabs ? '\\t*' : ''}${escaped}\\r?$`, 'm');
  return delimiter.test(text.slice(from));
}

function readHeredocBody(text: string, from: number, heredoc: OpenHeredoc): { content: Span; end: number; next: number } {
  let start = from;
  while (start <= text.length) {
    const { end, next } = lineAt(text, start);
    const line = text.slice(start, end);
    if ((heredoc.stripTabs ? line.replace(/^\t+/, '') : line) === heredoc.name) {
      return { content: { start: from, end: start }, end, next };
    }
    start = next;
  }
  return { content: { start: Math.min(from, text.length), end: text.length }, end: text.length, next: text.length + 1 };
}
