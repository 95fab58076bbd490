import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { Finding } from '../../src/linter/finding.js';
import type { RuleDescription } from '../../src/linter/rule.js';
import { formatGitHub } from '../../src/report/github.js';
import { formatJson } from '../../src/report/json.js';
import type { Report } from '../../src/report/report.js';
import { formatSarif } from '../../src/report/sarif.js';
import { formatText, summarize } from '../../src/report/text.js';
import { createDocument, rangeOf, type SourceDocument } from '../../src/text/document.js';
import { span } from '../../src/text/span.js';

const rule: RuleDescription = {
  id: 'SM900',
  name: 'made-up',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'made up for this test',
  sources: [],
};

/** A finding at a word of a document. */
function findingAt(document: SourceDocument, word: string, more: Partial<Finding> = {}): Finding {
  const start = document.text.indexOf(word);
  const at = span(start, start + word.length);
  const said = { rule: 'SM900', name: 'made-up', severity: 'error', confidence: 'high', message: 'this is wrong', related: [] } as const;
  return { ...said, file: document.path, span: at, range: rangeOf(document, at), ...more };
}

function reportOf(findings: readonly Finding[], documents: readonly SourceDocument[], more: Partial<Report> = {}): Report {
  return { files: 1, skipped: [], findings, documentOf: (file) => documents.find(({ path }) => path === file), ...more };
}

const dockerfile = createDocument('docker/Dockerfile', 'FROM x\nCMD train\n\nUSER y\n');
const script = createDocument('train, 100%.py', 'import os\n');
const fixed: Finding = findingAt(dockerfile, 'CMD', {
  related: [{ file: script.path, span: span(0, 6), range: rangeOf(script, span(0, 6)), message: 'it is this one' }],
  fix: { title: 'Write ENTRYPOINT', safety: 'safe', edits: [{ file: dockerfile.path, span: span(7, 10), newText: 'ENTRYPOINT' }] },
});

describe('the report as text', () => {
  const lines = (report: Report, options = { color: false, frames: true }): string[] => formatText(report, options).split('\n');

  it('has one line for each finding in a pipe', () => {
    assert.equal(
      formatText(reportOf([fixed], [dockerfile]), { color: false, frames: false }),
      'docker/Dockerfile:2:1: error SM900 made-up: this is wrong\n',
    );
  });

  it('shows code, related places and the fix on a terminal', () => {
    assert.deepEqual(lines(reportOf([fixed], [dockerfile])), [
      'docker/Dockerfile:2:1 error SM900 made-up',
      '  this is wrong',
      '  1 | FROM x',
      '  2 | CMD train',
      '    | ^^^',
      '  see train, 100%.py:1:1 it is this one',
      '  fix Write ENTRYPOINT (--fix)',
      '',
      '',
    ]);
  });

  it('is coloured only if asked', () => {
    const colored = formatText(reportOf([fixed], [dockerfile]), { color: true, frames: true });
    assert.ok(colored.includes('\u001B[31merror\u001B[39m'));
    assert.ok(!formatText(reportOf([fixed], [dockerfile]), { color: false, frames: true }).includes('\u001B'));
  });

  it('puts carets under tabs, wide letters and marks', () => {
    const document = createDocument('Dockerfile', '\t日本é e\u0301 CMD 👍x');
    const frame = lines(reportOf([findingAt(document, 'CMD')], [document]));
    assert.equal(frame[2]?.indexOf('CMD'), '  1 |     日本é e\u0301 CMD'.indexOf('CMD'));
    assert.equal(frame[3], `    | ${' '.repeat(4 + 4 + 1 + 1 + 1 + 1)}^^^`);
    assert.ok(lines(reportOf([findingAt(document, '👍')], [document]))[3]?.endsWith(' ^^'));
  });

  it('cuts long lines around what is wrong', () => {
    const document = createDocument('Dockerfile', `RUN ${'a '.repeat(500)}CMD ${'b '.repeat(500)}`);
    const [, , code = '', carets = ''] = lines(reportOf([findingAt(document, 'CMD')], [document]));
    assert.ok(code.length < 140);
    assert.equal(code.slice(carets.indexOf('^'), carets.indexOf('^') + 3), 'CMD');
  });

  it('marks an empty span and the end of a text with one caret', () => {
    const document = createDocument('Dockerfile', 'FROM x');
    const at = { span: span(6, 6), range: rangeOf(document, span(6, 6)) };
    assert.equal(lines(reportOf([findingAt(document, 'x', at)], [document]))[3], '    |       ^');
  });

  it('does not let a linted text command the terminal', () => {
    const document = createDocument('Dock\u001B[2Jerfile', 'FROM x\u001B[31m\u0007');
    const text = formatText(reportOf([findingAt(document, 'FROM', { message: 'saw \u001B[0m\u202E' })], [document]), {
      color: false,
      frames: true,
    });
    assert.doesNotMatch(text.replace(/\n/g, ''), /[\p{Cc}\u202E]/u);
  });

  it('sums up in a sentence or two', () => {
    assert.equal(summarize(reportOf([], []), 0), 'No findings in 1 file.');
    assert.equal(summarize(reportOf([], [], { files: 0 }), 0), 'Nothing to lint: no Dockerfile, script, notebook or template was found.');
    assert.equal(
      summarize(reportOf([fixed, { ...fixed, severity: 'warning' }, { ...fixed, severity: 'information' }], [], { files: 3 }), 2),
      '1 error, 1 warning and 1 for information in 3 files. 2 findings are silenced by comments. `sagelint --fix` mends all of them.',
    );
    assert.match(summarize(reportOf([], [], { skipped: [{ file: 'a', why: 'b' }] }), 0), /1 file was not linted\.$/);
  });
});

