import { strict as assert } from 'node:assert';
import { parseJson } from '../../src/languages/json/parse.js';
import { dataNodes, dataValue } from '../support/data-value.js';

const request = JSON.stringify(
  {
    TrainingJobName: 'job-1',
    Numbers: [1, -2.5, 1e3, 0],
    Nothing: null,
    Texts: { 'with "quotes"': 'a\tb\u{1F600}', é: '' },
    Flags: [true, false, {}, []],
  },
  undefined,
  2,
);

const texts: Readonly<Record<string, string>> = {
  'a request': request,
  'a request on one line': JSON.stringify(JSON.parse(request)),
  'a request with Windows line endings': request.replaceAll('\n', '\r\n'),
  'a request behind a byte order mark': `\uFEFF${request}`,
  'a scalar': ' "text" ',
};

describe('JSON', () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`reads ${name} as JSON.parse does`, () => {
      const [document, ...others] = parseJson(text);
      assert.deepEqual(dataValue(document?.root), JSON.parse(text.replace('\uFEFF', '')));
      assert.equal(document?.isBroken, false);
      assert.equal(others.length, 0);
    });

    it(`says where the values of ${name} stand`, () => {
      for (const node of dataNodes(parseJson(text)[0]?.root)) {
        assert.deepEqual(JSON.parse(text.slice(node.span.start, node.span.end)), dataValue(node));
        if (node.kind !== 'mapping') continue;
        for (const { key, keySpan, span, value } of node.entries) {
          assert.equal(JSON.parse(text.slice(keySpan.start, keySpan.end)), key);
          assert.deepEqual([span.start, span.end], [keySpan.start, value.span.end]);
        }
      }
    });
  }

  it('allows comments and commas at the end', () => {
    const text = '{ // why\n  "a": 1, /* and */\n  "b": [1, 2,],\n}\n';
    const [document] = parseJson(text);
    assert.deepEqual(dataValue(document?.root), { a: 1, b: [1, 2] });
    assert.equal(document?.isBroken, false);
  });

  it('reads what is there of a text that is being typed, and never throws', () => {
    const [document] = parseJson('{"a": 1, "b": {"c": , "d"');
    assert.deepEqual(dataValue(document?.root), { a: 1, b: { c: null, d: null } });
    assert.equal(document?.isBroken, true);
    for (let end = 0; end < request.length; end++) assert.equal(parseJson(request.slice(0, end))[0]?.isBroken, end > 0, `${end}`);
    for (const text of ['{{ x }}', '[1', ']', '{"a" 1}', 'nul', '['.repeat(100_000)])
      assert.equal(parseJson(text)[0]?.isBroken, true, text.slice(0, 20));
  });
});
