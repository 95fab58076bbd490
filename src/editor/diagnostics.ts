import type { Diagnostic, DiagnosticRelatedInformation, Range } from 'vscode-languageserver-types';
import type { Finding, Severity } from '../linter/finding.js';
import type { Range as TextRange } from '../text/line-index.js';

/** What an editor shows as the origin of a diagnostic. */
export const diagnosticSource = 'sagelint';

/** Where things are for an editor: both give absolute URIs. */
export interface Addresses {
  /** The URI of a file of the project. */
  uriOf(file: string): string;
  /** Where the page of a rule can be read; the diagnostic's code links there. */
  pageOf(rule: string): string;
}

const severities: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, information: 3, hint: 4 };
/** DiagnosticTag.Unnecessary: editors fade the text. */
const unnecessary = 1;

/** A finding as the diagnostic of its file. */
export function toDiagnostic(finding: Finding, addresses: Addresses): Diagnostic {
  const relatedInformation = finding.related.map(
    ({ file, range, message }): DiagnosticRelatedInformation => ({
      location: { uri: addresses.uriOf(file), range: toRange(range) },
      message,
    }),
  );
  return {
    range: toRange(finding.range),
    message: finding.message,
    severity: severities[finding.severity],
    source: diagnosticSource,
    code: finding.rule,
    codeDescription: { href: addresses.pageOf(finding.rule) },
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
    ...(finding.unnecessary ? { tags: [unnecessary] } : {}),
  };
}

/** A range in the protocol's words: the same numbers, `column` is called `character` there. */
export function toRange({ start, end }: TextRange): Range {
  return { start: { line: start.line, character: start.column }, end: { line: end.line, character: end.column } };
}
