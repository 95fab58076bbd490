import type { FileEdit, Finding, Fix, Location, Severity } from '../linter/finding.js';
import type { RuleDescription } from '../linter/rule.js';
import { rangeOf } from '../text/document.js';
import type { Range } from '../text/line-index.js';
import { messageWithCell, pagePath, type Report } from './report.js';

export interface SarifOptions {
  /** Of Sagelint. */
  readonly version: string;
  readonly rules: readonly RuleDescription[];
  /** The Markdown of a rule's page, for the help that code scanning shows beside a finding. */
  pageOf(rule: string): string | undefined;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

/** The report in SARIF 2.1.0. Rules without a finding are left out. Columns are 1-based UTF-16 code units. */
export function formatSarif(report: Report, options: SarifOptions): string {
  const rules = options.rules.filter(({ id }) => report.findings.some(({ rule }) => rule === id));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Sagelint', version: options.version, rules: rules.map((rule) => descriptorOf(rule, options)) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !report.findings.some(({ rule }) => rule === 'SM000'),
            toolExecutionNotifications: report.skipped.map(notificationOf),
          },
        ],
        results: report.findings.map((finding) => resultOf(report, finding, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(rule: RuleDescription, { pageOf }: SarifOptions): object {
  const page = pageOf(rule.id);
  return {
    id: rule.id,
    name: rule.name,
    shortDescription: { text: rule.summary },
    ...(page === undefined ? {} : { help: { text: rule.summary, markdown: page } }),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ['sagemaker', rule.area],
      precision: { high: 'very-high', medium: 'high', low: 'medium' }[rule.confidence ?? 'high'],
    },
  };
}

function resultOf(report: Report, finding: Finding, rules: readonly RuleDescription[]): object {
  const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[finding.severity],
    message: { text: messageWithCell(finding) },
    locations: [locationOf(finding)],
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map((related, id) => ({
            id,
            ...locationOf(related),
            message: { text: messageWithCell(related) },
          })),
        }
      : {}),
    ...(finding.fix ? { fixes: [fixOf(report, finding.fix)] } : {}),
    properties: { confidence: finding.confidence, docs: pagePath(finding.rule) },
  };
}

function fixOf(report: Report, fix: Fix): object {
  const files = [...new Set(fix.edits.map(({ file }) => file))];
  return {
    description: { text: fix.safety === 'safe' ? fix.title : `${fix.title} (may change what the image does)` },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactOf(file),
      replacements: fix.edits.filter((edit) => edit.file === file).map((edit) => replacementOf(report, edit)),
    })),
  };
}

function replacementOf(report: Report, { file, span, newText }: FileEdit): object {
  const document = report.documentOf(file);
  // Without its text a place can still be said in characters, which the format allows.
  const deletedRegion = document ? regionOf(rangeOf(document, span)) : { charOffset: span.start, charLength: span.end - span.start };
  return { deletedRegion, ...(newText === '' ? {} : { insertedContent: { text: newText } }) };
}

function notificationOf({ file, why }: { file: string; why: string }): object {
  return {
    level: 'note',
    message: { text: `${file} was not linted: ${why}.` },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(file) } }],
  };
}

function locationOf({ file, range }: Pick<Location, 'file' | 'range'>): { physicalLocation: object } {
  return { physicalLocation: { artifactLocation: artifactOf(file), region: regionOf(range) } };
}

function artifactOf(file: string): object {
  return { uri: file.split('/').map(encodeURIComponent).join('/') };
}

function regionOf({ start, end }: Range): object {
  return { startLine: start.line + 1, startColumn: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}
