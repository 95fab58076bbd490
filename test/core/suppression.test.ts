import assert from 'node:assert/strict';
import { constructsOf } from '../../src/linter/construct.js';
import { createRuleNames } from '../../src/linter/rule-names.js';
import { commentRemoval, findSuppressions, lineConstructs, suppressionEdit } from '../../src/linter/suppression.js';
import { createDocument } from '../../src/text/document.js';
import { applyEdits } from '../../src/text/edit.js';

const names = createRuleNames([
  { id: 'SM103', name: 'entrypoint-shell-form' },
  { id: 'SM104', name: 'cmd-replaced-by-sagemaker' },
  { id: 'SM001', name: 'suppression-unused' },
]);

/** Whether a finding of a rule at a word of a Dockerfile is silenced. */
function isSilenced(text: string, at: string, rule = 'SM103'): boolean {
  const document = createDocument('Dockerfile', text);
  return findSuppressions(document, names, 'whole-line', constructsOf(document, 'dockerfile')).silences(rule, text.indexOf(at), false);
}

/** A Dockerfile with the comment that silences a finding at a word. */
function silence(text: string, at: string, kind: 'dockerfile' | 'configuration' = 'dockerfile'): string {
  const document = createDocument('Dockerfile', text);
  return applyEdits(text, [suppressionEdit(document, text.indexOf(at), 'SM103', constructsOf(document, kind))]);
}

describe('a comment that silences', () => {
  it('counts on the line above, by id, by name, in any case, among others', () => {
    for (const named of [
      '[SM103]',
      '[sm103] why',
      '[entrypoint-shell-form]',
      '[SM104, SM103]',
      '[SM104 SM103] why',
      ' SM103 why',
      '',
      ' for now',
    ]) {
      assert.equal(isSilenced(`FROM x\n# sagelint: ignore${named}\nENTRYPOINT train\n`, 'train'), true, named);
    }
  });

  it('does not count for another rule, a slip or another word', () => {
    for (const named of ['[SM104]', ' SM104', '[]', '[SM1O3]', 'd[SM103]', '-all', '-line[SM103]']) {
      assert.equal(isSilenced(`FROM x\n# sagelint: ignore${named}\nENTRYPOINT train\n`, 'train'), false, named);
    }
  });

  it('does not count from further above, or from below', () => {
    assert.equal(isSilenced('# sagelint: ignore[SM103]\n\nENTRYPOINT train\n', 'train'), false);
    assert.equal(isSilenced('# sagelint: ignore[SM103]\nFROM x\nENTRYPOINT train\n', 'train'), false);
    assert.equal(isSilenced('ENTRYPOINT train\n# sagelint: ignore[SM103]\n', 'train'), false);
  });

  it('may have other comments between itself and the instruction', () => {
    assert.equal(isSilenced('# sagelint: ignore[SM103]\n# The shell is wanted here.\nENTRYPOINT train\n', 'train'), true);
    assert.equal(isSilenced('# sagelint: ignore[SM103]\r\n# sagelint: ignore[SM104]\r\nENTRYPOINT train\r\n', 'train'), true);
  });

  it('counts within a continued instruction, for all of it', () => {
    const text = 'RUN a \\\n  && b \\\n  # sagelint: ignore[SM103]\n  && c\nRUN d\n';
    for (const word of ['a \\', 'b', 'c']) assert.equal(isSilenced(text, word), true, word);
    assert.equal(isSilenced(text, 'd'), false);
  });

  it('counts above and within a here-document', () => {
    assert.equal(isSilenced('# sagelint: ignore[SM103]\nRUN <<EOF\none\ntwo\nEOF\n', 'two'), true);
    assert.equal(isSilenced('RUN <<EOF\none\n# sagelint: ignore[SM103]\ntwo\nEOF\n', 'one'), true);
  });

  it('is no comment behind an instruction of a Dockerfile, but is one in YAML', () => {
    assert.equal(isSilenced('ENTRYPOINT train # sagelint: ignore[SM103]\n', 'train'), false);
    const yaml = createDocument('a.yaml', 'a: 1 # sagelint: ignore[SM103]\nb: 2\n');
    const suppressions = findSuppressions(yaml, names, 'anywhere', lineConstructs(yaml));
    assert.equal(suppressions.silences('SM103', 0, false), true);
    assert.equal(suppressions.silences('SM103', yaml.text.indexOf('b:'), false), false, 'a trailing comment speaks of its own line');
  });

  it('counts for the whole file from anywhere in it', () => {
    assert.equal(isSilenced('FROM x\nENTRYPOINT train\nUSER y\n# sagelint: ignore-file[SM103] why\n', 'train'), true);
    assert.equal(isSilenced('FROM x\nENTRYPOINT train\nUSER y\n# sagelint: ignore-file\n', 'train'), true);
  });

  it("leaves the linter's own rules alone unless it names them", () => {
    const text = '# sagelint: ignore\nFROM x\n';
    const document = createDocument('Dockerfile', text);
    const suppressions = findSuppressions(document, names, 'whole-line', lineConstructs(document));
    assert.equal(suppressions.silences('SM001', 0, true), false);
  });

  it('remembers what it was of use for', () => {
    const text = '# sagelint: ignore[SM103, SM104]\nENTRYPOINT train\n# sagelint: ignore\nCMD x';
    const document = createDocument('Dockerfile', text);
    const suppressions = findSuppressions(document, names, 'whole-line', constructsOf(document, 'dockerfile'));
    suppressions.silences('SM104', text.indexOf('train'), false);
    suppressions.silences('SM104', text.indexOf('x'), false);
    assert.deepEqual(
      suppressions.all.map(({ used }) => [...used]),
      [['SM104'], ['*']],
    );
  });

  it('knows the spans of its ids', () => {
    const text = '\uFEFF  #  sagelint: ignore[ SM104,SM1O3 ] why';
    const document = createDocument('Dockerfile', text);
    const [found] = findSuppressions(document, names, 'whole-line', lineConstructs(document)).all;
    assert.equal(text.slice(found?.span.start, found?.span.end), '#  sagelint: ignore[ SM104,SM1O3 ] why');
    assert.deepEqual(
      found?.rules.map(({ span, known }) => [text.slice(span.start, span.end), known]),
      [
        ['SM104', true],
        ['SM1O3', false],
      ],
    );
  });
});

