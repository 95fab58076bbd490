import type { Span } from '../../text/span.js';
import { type LogicalLines, readLogicalLines } from './logical-lines.js';
import type { DockerfileSyntax, DockerfileWord, Heredoc, Instruction, InstructionFlag, JsonString } from './syntax.js';

const jsonKeywords = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);
const flagKeywords = new Set(['ADD', 'COPY', 'FROM', 'HEALTHCHECK', 'RUN']);

/** Reads a Dockerfile into plain data. Never throws: what Docker would refuse is kept as instructions with odd keywords. */
export function parseDockerfile(text: string): DockerfileSyntax {
  const lines = readLogicalLines(text);
  const instructions: Instruction[] = [];
  let heredocIndex = 0;
  for (const statement of lines.statements) {
    const heredocs: Heredoc[] = [];
    for (; heredocIndex < lines.heredocs.length; heredocIndex++) {
      const heredoc = lines.heredocs[heredocIndex];
      if (!heredoc || heredoc.operatorSpan.start >= statement.lineSpan.end) break;
      heredocs.push(heredoc);
    }
    instructions.push(readInstruction(text, statement.span, statement.lineSpan, heredocs, lines));
  }
  return { instructions, comments: lines.comments, escapeCharacter: lines.escapeCharacter };
}

function readInstruction(
  text: string,
  span: Span,
  lineSpan: Span,
  heredocs: readonly Heredoc[],
  lines: Pick<LogicalLines, 'escapeCharacter'>,
): Instruction {
  let keywordEnd = lineSpan.start;
  while (keywordEnd < lineSpan.end && !/\s/.test(text[keywordEnd] ?? '')) keywordEnd++;
  // A continuation may follow the keyword without a blank: "RUN\" is still RUN.
  if (text[keywordEnd - 1] === lines.escapeCharacter && keywordEnd - 1 > lineSpan.start) keywordEnd--;
  const keywordSpan = { start: lineSpan.start, end: keywordEnd };
  const keyword = text.slice(keywordSpan.start, keywordSpan.end).toUpperCase();
  const joined = joinContinuations(text.slice(keywordEnd, lineSpan.end), lines.escapeCharacter);
  const { flags, length } = flagKeywords.has(keyword) ? readFlags(joined, keywordEnd) : { flags: [], length: 0 };
  const rest = joined.slice(length);
  const leading = rest.length - rest.trimStart().length;
  const argumentsSpan = {
    start: keywordEnd + length + leading,
    end: Math.max(keywordEnd + length + rest.trimEnd().length, keywordEnd + length + leading),
  };
  const argumentsText = joined.slice(argumentsSpan.start - keywordEnd, argumentsSpan.end - keywordEnd);
  let split: readonly DockerfileWord[] | undefined;
  let json: { readonly strings: readonly JsonString[] | undefined } | undefined;
  return {
    keyword,
    keywordSpan,
    span,
    argumentsSpan,
    argumentsText,
    flags,
    heredocs,
    get words() {
      split ??= splitWords(argumentsText, argumentsSpan.start, lines.escapeCharacter);
      return split;
    },
    get json() {
      json ??= { strings: jsonKeywords.has(keyword) ? readJsonStrings(argumentsText, argumentsSpan.start) : undefined };
      return json.strings;
    },
    ...(keyword === 'ONBUILD' && argumentsText !== ''
      ? { trigger: readInstruction(text, argumentsSpan, argumentsSpan, heredocs, lines) }
      : {}),
  };
}

/** Overwrites continuations, comment lines and line breaks with spaces, so that offsets stay. */
export function joinContinuations(text: string, escapeCharacter: string): string {
  if (!/[\r\n]/.test(text)) return text;
  let isFirst = true;
  return text.replace(/[^\r\n]*(\r\n|\r|\n|$)/g, (line: string, lineBreak: string) => {
    if (line === '') return '';
    const content = line.slice(0, line.length - lineBreak.length);
    const isComment = !isFirst && /^\s*#/.test(content);
    isFirst = false;
    if (isComment) return ' '.repeat(line.length);
    const trimmed = content.trimEnd();
    const kept = lineBreak !== '' && trimmed.endsWith(escapeCharacter) ? trimmed.slice(0, -1) : content;
    return kept + ' '.repeat(line.length - kept.length);
  });
}

function readFlags(text: string, offset: number): { flags: InstructionFlag[]; length: number } {
  const flags: InstructionFlag[] = [];
  const flag = /\s*--([A-Za-z][\w-]*)(?:=("[^"]*"|'[^']*'|\S*))?(?=\s|$)/y;
  let length = 0;
  for (let match = flag.exec(text); match; match = flag.exec(text)) {
    length = flag.lastIndex;
    const written = match[0].trimStart();
    const value = match[2]?.replace(/^(['"])(.*)\1$/, '$2');
    flags.push({ name: match[1] ?? '', value, span: { start: offset + length - written.length, end: offset + length } });
  }
  return { flags, length };
}

/** Splits at blanks outside quotes; quotes and escapes stay in the words, as BuildKit hands them to the expander. */
export function splitWords(text: string, offset: number, escapeCharacter: string): DockerfileWord[] {
  const words: DockerfileWord[] = [];
  let start = -1;
  let quote = '';
  for (let index = 0; index <= text.length; index++) {
    const character = text[index];
    const isBlank = character === undefined || (quote === '' && /\s/.test(character));
    if (isBlank) {
      if (start >= 0) words.push({ text: text.slice(start, index), span: { start: offset + start, end: offset + index } });
      start = -1;
      continue;
    }
    if (start < 0) start = index;
    if (character === escapeCharacter && quote !== "'") index++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
  }
  if (start >= 0) words.push({ text: text.slice(start), span: { start: offset + start, end: offset + text.length } });
  return words;
}

/** The strings of a JSON array of strings with their spans; undefined for anything else, which Docker takes as shell form. */
function readJsonStrings(text: string, offset: number): JsonString[] | undefined {
  if (!text.startsWith('[')) return undefined;
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value): value is string => typeof value === 'string')) return undefined;
  const spans = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return values.map((value, index) => {
    const start = offset + (spans[index]?.index ?? 0);
    return { value, span: { start, end: start + (spans[index]?.[0].length ?? 0) } };
  });
}
