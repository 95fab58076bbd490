import type { Place, SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { RuleNames } from './rule-names.js';

/** One `# sagelint: ignore[...]` comment, or `ignore-file[...]`. */
export interface Suppression {
  /** The whole comment. */
  readonly span: Span;
  readonly wholeFile: boolean;
  /** The rules it names, each with the span of its id; empty means every rule. */
  readonly rules: readonly { readonly id: string; readonly span: Span; readonly known: boolean }[];
  /** The ids (or '*' for an unnamed suppression) that silenced something in this run. */
  readonly used: ReadonlySet<string>;
}

/** Something in a configuration file that is not understood. */
export interface ConfigurationProblem {
  readonly at: Place;
  readonly message: string;
}

/** How the lint of one file went; the subject of the linter's own rules. */
export interface LintRun {
  readonly document: SourceDocument;
  readonly suppressions: readonly Suppression[];
  /** The ids of the rules that were asked; '*' is among them where all were. A suppression of any other rule cannot be judged. */
  readonly asked: ReadonlySet<string>;
  /** Every rule there is, asked or not. */
  readonly ruleNames: RuleNames;
  readonly configurationProblems: readonly ConfigurationProblem[];
  /** Rules that threw, with what they threw in one line. */
  readonly failures: readonly { readonly rule: string; readonly why: string }[];
  /** Why the file was not read, if it was not. */
  readonly skipped?: string;
}
