import type { Span } from '../../text/span.js';

/** A piece of a word. Opaque is what only a running shell knows: `$(...)`, arithmetic, a glob, `${X#y}`. */
export type ShellPart =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: string | undefined }
  | { readonly kind: 'opaque'; readonly text: string };

/** A word of a command; `text` as written, `parts` with quotes removed. */
export interface ShellWord {
  readonly text: string;
  readonly span: Span;
  readonly parts: readonly ShellPart[];
  readonly quoted: boolean;
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`, `&>`, ... */
  readonly operator: string;
  readonly target: ShellWord | undefined;
  /** The number in front, as in `2>`. */
  readonly descriptor: number | undefined;
  readonly span: Span;
}

/** One simple command, wherever it stands: in a list, a pipe, a condition, a loop or a function. */
export interface ShellCommand {
  /** The program and its arguments; empty for a bare assignment or redirect. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly { readonly name: string; readonly value: ShellWord | undefined; readonly span: Span }[];
  readonly redirects: readonly ShellRedirect[];
  /** The text of a here-document on its standard input. */
  readonly heredoc: string | undefined;
  readonly span: Span;
  /** It may not run: inside if, case, a loop, a function, or behind `||`. */
  readonly conditional: boolean;
  /** Commands of one subshell or pipe share a number; `cd` there does not reach the rest. 0 is the script itself. */
  readonly scope: number;
  /** It reads from a pipe. */
  readonly reads: boolean;
  readonly flow: ShellFlow;
}

/** What becomes of a command's exit status. */
export interface ShellFlow {
  /** The script ends with this status where it runs to its end: nothing stands behind it. Undefined in a function or a loop, where nobody can tell. */
  readonly decidesStatus: boolean | undefined;
  /** Its failure is looked at where it stands, so that `set -e` does not act: in a condition, behind `!`, in front of `&&` or `||`. */
  readonly isTested: boolean;
  /** What stands behind the `||` that its failure leads to. */
  readonly fallback: Span | undefined;
  /** The pipe of several commands that it stands in; 0 is the one that only writes. */
  readonly pipe: ShellPipe | undefined;
  /** Started with `&`: the script goes on at once. */
  readonly isBackground: boolean;
  /** The function whose body it stands in. */
  readonly functionName: string | undefined;
}

export interface ShellPipe {
  readonly span: Span;
  readonly index: number;
  readonly length: number;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
}
