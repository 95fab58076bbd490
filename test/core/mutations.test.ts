import { strict as assert } from 'node:assert';
import { parseDockerfile } from '../../src/languages/dockerfile/parse.js';
import type { Finding } from '../../src/linter/finding.js';
import { applyFixes, chooseFixes, fixAll } from '../../src/linter/fix.js';
import { lintTexts, textsOf } from '../support/lint-texts.js';
import { createRandom, mutate } from '../support/mutate.js';
import { readRulePages } from '../support/rule-page.js';

const projects = readRulePages()
  .flatMap((page) => page.examples)
  .filter((example) => example.files.some((file) => /dockerfile/i.test(file.path)))
  .map((example) => textsOf(example.files));
const wanted = 10_000;

/** The examples again and again, each time spoiled in another way. */
function* mutatedProjects(count: number, seed: number): Generator<{ texts: Map<string, string>; name: string }> {
  const random = createRandom(seed);
  for (let index = 0; index < count; index++) {
    const original = projects[index % projects.length] ?? new Map<string, string>();
    const texts = new Map(
      [...original].map(([path, text]) => [path, /dockerfile/i.test(path) || random() < 0.3 ? mutate(text, random) : text]),
    );
    yield { texts, name: `${index}: ${JSON.stringify([...texts])}` };
  }
}

function brief(finding: Finding): string {
  return `${finding.rule} ${finding.file}:${finding.range.start.line + 1} ${finding.message}`;
}

describe('mutated Dockerfiles', () => {
  it(`lints ${wanted} of them without a throw, a failed rule, or a place outside the text`, () => {
    for (const { texts, name } of mutatedProjects(wanted, 1)) {
      for (const finding of lintTexts(texts, undefined, true)) {
        assert.notEqual(finding.rule, 'SM000', `${name}\n${finding.message}`);
        const text = texts.get(finding.file) ?? '';
        for (const { start, end } of [
          finding.span,
          ...(finding.fix?.edits ?? []).filter((edit) => edit.file === finding.file).map((edit) => edit.span),
        ]) {
          assert.ok(0 <= start && start <= end && end <= text.length, `${name}\n${finding.rule} ${start}-${end}`);
        }
      }
    }
  }).timeout(600_000);

  it('mends each finding with its own fix: it is gone, nothing new has come, the file still parses', () => {
    for (const { texts, name } of mutatedProjects(1_500, 2)) {
      const findings = lintTexts(texts);
      for (const finding of findings) {
        if (!finding.fix) continue;
        const changed = applyFixes(chooseFixes([finding], 'unsafe'), (path) => texts.get(path));
        if (changed.size === 0) continue;
        const after = new Map([...texts, ...changed]);
        const remaining = lintTexts(after);
        const count = (list: readonly Finding[], rule: string): number => list.filter((item) => item.rule === rule).length;
        assert.ok(
          count(remaining, finding.rule) < count(findings, finding.rule),
          `${name}\nnot gone: ${brief(finding)}\n${after.get(finding.file)}`,
        );
        for (const item of remaining) {
          assert.ok(
            count(remaining, item.rule) <= count(findings, item.rule),
            `${name}\nafter ${brief(finding)}\nnew: ${brief(item)}\n${after.get(finding.file)}`,
          );
        }
        for (const [path, text] of changed) if (/dockerfile/i.test(path)) assert.ok(parseDockerfile(text).instructions.length > 0, name);
      }
    }
  }).timeout(600_000);

  it('converges when all fixes are applied', () => {
    for (const { texts, name } of mutatedProjects(1_500, 3)) {
      const lint = (changed: ReadonlyMap<string, string>): Finding[] => lintTexts(new Map([...texts, ...changed]));
      const outcome = fixAll({ read: (path) => texts.get(path), lint }, 'unsafe');
      assert.ok(outcome.converged, `${name}\n${outcome.remaining.map(brief).join('\n')}`);
    }
  }).timeout(600_000);
});
