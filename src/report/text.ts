import type { Finding, Location } from '../linter/finding.js';
import { createDocument } from '../text/document.js';
import { codeFrame } from './code-frame.js';
import { counted, countSeverities, type Report } from './report.js';
import { createStyle, printable, type Style } from './style.js';

export interface TextOptions {
  readonly color: boolean;
  /** With the code, related locations and fixes, for people at a terminal; else one line for each finding. */
  readonly frames: boolean;
}

/** The report for people. Ends with a line break unless there is nothing to say. */
export function formatText(report: Report, options: TextOptions): string {
  const style = createStyle(options.color);
  return report.findings
    .map((finding) => (options.frames ? wholeFinding(report, finding, style) : `${findingLine(finding, style)}\n`))
    .join('');
}

/** `Dockerfile:4:1: warning SM103 entrypoint-shell-form: message` */
function findingLine(finding: Finding, style: Style): string {
  const { severity, rule, name, message } = finding;
  return `${placeOf(finding, style)}: ${style(severity, severity)} ${style('strong', rule)} ${name}: ${printable(message)}`;
}

function wholeFinding(report: Report, finding: Finding, style: Style): string {
  // In a notebook people know the cell; the lines of the file are JSON.
  const { range, cell } = finding;
  const document = cell ? createDocument(finding.file, cell.text) : report.documentOf(finding.file);
  const isEmpty = document === undefined || document.text === '';
  const lines = [
    `${placeOf(finding, style)} ${style(finding.severity, finding.severity)} ${style('strong', finding.rule)} ${style('dim', finding.name)}`,
    `  ${printable(finding.message)}`,
    ...(isEmpty ? [] : codeFrame(document, cell?.range ?? range, style).map((line) => `  ${line}`)),
    ...finding.related.map((related) => `  ${style('dim', 'see')} ${placeOf(related, style)} ${printable(related.message)}`),
    ...fixLine(finding, style),
  ];
  return `${lines.join('\n')}\n\n`;
}

function fixLine({ fix }: Finding, style: Style): string[] {
  if (!fix) return [];
  const how = fix.safety === 'safe' ? '--fix' : '--fix-unsafe, it may change what the image does';
  return [`  ${style('dim', 'fix')} ${printable(fix.title)} ${style('dim', `(${how})`)}`];
}

/** `train.py:5:1`; in a notebook `train.ipynb cell 3:5:1`, with the number of the cell among all cells and its own lines. */
function placeOf({ file, range, cell }: Location, style: Style): string {
  const { line, column } = (cell?.range ?? range).start;
  return `${style('link', printable(file))}${cell ? ` cell ${cell.cell + 1}` : ''}:${line + 1}:${column + 1}`;
}

/** One sentence or two on the whole run: `2 errors and 1 warning in 3 files. ...` */
export function summarize(report: Report, suppressed: number): string {
  const counts = countSeverities(report.findings);
  const kinds = (['error', 'warning', 'information', 'hint'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => (severity === 'information' ? `${counts[severity]} for information` : counted(counts[severity], severity)));
  const files = counted(report.files, 'file');
  const sentences = [
    report.files === 0 && kinds.length === 0
      ? 'Nothing to lint: no Dockerfile, script, notebook or template was found.'
      : `${kinds.length > 0 ? enumerated(kinds) : 'No findings'} in ${files}.`,
  ];
  if (report.skipped.length > 0) sentences.push(`${counted(report.skipped.length, 'file was', 'files were')} not linted.`);
  if (suppressed > 0) sentences.push(`${counted(suppressed, 'finding is', 'findings are')} silenced by comments.`);
  const safe = report.findings.filter(({ fix }) => fix?.safety === 'safe').length;
  if (safe > 0) sentences.push(`\`sagelint --fix\` mends ${safe === report.findings.length ? (safe === 1 ? 'it' : 'all of them') : safe}.`);
  return sentences.join(' ');
}

function enumerated(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
