import { strict as assert } from 'node:assert';
import { type Finding, severityRank } from '../../src/linter/finding.js';
import { applyFixes, chooseFixes, fixAll } from '../../src/linter/fix.js';
import { lintTexts, textsOf } from './lint-texts.js';
import { createRandom, mutate } from './mutate.js';
import { readRulePages } from './rule-page.js';

/** A project of a few files, by path. */
export type Texts = ReadonlyMap<string, string>;

/** The examples of all pages that have a file of that kind, as small projects. */
export function exampleProjects(kind: RegExp): Texts[] {
  return readRulePages()
    .flatMap((page) => page.examples)
    .filter((example) => example.files.some((file) => kind.test(file.path)))
    .map((example) => textsOf(example.files));
}

/** The projects again and again, each time with files of the kind, and sometimes others, spoiled in another way. */
export function* mutatedProjects(
  projects: readonly Texts[],
  kind: RegExp,
  count: number,
  seed: number,
): Generator<{ texts: Texts; name: string }> {
  const random = createRandom(seed);
  for (let index = 0; index < count; index++) {
    const original = projects[index % projects.length] ?? new Map<string, string>();
    const texts = new Map([...original].map(([path, text]) => [path, kind.test(path) || random() < 0.3 ? mutate(text, random) : text]));
    yield { texts, name: `${index}: ${JSON.stringify([...texts])}` };
  }
}

export function brief(finding: Finding): string {
  return `${finding.rule} ${finding.file}:${finding.range.start.line + 1} ${finding.message}`;
}

/** No throw, no failed rule, no place outside the text. */
export function assertLints({ texts, name }: { texts: Texts; name: string }): void {
  for (const finding of lintTexts(texts, undefined, true)) {
    assert.notEqual(finding.rule, 'SM000', `${name}\n${finding.message}`);
    const places = [finding, ...finding.related, ...(finding.fix?.edits ?? [])];
    for (const { file, span } of places) {
      const length = (texts.get(file) ?? '').length;
      assert.ok(
        0 <= span.start && span.start <= span.end && span.end <= length,
        `${name}\n${finding.rule} ${file} ${span.start}-${span.end}`,
      );
    }
  }
}

/** Each finding's own fix mends it: it is gone, and where the fix keeps the meaning nothing new has come. `check` looks at what a changed file has become, and at what it was. */
export function assertMends(
  { texts, name }: { texts: Texts; name: string },
  check: (path: string, text: string, before: string) => void,
): void {
  const findings = lintTexts(texts);
  const count = (list: readonly Finding[], rule: string): number => list.filter((item) => item.rule === rule).length;
  for (const finding of findings) {
    if (!finding.fix) continue;
    const changed = applyFixes(chooseFixes([finding], 'unsafe'), (path) => texts.get(path));
    if (changed.size === 0) continue;
    const after = new Map([...texts, ...changed]);
    const remaining = lintTexts(after);
    const shown = [...changed.values()].join('\n');
    assert.ok(count(remaining, finding.rule) < count(findings, finding.rule), `${name}\nnot gone: ${brief(finding)}\n${shown}`);
    for (const item of remaining) {
      // A program that is started at last, or reads the channel there is, may be seen to lack something else: what keeps
      // the meaning brings nothing new, and advice is no defect of any fix.
      if (finding.fix.safety === 'unsafe') continue;
      if (severityRank[item.severity] <= severityRank.information && severityRank[finding.severity] > severityRank.information) continue;
      assert.ok(
        count(remaining, item.rule) <= count(findings, item.rule),
        `${name}\nafter ${brief(finding)}\nnew: ${brief(item)}\n${shown}`,
      );
    }
    for (const [path, text] of changed) check(path, text, texts.get(path) ?? '');
  }
}

/** All fixes together come to an end. */
export function assertConverges({ texts, name }: { texts: Texts; name: string }): void {
  const lint = (changed: Texts): Finding[] => lintTexts(new Map([...texts, ...changed]));
  const outcome = fixAll({ read: (path) => texts.get(path), lint }, 'unsafe');
  assert.ok(outcome.converged, `${name}\n${outcome.remaining.map(brief).join('\n')}`);
}

/** The Python files of a project as a notebook: the launch as a cell, what it starts as a cell that writes it. */
export function asNotebook(texts: Texts): Texts {
  const cells = [...texts].map(([path, text]) => {
    const isLaunch = /launch/.test(path);
    const source = (isLaunch ? text : `%%writefile ${path}\n${text}`).split(/(?<=\n)/);
    return { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source };
  });
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };
  return new Map([['launch.ipynb', `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`]]);
}