describe('the edit that silences a finding', () => {
  it('puts a line above the instruction, with its indentation and the line ending of the file', () => {
    assert.equal(silence('FROM x\nENTRYPOINT train\n', 'train'), 'FROM x\n# sagelint: ignore[SM103]\nENTRYPOINT train\n');
    assert.equal(silence('FROM x\r\n\tRUN a \\\r\n  b\r\n', 'b'), 'FROM x\r\n\t# sagelint: ignore[SM103]\r\n\tRUN a \\\r\n  b\r\n');
    assert.equal(silence('\uFEFFFROM x', 'x'), '\uFEFF# sagelint: ignore[SM103]\nFROM x');
    assert.equal(silence('rules:\n  a: b\n', 'b', 'configuration'), 'rules:\n  # sagelint: ignore[SM103]\n  a: b\n');
  });

  it('adds to the comment that is there', () => {
    assert.equal(
      silence('# sagelint: ignore[SM104] why\nENTRYPOINT train\n', 'train'),
      '# sagelint: ignore[SM104, SM103] why\nENTRYPOINT train\n',
    );
    assert.equal(silence('# sagelint: ignore[ SM104 ]\nCMD x\n', 'x'), '# sagelint: ignore[ SM104, SM103 ]\nCMD x\n');
  });

  it('leaves a shebang first', () => {
    assert.equal(silence('#!/bin/sh\nexec x\n', '#!', 'configuration'), '#!/bin/sh\n# sagelint: ignore-file[SM103]\nexec x\n');
  });

  it('silences, wherever in a file it is asked for', () => {
    const text = '# syntax=docker/dockerfile:1\nFROM x AS a\n# note\nRUN <<EOF\n b\nEOF\n\nCMD y \\\n # c\n z';
    for (const word of ['x AS', 'b\n', 'y', 'z']) {
      const silenced = silence(text, word);
      assert.equal(isSilenced(silenced, word), true, silenced);
    }
  });
});

describe('the removal of a comment', () => {
  const remove = (text: string): string => {
    const document = createDocument('f', text);
    const start = text.indexOf('#');
    const end = text.indexOf('\n', start);
    const removal = commentRemoval(document, { start, end: end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end });
    return text.slice(0, removal.start) + text.slice(removal.end);
  };

  it('takes its line with it, or the blanks before it', () => {
    assert.equal(remove('a\n  # x\nb'), 'a\nb');
    assert.equal(remove('a\r\n# x\r\nb'), 'a\r\nb');
    assert.equal(remove('a\n# x'), 'a');
    assert.equal(remove('# x'), '');
    assert.equal(remove('a: 1  # x\nb'), 'a: 1\nb');
  });
});