describe('the report as JSON', () => {
  it('has exactly the promised shape, with 1-based lines and columns', () => {
    const report = reportOf([fixed, findingAt(dockerfile, 'USER', { confidence: 'medium' })], [dockerfile], {
      files: 2,
      skipped: [{ file: 'big.Dockerfile', why: 'it is large' }],
    });
    assert.deepEqual(JSON.parse(formatJson(report)), {
      version: 1,
      files: 2,
      skipped: [{ file: 'big.Dockerfile', why: 'it is large' }],
      findings: [
        {
          rule: 'SM900',
          name: 'made-up',
          severity: 'error',
          confidence: 'high',
          message: 'this is wrong',
          file: 'docker/Dockerfile',
          range: { start: { line: 2, column: 1 }, end: { line: 2, column: 4 } },
          related: [
            { file: 'train, 100%.py', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 7 } }, message: 'it is this one' },
          ],
          fix: { safety: 'safe', title: 'Write ENTRYPOINT' },
          docs: 'rules/SM900.md',
        },
        {
          rule: 'SM900',
          name: 'made-up',
          severity: 'error',
          confidence: 'medium',
          message: 'this is wrong',
          file: 'docker/Dockerfile',
          range: { start: { line: 4, column: 1 }, end: { line: 4, column: 5 } },
          related: [],
          fix: null,
          docs: 'rules/SM900.md',
        },
      ],
    });
  });
});

describe('the report for GitHub', () => {
  it('escapes what would end a command', () => {
    const finding = findingAt(script, 'import', { severity: 'information', message: '50% of\r\nlines::error::x' });
    assert.equal(
      formatGitHub(reportOf([finding], [script])),
      '::notice file=train%2C 100%25.py,line=1,endLine=1,col=1,endColumn=7,title=SM900 made-up::50%25 of%0D%0Alines::error::x\n',
    );
  });

  it('leaves out the columns of several lines', () => {
    assert.equal(
      formatGitHub(reportOf([findingAt(dockerfile, 'CMD train\n\nUSER')], [dockerfile])),
      '::error file=docker/Dockerfile,line=2,endLine=4,title=SM900 made-up::this is wrong\n',
    );
  });
});

