import assert from 'node:assert/strict';
import type { FileEdit, Finding, Safety } from '../../src/linter/finding.js';
import { applyFixes, chooseFixes, fixAll, mostRounds } from '../../src/linter/fix.js';

/** A finding whose fix has these edits. */
function finding(edits: readonly FileEdit[], safety: Safety = 'safe'): Finding {
  const at = { file: 'f', span: { start: 0, end: 0 }, range: { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } } };
  const said = { rule: 'SM900', name: 'test', severity: 'error', confidence: 'high', message: 'm', related: [] } as const;
  return { ...at, ...said, fix: { title: 'mend', safety, edits } };
}

function edit(start: number, end: number, newText: string, file = 'f'): FileEdit {
  return { file, span: { start, end }, newText };
}

/** Replaces the first `from` of a file `f` by `to`, as a rule with a fix would. */
function replacing(text: string, from: string, to: string): Finding[] {
  const start = text.indexOf(from);
  return start < 0 ? [] : [finding([edit(start, start + from.length, to)])];
}

describe('fixes chosen to be applied together', () => {
  const apply = (findings: readonly Finding[], safety: Safety = 'safe'): string =>
    applyFixes(chooseFixes(findings, safety), () => 'abcdef').get('f') ?? 'abcdef';

  it('are those that do not touch', () => {
    assert.equal(apply([finding([edit(0, 1, 'A')]), finding([edit(2, 3, 'C')])]), 'AbCdef');
    assert.equal(apply([finding([edit(0, 3, 'A')]), finding([edit(2, 4, 'C')])]), 'Adef');
    assert.equal(apply([finding([edit(2, 2, 'X')]), finding([edit(2, 2, 'Y')])]), 'abXcdef', 'the order of two insertions is not known');
  });

  it('are taken whole or not at all', () => {
    assert.equal(apply([finding([edit(0, 1, 'A')]), finding([edit(0, 1, 'X'), edit(4, 5, 'E')])]), 'Abcdef');
    const two = chooseFixes([finding([edit(0, 1, 'A'), edit(0, 1, 'B', 'g')])], 'safe');
    assert.deepEqual([...two.edits.keys()], ['f', 'g']);
  });

  it('are applied once if they are the same', () => {
    const chosen = chooseFixes([finding([edit(0, 0, 'X')]), finding([edit(0, 0, 'X')])], 'safe');
    assert.equal(chosen.findings.length, 2);
    assert.equal(applyFixes(chosen, () => 'abc').get('f'), 'Xabc');
  });

  it('are unsafe only if asked for', () => {
    const unsafe = [finding([edit(0, 1, 'A')], 'unsafe')];
    assert.equal(apply(unsafe), 'abcdef');
    assert.equal(apply(unsafe, 'unsafe'), 'Abcdef');
  });
});

describe('fixing', () => {
  it('goes on until nothing is left to fix', () => {
    const outcome = fixAll({ read: () => 'aab', lint: (texts) => replacing(texts.get('f') ?? 'aab', 'a', 'b') }, 'safe');
    assert.deepEqual([...outcome.texts], [['f', 'bbb']]);
    assert.equal(outcome.mended.length, 2);
    assert.equal(outcome.converged, true);
    assert.deepEqual(outcome.remaining, []);
  });

  it('stops where two rules quarrel, and says so', () => {
    const outcome = fixAll(
      {
        read: () => 'a',
        lint: (texts) => {
          const text = texts.get('f') ?? 'a';
          return [...replacing(text, 'a', 'b'), ...replacing(text, 'b', 'a')];
        },
      },
      'safe',
    );
    assert.equal(outcome.converged, false);
  });

  it('stops after its rounds where a fix only makes more of the same', () => {
    let rounds = 0;
    const outcome = fixAll(
      {
        read: () => 'a',
        lint: (texts) => {
          rounds++;
          return replacing(texts.get('f') ?? 'a', 'a', 'aa');
        },
      },
      'safe',
    );
    assert.equal(outcome.converged, false);
    assert.equal(rounds, mostRounds + 1);
  });

  it('leaves out files that end as they began', () => {
    const before = new Map([['f', 'a']]);
    const outcome = fixAll({ read: (file) => before.get(file), lint: () => [finding([edit(0, 1, 'a')])] }, 'safe');
    assert.equal(outcome.texts.size, 0);
  });
});
