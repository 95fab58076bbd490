import { strict as assert } from 'node:assert';
import type { Finding } from '../../src/linter/finding.js';
import { fixAll } from '../../src/linter/fix.js';
import { rules } from '../../src/rules/registry.generated.js';
import { lintExample, textsOf, typeText } from '../support/lint-texts.js';
import { type Example, readRulePages } from '../support/rule-page.js';

const headings = ['Why it matters', 'Wrong', 'Right', 'The fix', 'When to ignore it', 'Sources'];
const pages = readRulePages();

describe('rule pages', () => {
  it('there is one page beside each rule, with its id and name', () => {
    assert.deepEqual(pages.map((page) => `${page.id} ${page.name}`).sort(), rules.map((rule) => `${rule.id} ${rule.name}`).sort());
  });

  for (const page of pages) {
    describe(`${page.id} ${page.name}`, () => {
      const rule = rules.find((candidate) => candidate.id === page.id);

      it('has the headings in their order', () => {
        const found = [...page.markdown.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^## (.+)$/gm)].map((match) => match[1]);
        assert.deepEqual(found, headings);
      });

      it('says how safe its fix is', () => {
        const fix = /^## The fix\n([\s\S]*?)(?=^## )/m.exec(page.markdown)?.[1]?.trim() ?? '';
        const start = { safe: /^Safe|^Unsafe or safe|^Safe or unsafe/, unsafe: /^Unsafe/, none: /^None/ }[rule?.fix ?? 'none'];
        assert.match(fix, start, `the page must begin this part with the word for "${rule?.fix}"`);
      });

      for (const example of page.examples) {
        if (example.expect === undefined)
          it(`${example.title}: nothing is found`, () => assert.deepEqual(lintExample(example.files).map(brief), []));
        else describeWrong(example);
      }
    });
  }
});

function describeWrong(example: Example): void {
  it(`${example.title}: ${example.expect} once, where it is marked`, () => {
    const findings = lintExample(example.files);
    assert.deepEqual(
      findings.map((finding) => finding.rule),
      [example.expect],
      findings.map(brief).join('\n'),
    );
    const [finding] = findings;
    const file = example.files.find((candidate) => candidate.marked);
    assert.ok(finding && file?.marked, 'a wrong example marks the place with a line of carets');
    assert.equal(finding.file, file.path);
    assert.deepEqual(finding.range.start, { line: file.marked.line, column: file.marked.start }, brief(finding));
    if (finding.range.end.line === file.marked.line) assert.equal(finding.range.end.column, file.marked.end, brief(finding));
  });

  if (!example.fixed) {
    it(`${example.title}: has no fix that the page does not show`, () => {
      assert.equal(lintExample(example.files)[0]?.fix?.title, undefined);
    });
    return;
  }
  it(`${example.title}: the fix gives the block that is shown, and nothing is left`, () => {
    const texts = textsOf(example.files);
    const lint = (changed: ReadonlyMap<string, string>): Finding[] => lintExample(example.files, new Map([...texts, ...changed]));
    const outcome = fixAll({ read: (path) => texts.get(path), lint }, 'unsafe');
    const after = new Map([...texts, ...outcome.texts]);
    for (const file of example.fixed ?? []) assert.equal(after.get(file.path), file.text);
    assert.equal(outcome.converged, true);
    assert.deepEqual(outcome.remaining.map(brief), []);
  });
}

describe('every prefix of every example', () => {
  for (const page of pages) {
    it(`${page.id}: lints as if it were typed, without a failed rule`, () => {
      for (const example of page.examples) {
        for (const file of example.files) {
          typeText(textsOf(example.files), file.path, (typed, findings) => {
            const failed = findings.find((finding) => finding.rule === 'SM000');
            assert.equal(failed, undefined, `${example.title} ${file.path} cut at ${typed.length}: ${failed?.message}`);
          });
        }
      }
    }).timeout(900_000);
  }
});

function brief(finding: Finding): string {
  return `${finding.file}:${finding.range.start.line + 1}:${finding.range.start.column + 1} ${finding.rule} ${finding.severity} ${finding.message}`;
}
