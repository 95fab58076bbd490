import { strict as assert } from 'node:assert';
import { parseYaml } from '../../src/languages/yaml/parse.js';
import { placeholderPieces } from '../../src/sagemaker/request/placeholders.js';
import { type ReadSpecial, readDataNode } from '../../src/sagemaker/request/read-data.js';
import { lookUp, type RequestNode } from '../../src/sagemaker/request/tree.js';
import { createDocument } from '../../src/text/document.js';

function read(text: string, special?: ReadSpecial): RequestNode {
  const root = parseYaml(text)[0]?.root;
  assert.ok(root);
  return readDataNode(createDocument('a.yaml', text), root, special);
}

/** A tree as values of JavaScript; `?` is what is not known, and stands as a key for members that are not seen. */
function shown(node: RequestNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value.known ? node.value.value : '?';
    case 'unknown':
      return '?';
    case 'list':
      return [...node.items.map(shown), ...(node.isOpen ? ['?'] : [])];
    case 'object': {
      const members = [...node.members].map(([name, { value, isOptional }]) => [isOptional ? `${name}?` : name, shown(value)]);
      return Object.fromEntries([...members, ...(node.isOpen ? [['?', '?']] : [])]);
    }
  }
}

describe('plain data as a request', () => {
  it('keeps the types of scalars', () => {
    assert.deepEqual(shown(read('{a: 1, b: "1", c: yes, d: true, e: null, f: [1.5, x], g: !!str 2}')), {
      a: 1,
      b: '1',
      c: 'yes',
      d: true,
      e: null,
      f: [1.5, 'x'],
      g: '2',
    });
  });

  it('does not know what others fill in', () => {
    const text =
      'a: ${A}\nb: "{{ b }}"\nc: $C\nd: <your-role>\ne: !Sub x\nf: !Custom {a: 1}\ng: *nowhere\nh: ...x\ni: {{ x }}\n"{{ k }}": 1\n';
    assert.deepEqual(shown(read(text)), { a: '?', b: '?', c: '?', d: '?', e: '?', f: '?', g: '?', h: '?', i: '?', '?': '?' });
    assert.deepEqual(shown(read('- a\n- "{{ more }}"\n')), ['a', '?', '?']);
    assert.deepEqual(shown(read('a: {ROLE_ARN}\nb: {role: }\nc: {}\nd: {role: x}\n')), { a: '?', b: '?', c: {}, d: { role: 'x' } });
  });

  it('knows the rest of a text with a placeholder', () => {
    assert.deepEqual(placeholderPieces('<account>.dkr.ecr.${AWS::Region}.amazonaws.com/churn:1'), [
      undefined,
      '.dkr.ecr.',
      undefined,
      '.amazonaws.com/churn:1',
    ]);
    for (const text of [
      '$.features',
      '$[0:2]',
      '$',
      '$$',
      'a/../b',
      'me@example.com',
      '{"a": 1}',
      'ml.m5.large',
      'CHANGED',
      '100%',
      'a < b',
    ]) {
      assert.equal(placeholderPieces(text), undefined, text);
    }
    for (const text of [
      'YOUR_BUCKET',
      'REPLACE_ME',
      '__ACCOUNT__',
      '%(name)s',
      '{name}',
      '{%- if a %}',
      '$(aws sts)',
      '[[ name ]]',
      'x…',
    ]) {
      assert.ok(placeholderPieces(text)?.includes(undefined), text);
    }
    placeholderPieces('{{'.repeat(20_000) + '<'.repeat(20_000) + '__a'.repeat(20_000));
  });

  it('follows aliases and merge keys, and leaves it open where these are not known', () => {
    const text = 'x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [*x, {c: 4}], d: 5}\nw: {<<: *unknown, e: 6}\nv: [*x]\n';
    assert.deepEqual(shown(read(text)), {
      x: { a: 1, b: 2 },
      y: { a: 1, b: 3 },
      z: { a: 1, b: 2, c: 4, d: 5 },
      w: { e: 6, '?': '?' },
      v: [{ a: 1, b: 2 }],
    });
  });

  it('does not follow aliases without end', () => {
    const levels = Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`);
    assert.equal(read(['a0: &a0 [x]', ...levels].join('\n')).kind, 'object');
    assert.equal(read('a: &a {b: *a}\n').kind, 'object');
    assert.equal(read(`${'- '.repeat(200)}a`).kind, 'list');
  });

  it('asks first for what has a meaning of its own', () => {
    const special: ReadSpecial = (node, inner) => {
      if (node.tag === '!If' && node.kind === 'sequence') {
        const [, first] = node.items;
        return first && { value: inner(first), isOptional: true };
      }
      return node.kind === 'scalar' && node.value === 'self'
        ? { value: { ...inner(node), kind: 'unknown', why: 'it is itself' } }
        : undefined;
    };
    const node = read('a: !If [c, {b: self}, !Ref AWS::NoValue]\nd: [!If [c, 1, 2], 3]\n', special);
    assert.deepEqual(shown(node), { 'a?': { b: '?' }, d: [3, '?'] });
    assert.ok(node.kind === 'object');
    assert.equal(lookUp(node, 'a.b').kind, 'unknown');
    assert.equal(lookUp(node, 'x').kind, 'absent');
  });
});
