import type { Finding, RelatedLocation, Severity } from '../linter/finding.js';
import type { SourceDocument } from '../text/document.js';

/** What a run found, as every format shows it. All `file`s are as the host wants them seen, with forward slashes. */
export interface Report {
  /** How many files were linted. */
  readonly files: number;
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  /** Sorted by file and place. */
  readonly findings: readonly Finding[];
  /** The text of a file that findings or fixes point into, as it was linted. */
  documentOf(file: string): SourceDocument | undefined;
}

/** Where the page of a rule is, within the package. */
export function pagePath(rule: string): string {
  return `rules/${rule}.md`;
}

/** A message with the cell it is about, for formats that count in lines of the file, which are JSON in a notebook. */
export function messageWithCell({ message, cell }: Pick<RelatedLocation, 'message' | 'cell'>): string {
  return cell ? `${message} (cell ${cell.cell + 1}, line ${cell.range.start.line + 1})` : message;
}

/** How many findings there are of each severity. */
export function countSeverities(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `1 file`, `2 files`. */
export function counted(number: number, singular: string, plural: string = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