describe('the report as SARIF', () => {
  const sarif = (report: Report): string => formatSarif(report, { version: '0.1.0', rules: [rule], pageOf: () => '# SM900 made-up' });
  const everything = reportOf([fixed, findingAt(dockerfile, 'USER', { rule: 'SM901', severity: 'hint' })], [dockerfile, script], {
    skipped: [{ file: 'a b/big.Dockerfile', why: 'it is large' }],
  });

  it('passes the public schema', () => {
    const isValid = sarifSchema();
    for (const report of [everything, reportOf([], []), reportOf([fixed], [])]) {
      assert.ok(isValid(JSON.parse(sarif(report))), JSON.stringify(isValid.errors, null, 2));
    }
    assert.equal(isValid({ version: '2.1.0' }), false, 'the schema is in force');
  });

  it('has rules with their help, places in UTF-16 columns, related places and fixes', () => {
    const [run] = JSON.parse(sarif(everything)).runs;
    assert.equal(run.columnKind, 'utf16CodeUnits');
    assert.equal(run.tool.driver.rules[0].help.markdown, '# SM900 made-up');
    const [result, other] = run.results;
    assert.equal(result.level, 'error');
    assert.equal(other.level, 'note');
    assert.deepEqual(result.locations[0].physicalLocation, {
      artifactLocation: { uri: 'docker/Dockerfile' },
      region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4 },
    });
    assert.equal(result.relatedLocations[0].physicalLocation.artifactLocation.uri, 'train%2C%20100%25.py');
    assert.deepEqual(result.fixes[0].artifactChanges[0].replacements, [
      { deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4 }, insertedContent: { text: 'ENTRYPOINT' } },
    ]);
  });
});

describe('the report of a notebook', () => {
  const cell = { cell: 2, text: 'import os\n\nif os:\n    x = "é"\n' };
  const file = createDocument('a.ipynb', JSON.stringify({ cells: [{}, {}, { cell_type: 'code', source: cell.text }] }, null, 1));
  const inCell = { start: { line: 3, column: 8 }, end: { line: 3, column: 11 } };
  const finding = findingAt(file, '\\"é\\"', {
    cell: { ...cell, span: span(cell.text.indexOf('"'), cell.text.indexOf('"') + 3), range: inCell },
    related: [
      {
        file: 'a.ipynb',
        span: span(0, 1),
        range: rangeOf(file, span(0, 1)),
        message: 'it is this one',
        cell: { cell: 0, text: 'y', span: span(0, 1), range: { start: { line: 0, column: 0 }, end: { line: 0, column: 1 } } },
      },
    ],
  });
  const { line, column } = finding.range.start;

  it('counts in cells and shows their lines', () => {
    assert.equal(
      formatText(reportOf([finding], [file]), { color: false, frames: false }),
      'a.ipynb cell 3:4:9: error SM900 made-up: this is wrong\n',
    );
    assert.deepEqual(formatText(reportOf([finding], [file]), { color: false, frames: true }).split('\n'), [
      'a.ipynb cell 3:4:9 error SM900 made-up',
      '  this is wrong',
      '  3 | if os:',
      '  4 |     x = "é"',
      '    |         ^^^',
      '  see a.ipynb cell 1:1:1 it is this one',
      '',
      '',
    ]);
  });

  it('has both places for programs', () => {
    const [written] = JSON.parse(formatJson(reportOf([finding], [file]))).findings;
    assert.deepEqual(written.cell, { number: 3, range: { start: { line: 4, column: 9 }, end: { line: 4, column: 12 } } });
    assert.deepEqual(written.range.start, { line: line + 1, column: column + 1 });
    assert.equal(written.related[0].cell.number, 1);
  });

  it('has the lines of the file where nothing else is shown, and names the cell', () => {
    assert.match(
      formatGitHub(reportOf([finding], [file])),
      new RegExp(`^::error file=a\\.ipynb,line=${line + 1},.*::this is wrong \\(cell 3, line 4\\)\\n$`),
    );
    const log = JSON.parse(formatSarif(reportOf([finding], [file]), { version: '0.1.0', rules: [rule], pageOf: () => undefined }));
    const [result] = log.runs[0].results;
    assert.equal(result.message.text, 'this is wrong (cell 3, line 4)');
    assert.equal(result.locations[0].physicalLocation.region.startLine, line + 1);
    assert.equal(result.relatedLocations[0].message.text, 'it is this one (cell 1, line 1)');
    assert.ok(sarifSchema()(log));
  });
});

/** The public schema of SARIF 2.1.0. It is written in an older dialect, with a pattern that is none in Unicode mode. */
function sarifSchema() {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { id: _id, $schema: _dialect, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
}
