import type { CellPlace, DocumentPlace } from '../text/document.js';
import type { Range } from '../text/line-index.js';
import type { Span } from '../text/span.js';

/** What happens if it is ignored: error, the job or deployment fails or its result is lost; warning, it will in common cases; information, know this; hint, shown in the pedantic profile. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';
/** How sure the rule is. Low shows only in the pedantic profile. */
export type Confidence = 'high' | 'medium' | 'low';
/** Safe: the meaning stays and fix-all applies it. Unsafe: offered, labelled, never applied unasked. */
export type Safety = 'safe' | 'unsafe';

/** A span of a file with the 0-based range that editors and reports need. `file` is relative to the project's root. */
export interface Location {
  readonly file: string;
  readonly span: Span;
  readonly range: Range;
  /** Where that is for people, if the file is a notebook: editors and reports count in cells. */
  readonly cell?: CellPlace;
}

/** A replacement in a file, in UTF-16 offsets of the text that was linted. */
export interface FileEdit {
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
  /** The same edit in the cell of a notebook, for editors, which hold cells and not the file's JSON. */
  readonly cell?: CellPlace & { readonly newText: string };
}

export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FileEdit[];
}

export interface RelatedLocation extends Location {
  readonly message: string;
}

/** One thing that a rule found; what every shell shows. */
export interface Finding extends Location {
  /** Where the rule saw it, if that is another document: in a part of the file, where the file is a notebook or writes others. */
  readonly origin?: DocumentPlace;
  /** The rule's id, like `SM103`. */
  readonly rule: string;
  readonly name: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly related: readonly RelatedLocation[];
  readonly fix?: Fix;
  /** The text is of no use (a deprecated or ignored line): editors may fade it. */
  readonly unnecessary?: boolean;
}

/** Orders severities; a larger number is worse. */
export const severityRank: Readonly<Record<Severity, number>> = { hint: 0, information: 1, warning: 2, error: 3 };
