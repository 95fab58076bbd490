import assert from 'node:assert/strict';
import { createConfigurations } from '../../src/linter/configuration.js';
import { createConfigurationReader } from '../../src/linter/configuration-file.js';
import { type LintOptions, lintFile } from '../../src/linter/lint.js';
import { defineRule, type ImageRule, type Rule } from '../../src/linter/rule.js';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory, type ProjectFiles } from '../../src/project/files.js';
import type { Project } from '../../src/project/project.js';
import configurationInvalid from '../../src/rules/linter/configuration-invalid.js';
import fileSkipped from '../../src/rules/linter/file-skipped.js';
import ruleFailed from '../../src/rules/linter/rule-failed.js';
import suppressionUnknownRule from '../../src/rules/linter/suppression-unknown-rule.js';
import suppressionUnused from '../../src/rules/linter/suppression-unused.js';
import type { ImageModel } from '../../src/sagemaker/image/model.js';
import { createDocument, type SourceDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';
import { span } from '../../src/text/span.js';

const ownRules = [suppressionUnused, suppressionUnknownRule, configurationInvalid, fileSkipped, ruleFailed];

/** A project over texts whose Dockerfiles make one image for every `FROM`; `FROM unknown` has an unknown base. */
function projectOf(texts: Record<string, string>, files: ProjectFiles = filesFromMemory(new Map(Object.entries(texts)))): Project {
  const documents = new Map<string, SourceDocument>(Object.entries(texts).map(([path, text]) => [path, createDocument(path, text)]));
  const imagesOf = (path: string): ImageModel[] => {
    const document = documents.get(path);
    return [...(document?.text.matchAll(/FROM (\w+)/g) ?? [])].map((from) => fakeImage(document, from[1] !== 'unknown'));
  };
  return {
    ...createProject(files),
    files,
    filesFor: () => files,
    document: (path) => documents.get(path),
    unitsOf(path) {
      const document = documents.get(path);
      return document ? [{ document, language: path.endsWith('Dockerfile') ? 'dockerfile' : 'configuration' }] : [];
    },
    kindOf: (path) => (path.endsWith('Dockerfile') ? 'dockerfile' : path.endsWith('sagelint.yaml') ? 'configuration' : undefined),
    imagesOf,
    imagesIn: ({ path }) => imagesOf(path),
    dependenciesOf: (path) => new Set([path]),
    changed: () => [],
  };
}

/** As much of an image as the linter itself looks at. */
function fakeImage(document: SourceDocument | undefined, known: boolean): ImageModel {
  const image: Pick<ImageModel, 'document'> & { base: Pick<ImageModel['base'], 'known'> } = {
    document: document ?? createDocument('', ''),
    base: { known },
  };
  return image as ImageModel;
}

/** A rule that reports every place of a word, or what `check` says. */
function wordRule(id: string, word: string, more: Partial<Omit<ImageRule, 'appliesTo'>> = {}): Rule {
  return defineRule({
    id,
    name: `finds-${word}`,
    area: 'image',
    severity: 'warning',
    fix: 'none',
    since: '0.1.0',
    summary: `finds ${word}`,
    sources: [],
    appliesTo: 'image',
    *check({ document }) {
      for (const match of document.text.matchAll(new RegExp(word, 'g'))) {
        yield { at: span(match.index, match.index + word.length), message: `there is ${word}` };
      }
    },
    ...more,
  });
}

function lint(text: string, rules: readonly Rule[], more: Partial<LintOptions> & { configuration?: string } = {}) {
  const { configuration = '', ...options } = more;
  const project = projectOf({ Dockerfile: text, 'sagelint.yaml': configuration });
  const all = [...rules, ...ownRules];
  const configurations = createConfigurations(project.files, createConfigurationReader(all));
  return lintFile(project, 'Dockerfile', { rules: all, configurations, ...options });
}

/** Findings as `rule severity line:column`, 0-based. */
function shortly(result: ReturnType<typeof lintFile>): string[] {
  return result.findings.map(({ rule, severity, range }) => `${rule} ${severity} ${range.start.line}:${range.start.column}`);
}

describe('linting a file', () => {
  const run = wordRule('SM901', 'RUN');
  const cmd = wordRule('SM902', 'CMD', { severity: 'error' });

  it('gives findings with 0-based ranges, sorted by place and then by rule', () => {
    const alsoRun = wordRule('SM900', 'RUN', { severity: 'error' });
    assert.deepEqual(shortly(lint('FROM a\n CMD x\nRUN y\n', [run, cmd, alsoRun])), [
      'SM902 error 1:1',
      'SM900 error 2:0',
      'SM901 warning 2:0',
    ]);
  });

  it('says nothing of a file that makes no image for SageMaker, whatever is in it', () => {
    assert.deepEqual(lint('RUN x\n# sagelint: ignore[SM1O3]\n', [run]), { findings: [], suppressed: 0 });
  });

  it('says nothing of files that are no kind of it, absent or still to come', () => {
    const project = projectOf({ 'notes.txt': 'RUN' });
    assert.deepEqual(lintFile(project, 'notes.txt', { rules: [run] }).findings, []);
    assert.deepEqual(lintFile(project, 'Dockerfile', { rules: [run] }).findings, []);
  });

  it('merges what several images of a file have in common, with the worst severity', () => {
    assert.deepEqual(shortly(lint('FROM unknown\nFROM a\nCMD x', [cmd])), ['SM902 error 2:0']);
  });

  it('keeps the fix of merged findings only if it is the same', () => {
    let calls = 0;
    const changing = wordRule('SM903', 'CMD', {
      fix: 'safe',
      *check({ document }) {
        calls++;
        const at = document.text.indexOf('CMD');
        yield { at: span(at, at + 3), message: 'm', fix: { title: 't', edits: [{ span: span(at, at), newText: `${calls}` }] } };
      },
    });
    assert.equal(lint('FROM a\nFROM b\nCMD x', [changing]).findings[0]?.fix, undefined);
    assert.equal(lint('FROM a\nCMD x', [changing]).findings[0]?.fix?.edits.length, 1);
  });

  it('is information at most where the base is not known, whatever the configuration says', () => {
    assert.deepEqual(shortly(lint('FROM unknown\nCMD x', [cmd], { configuration: 'rules: {SM902: error}' })), ['SM902 information 1:0']);
  });

  it('shows hints and low confidence in the pedantic profile only', () => {
    const hint = wordRule('SM904', 'CMD', { severity: 'hint' });
    const low = wordRule('SM905', 'CMD', { confidence: 'low' });
    assert.deepEqual(shortly(lint('FROM a\nCMD x', [hint, low])), []);
    const both = ['SM904 hint 1:0', 'SM905 warning 1:0'];
    assert.deepEqual(shortly(lint('FROM a\nCMD x', [hint, low], { pedantic: true })), both);
    assert.deepEqual(shortly(lint('FROM a\nCMD x', [hint, low], { configuration: 'profile: pedantic' })), both);
    assert.deepEqual(shortly(lint('FROM a\nCMD x', [hint, low], { configuration: 'profile: pedantic', pedantic: false })), []);
  });

  it('takes severities and off from the configuration, and only the rules it is asked for', () => {
    const configuration = 'rules: {SM901: off, finds-CMD: information}';
    assert.deepEqual(shortly(lint('FROM a\nRUN x\nCMD x', [run, cmd], { configuration })), ['SM902 information 2:0']);
    assert.deepEqual(shortly(lint('FROM a\nRUN x\nCMD x', [run, cmd], { only: new Set(['SM901']) })), ['SM901 warning 1:0']);
    assert.deepEqual(lint('FROM a\nRUN x', [run], { configuration: 'ignore: [Dockerfile]' }).findings, []);
  });

  it('points into other files, and takes a fix there', () => {
    const across = wordRule('SM906', 'CMD', {
      fix: 'unsafe',
      *check() {
        yield {
          at: { file: 'train.Dockerfile', span: span(8, 9) },
          message: 'm',
          related: [{ at: span(0, 4), message: 'from here' }],
          fix: { title: 't', safety: 'safe', edits: [{ file: 'train.Dockerfile', span: span(0, 0), newText: 'x' }] },
        };
      },
    });
    const project = projectOf({ Dockerfile: 'FROM a\nCMD x', 'train.Dockerfile': 'FROM b\n\nx' });
    const [finding] = lintFile(project, 'Dockerfile', { rules: [across] }).findings;
    assert.equal(finding?.file, 'train.Dockerfile');
    assert.deepEqual(finding?.range.start, { line: 2, column: 0 });
    assert.equal(finding?.related[0]?.file, 'Dockerfile');
    assert.equal(finding?.fix?.edits[0]?.file, 'train.Dockerfile');
    assert.equal(finding?.fix?.safety, 'unsafe', 'a fix is never safer than its rule says');
  });

  it('moves findings and fixes of a part to its container', () => {
    const container = createDocument('book.ipynb', 'cell: FROM a\nCMD x');
    const part = createDocument('book.Dockerfile', 'FROM a\nCMD x', {
      container,
      toContainer: ({ start, end }) => ({ start: start + 6, end: end + 6 }),
      encode: (newText) => newText,
    });
    const rule = wordRule('SM907', 'CMD', {
      fix: 'safe',
      *check() {
        yield { at: span(7, 10), message: 'm', fix: { title: 't', edits: [{ span: span(7, 10), newText: 'ENTRYPOINT' }] } };
      },
    });
    const project: Project = {
      ...projectOf({}),
      document: () => part,
      unitsOf: () => [{ document: part, language: 'dockerfile' }],
      imagesIn: () => [fakeImage(part, true)],
    };
    const [finding] = lintFile(project, 'book.Dockerfile', { rules: [rule] }).findings;
    assert.equal(finding?.file, 'book.ipynb');
    assert.deepEqual(finding?.range, { start: { line: 1, column: 0 }, end: { line: 1, column: 3 } });
    assert.equal(applyEdits(container.text, finding?.fix?.edits ?? []), 'cell: FROM a\nENTRYPOINT x');
  });

  it('times rules with the clock it is given', () => {
    const times = new Map<string, number>();
    let clock = 0;
    lint('FROM a\nCMD x', [cmd], { timing: { now: () => clock++, add: (what, milliseconds) => times.set(what, milliseconds) } });
    assert.equal(times.get('SM902'), 1);
    assert.equal(times.get('models'), 1);
  });
});

describe('a rule that fails', () => {
  const failing = wordRule('SM908', 'RUN', {
    *check() {
      yield { at: span(0, 4), message: 'before it failed' };
      throw new TypeError('x is not a function\n    at somewhere');
    },
  });

  it('becomes one SM000 finding with its id, and the others go on', () => {
    const result = lint('FROM a\nRUN x\nFROM b', [failing, wordRule('SM901', 'RUN')]);
    assert.deepEqual(shortly(result), ['SM908 warning 0:0', 'SM000 warning 0:0', 'SM901 warning 1:0']);
    assert.match(result.findings[1]?.message ?? '', /^SM908 failed on this file and said nothing more: x is not a function\./);
  });

  it('is reported even if only other rules were asked for', () => {
    assert.deepEqual(shortly(lint('FROM a', [failing], { only: new Set(['SM908']) })), ['SM908 warning 0:0', 'SM000 warning 0:0']);
  });

  it('may also point at a place that is not there', () => {
    for (const at of [span(0, 9999), span(3, 1), span(-1, 0), { file: 'gone', span: span(0, 0) }]) {
      const rule = wordRule('SM909', 'x', {
        *check() {
          yield { at, message: 'm' };
        },
      });
      assert.deepEqual(shortly(lint('FROM a', [rule])), ['SM000 warning 0:0']);
    }
  });

  it("may be one of the linter's own", () => {
    const broken = defineRule({
      ...suppressionUnused,
      appliesTo: 'run',
      check: () => {
        throw new Error('own');
      },
    });
    const project = projectOf({ Dockerfile: 'FROM a' });
    assert.deepEqual(shortly(lintFile(project, 'Dockerfile', { rules: [ruleFailed, broken] })), ['SM000 warning 0:0']);
  });

  it('may be the model itself', () => {
    const project: Project = {
      ...projectOf({ Dockerfile: 'FROM a' }),
      imagesIn: () => {
        throw new Error('deep');
      },
    };
    const [finding] = lintFile(project, 'Dockerfile', { rules: ownRules }).findings;
    assert.match(finding?.message ?? '', /^the model of the image failed on this file/);
  });
});

describe('suppressions of a linted file', () => {
  const run = wordRule('SM901', 'RUN');
  const cmd = wordRule('SM902', 'CMD');

  it('silence, and are counted once for all images', () => {
    const result = lint('FROM a\nFROM b\n# sagelint: ignore[SM901]\nRUN x\n', [run]);
    assert.deepEqual(shortly(result), []);
    assert.equal(result.suppressed, 1);
  });

  it('are reported where they silence nothing, with a fix', () => {
    const text = 'FROM a\r\n# sagelint: ignore[SM902]\r\nRUN x\r\n';
    const [unused] = lint(text, [run, cmd]).findings;
    assert.equal(unused?.rule, 'SM001');
    assert.equal(applyEdits(text, unused?.fix?.edits ?? []), 'FROM a\r\nRUN x\r\n');
    assert.match(unused?.message ?? '', /SM902 finds nothing here/);
  });

  it('lose only the ids that are not needed', () => {
    for (const list of ['SM902, SM901', 'SM901, SM902', 'SM901 SM902', 'SM901,SM902']) {
      const text = `FROM a\n# sagelint: ignore[${list}] why\nRUN x\n`;
      const { findings } = lint(text, [run, cmd]);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['SM001'],
        list,
      );
      assert.equal(applyEdits(text, findings[0]?.fix?.edits ?? []), 'FROM a\n# sagelint: ignore[SM901] why\nRUN x\n');
    }
  });

  it('are not judged where their rule was not asked', () => {
    const text = 'FROM a\n# sagelint: ignore[SM902]\nRUN x\n';
    assert.deepEqual(shortly(lint(text, [run, cmd], { configuration: 'rules: {SM902: off, SM901: off}' })), []);
    assert.deepEqual(shortly(lint(text, [run, cmd], { only: new Set(['SM001']) })), []);
    assert.deepEqual(shortly(lint('FROM a\n# sagelint: ignore\nUSER x\n', [run], { only: new Set(['SM001', 'SM901']) })), []);
    assert.deepEqual(shortly(lint('FROM a\n# sagelint: ignore\nUSER x\n', [run])), ['SM001 warning 1:0']);
  });

  it('are of use for what the profile does not show', () => {
    const hint = wordRule('SM904', 'CMD', { severity: 'hint' });
    assert.deepEqual(shortly(lint('FROM a\n# sagelint: ignore[SM904]\nCMD x', [hint])), []);
  });

  it('are told the nearest rule where they name none', () => {
    assert.deepEqual(shortly(lint('FROM a\n# sagelint: ignore[', [run])), ['SM002 warning 1:18'], 'half-typed');
    const { findings } = lint('FROM a\n# sagelint: ignore[SM9O1]\nRUN x\n', [run], {});
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['SM002', 'SM901'],
    );
    assert.equal(findings[0]?.message, 'There is no rule `SM9O1`, so this comment does not silence it. Did you mean SM901 (finds-RUN)?');
    assert.match(lint('FROM a\n# sagelint: ignore[DL3008]\n', [run]).findings[0]?.message ?? '', /See `sagelint rules`/);
    assert.match(lint('FROM a\n# sagelint: ignore[]\n', [run]).findings[0]?.message ?? '', /brackets name no rule/);
  });

  it("may name the linter's own rules", () => {
    assert.deepEqual(shortly(lint('FROM a\n# sagelint: ignore-file[SM001]\n# sagelint: ignore[SM901]\nUSER x', [run])), []);
    assert.deepEqual(shortly(lint('FROM a\n# sagelint: ignore-file[SM002]\n# sagelint: ignore[SM9999]\nUSER x', [run])), []);
  });

  it('count in the other file that a finding is in', () => {
    const across = wordRule('SM906', 'CMD', {
      *check() {
        yield { at: { file: 'train', span: span(28, 30) }, message: 'm' };
      },
    });
    const project = projectOf({ Dockerfile: 'FROM a', train: '# sagelint: ignore[SM906]\nx y z' });
    assert.equal(lintFile(project, 'Dockerfile', { rules: [across, ...ownRules] }).suppressed, 1);
  });
});

describe('bad input', () => {
  it('is said of a configuration file when that is linted', () => {
    const project = projectOf({ 'sagelint.yaml': 'rules: {SM999: off}\nx: 1 # sagelint: ignore[SM003]\n', Dockerfile: 'FROM a' });
    const configurations = createConfigurations(project.files, createConfigurationReader(ownRules));
    assert.deepEqual(shortly(lintFile(project, 'sagelint.yaml', { rules: ownRules, configurations })), ['SM003 error 0:8']);
    assert.deepEqual(shortly(lintFile(project, 'Dockerfile', { rules: ownRules, configurations })), []);
  });

  it('is said of a file that is skipped', () => {
    const skipping: ProjectFiles = { ...filesFromMemory(new Map()), read: () => ({ kind: 'skipped', why: 'it is not text' }) };
    const result = lintFile(projectOf({}, skipping), 'Dockerfile', { rules: ownRules });
    assert.deepEqual(shortly(result), ['SM004 information 0:0']);
    assert.equal(result.skipped, 'it is not text');
    assert.equal(result.findings[0]?.message, 'This file was not linted: it is not text.');
  });
});
