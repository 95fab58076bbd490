import type { Range } from '../text/line-index.js';
import { pagePath, type Report } from './report.js';

/** The version of the shape below; it grows when a field changes its meaning or goes, not when one is added. */
const version = 1;

/** The report for programs. Lines and columns are 1-based, columns in UTF-16 code units; an end is exclusive. */
export function formatJson(report: Report): string {
  const findings = report.findings.map((finding) => ({
    rule: finding.rule,
    name: finding.name,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    file: finding.file,
    range: oneBased(finding.range),
    related: finding.related.map(({ file, range, message }) => ({ file, range: oneBased(range), message })),
    fix: finding.fix ? { safety: finding.fix.safety, title: finding.fix.title } : null,
    docs: pagePath(finding.rule),
  }));
  return `${JSON.stringify({ version, files: report.files, skipped: report.skipped, findings }, null, 2)}\n`;
}

function oneBased({ start, end }: Range): Range {
  return { start: { line: start.line + 1, column: start.column + 1 }, end: { line: end.line + 1, column: end.column + 1 } };
}
