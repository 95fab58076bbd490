import type { Span } from '../../text/span.js';

/** A word of an instruction, as written (quotes and escapes kept). */
export interface DockerfileWord {
  readonly text: string;
  readonly span: Span;
}

/** A `--name=value` in front of an instruction's arguments. */
export interface InstructionFlag {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
}

/** One string of an exec form; the span includes its quotes. */
export interface JsonString {
  readonly value: string;
  readonly span: Span;
}

/** A here-document of an instruction. */
export interface Heredoc {
  readonly name: string;
  /** A quoted delimiter switches variable expansion off. */
  readonly quoted: boolean;
  /** `<<NAME` itself. */
  readonly operatorSpan: Span;
  /** The lines between the delimiters. */
  readonly contentSpan: Span;
}

/** One instruction. All spans are UTF-16 offsets of the Dockerfile's own text. */
export interface Instruction {
  /** Upper case, whatever the file has. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the end of the last line, here-documents included, without the line break. */
  readonly span: Span;
  /** After the keyword and the flags, to the end of the logical line (here-documents not included). */
  readonly argumentsSpan: Span;
  /** The text of `argumentsSpan` at equal length, with continuations, comments and blank lines inside it as spaces. */
  readonly argumentsText: string;
  readonly words: readonly DockerfileWord[];
  readonly flags: readonly InstructionFlag[];
  /** The strings of a valid JSON array of strings (the exec form), else undefined. */
  readonly json: readonly JsonString[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** The instruction behind ONBUILD. */
  readonly trigger?: Instruction;
}

/** A comment line, also one inside a continued instruction. */
export interface DockerfileComment {
  readonly span: Span;
  readonly text: string;
}

/** What a Dockerfile says, as plain data. */
export interface DockerfileSyntax {
  readonly instructions: readonly Instruction[];
  readonly comments: readonly DockerfileComment[];
  readonly escapeCharacter: '\\' | '`';
}
