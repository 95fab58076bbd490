import type { Span } from '../../text/span.js';

/** One argument of a directive. */
export interface NginxWord {
  /** Without quotes. Backslashes stay as written: regular expressions live off them. */
  readonly text: string;
  /** As written, quotes included. */
  readonly span: Span;
  readonly isQuoted: boolean;
  /** It holds no variable of nginx (`$host`) and no placeholder of a template (`%PORT%`, `${PORT}`, `{{ port }}`). */
  readonly isLiteral: boolean;
}

/** `name argument argument;` or `name argument { ... }`. */
export interface NginxDirective {
  readonly name: string;
  readonly nameSpan: Span;
  /** A placeholder stands where the name should: nobody knows what the line becomes. */
  readonly isPlaceholder: boolean;
  readonly words: readonly NginxWord[];
  /** From the name up to `;` or the closing brace, that included. */
  readonly span: Span;
  readonly block: NginxBlock | undefined;
  /** It ends with `;` or a block. A half-typed one runs into whatever follows. */
  readonly isTerminated: boolean;
}

/** What stands in braces. */
export interface NginxBlock {
  /** With both braces; up to the end of the text where the closing one is missing. */
  readonly span: Span;
  readonly directives: readonly NginxDirective[];
  readonly isClosed: boolean;
}

/** An nginx.conf, or a template of one, as plain data. */
export interface NginxSyntax {
  readonly text: string;
  readonly directives: readonly NginxDirective[];
}
