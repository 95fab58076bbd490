import type { Finding, Severity } from '../linter/finding.js';
import { messageWithCell, type Report } from './report.js';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/** The report as GitHub workflow commands, which the runner turns into annotations of a pull request. */
export function formatGitHub(report: Report): string {
  return report.findings.map((finding) => `${commandOf(finding)}\n`).join('');
}

function commandOf(finding: Finding): string {
  const { severity, file, range, rule, name } = finding;
  const { start, end } = range;
  const properties: [string, string | number][] = [
    ['file', file],
    ['line', start.line + 1],
    ['endLine', end.line + 1],
    // Columns of an annotation over several lines are refused.
    ...(start.line === end.line
      ? ([
          ['col', start.column + 1],
          ['endColumn', end.column + 1],
        ] as [string, number][])
      : []),
    ['title', `${rule} ${name}`],
  ];
  const written = properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${commands[severity]} ${written}::${escapeData(messageWithCell(finding))}`;
}

/** Keeps a text from ending its command, or from starting another. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
