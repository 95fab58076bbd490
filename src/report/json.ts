import type { Location } from '../linter/finding.js';
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
    ...placeOf(finding),
    related: finding.related.map((related) => ({ ...placeOf(related), message: related.message })),
    fix: finding.fix ? { safety: finding.fix.safety, title: finding.fix.title } : null,
    docs: pagePath(finding.rule),
  }));
  return `${JSON.stringify({ version, files: report.files, skipped: report.skipped, findings }, null, 2)}\n`;
}

/** In a notebook, `range` is in the file's JSON and `cell` is what people see: its number among all cells, from 1, and the range in its text. */
function placeOf({ file, range, cell }: Location): object {
  return { file, range: oneBased(range), ...(cell ? { cell: { number: cell.cell + 1, range: oneBased(cell.range) } } : {}) };
}

function oneBased({ start, end }: Range): Range {
  return { start: { line: start.line + 1, column: start.column + 1 }, end: { line: end.line + 1, column: end.column + 1 } };
}
