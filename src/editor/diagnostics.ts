import type { Diagnostic, DiagnosticRelatedInformation, Range } from 'vscode-languageserver-types';
import type { Finding, Location, Severity } from '../linter/finding.js';
import type { Range as TextRange } from '../text/line-index.js';

/** What an editor shows as the origin of a diagnostic. */
export const diagnosticSource = 'sagelint';

/** Where things are for an editor: all give absolute URIs. */
export interface Addresses {
  /** The URI of a file of the project. */
  uriOf(file: string): string;
  /** The URI of a cell (0-based) of a notebook that is open as such; undefined where there are no cells, only the text of a file. */
  uriOfCell(file: string, cell: number): string | undefined;
  /** Where the page of a rule can be read; the diagnostic's code links there. */
  pageOf(rule: string): string;
}

const severities: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, information: 3, hint: 4 };
/** DiagnosticTag.Unnecessary: editors fade the text. */
const unnecessary = 1;

/** The findings of a file as diagnostics, by the URIs that show them: one for each cell of an open notebook, else that of the file. */
export function diagnosticsByUri(findings: readonly Finding[], addresses: Addresses): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  for (const finding of findings) {
    const { uri } = placeFor(finding, addresses);
    byUri.set(uri, [...(byUri.get(uri) ?? []), toDiagnostic(finding, addresses)]);
  }
  return byUri;
}

/** A finding as the diagnostic of its file, or of its cell where the notebook is open as such. */
export function toDiagnostic(finding: Finding, addresses: Addresses): Diagnostic {
  const relatedInformation = finding.related.map(
    (related): DiagnosticRelatedInformation => ({ location: placeFor(related, addresses), message: related.message }),
  );
  return {
    range: placeFor(finding, addresses).range,
    message: finding.message,
    severity: severities[finding.severity],
    source: diagnosticSource,
    code: finding.rule,
    codeDescription: { href: addresses.pageOf(finding.rule) },
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
    ...(finding.unnecessary ? { tags: [unnecessary] } : {}),
  };
}

/** Where a location is for an editor. */
function placeFor({ file, range, cell }: Location, addresses: Addresses): { readonly uri: string; readonly range: Range } {
  const uri = cell && addresses.uriOfCell(file, cell.cell);
  return cell && uri !== undefined ? { uri, range: toRange(cell.range) } : { uri: addresses.uriOf(file), range: toRange(range) };
}

/** A range in the protocol's words: the same numbers, `column` is called `character` there. */
export function toRange({ start, end }: TextRange): Range {
  return { start: { line: start.line, character: start.column }, end: { line: end.line, character: end.column } };
}
