import { strict as assert } from 'node:assert';
import { parseAllDocuments } from 'yaml';
import type { DataNode } from '../../src/languages/data/syntax.js';
import { parseYaml } from '../../src/languages/yaml/parse.js';
import { dataNodes, dataValue } from '../support/data-value.js';
import { intrinsicTags } from '../support/intrinsic-tags.js';

const template = [
  'AWSTemplateFormatVersion: "2010-09-09"',
  'Parameters:',
  '  Count: { Type: Number, Default: 1 } # flow',
  'Conditions:',
  '  IsBig: !Not [!Equals [!Ref Size, small]]',
  'Resources:',
  '  Model:',
  '    Type: AWS::SageMaker::Model',
  '    Properties:',
  '      ExecutionRoleArn: !GetAtt Role.Arn',
  "      ModelName: !Sub '${AWS::StackName}-model' # named after the stack",
  '      Environment: &environment',
  '        Hexadecimal: 0x1F',
  '        Word: yes',
  '        Version: 1.0',
  '        Octal: 0o17',
  '        "quoted key": ~',
  '        Empty:',
  '      Script: |',
  '        #!/bin/sh',
  '        exit 0',
  '',
  '      Folded: >-',
  '        one',
  '        two',
  '      Containers:',
  '      - !If',
  '        - IsBig',
  '        - { Image: big, "Mode": \'MultiModel\' }',
  '        - !Ref AWS::NoValue',
  '      - Image: plain text',
  '          on two lines',
  '        Environment: *environment',
  '      Merged:',
  '        <<: *environment',
  '        Own: true',
  '---',
  '- second document',
  '- [a, [b, c], {d: e}]',
  '...',
].join('\n');

const texts: Readonly<Record<string, string>> = {
  'a template': template,
  'a template with Windows line endings': template.replaceAll('\n', '\r\n'),
  'a template behind a byte order mark': `\uFEFF${template}`,
  nothing: '',
  comments: '# only\n# comments\n',
  'a scalar': 'plain\n',
  'a list in a list': '- - a\n  - b\n- - c\n',
  'blocks that keep their ends': 'a: |+\n  text\n\n\nb: >+\n  folded\n\nc: |2-\n    two more\nd: 1\n',
  'characters of two units': 'é: "\u{1F600}"\n\u{1F600}: b\n',
  'explicit keys': '? a\n: 1\n? b\n',
  'types of YAML': 'a: !!str 1\nb: !!int "2"\nc: !Unknown 3\nd: !Custom {e: f}\n',
  'flow over lines': '{\n  "a": 1,\n  b: [1, 2,\n   3],\n}\n',
};

describe('YAML', () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`reads ${name} as the library does`, () => {
      const documents = parseYaml(text);
      const expected = [...parseAllDocuments(text, { customTags: intrinsicTags, resolveKnownTags: false, logLevel: 'silent' })];
      assert.deepEqual(
        documents.map(({ root }) => dataValue(root)),
        expected.map((document) => document.toJS()),
      );
      assert.deepEqual(
        documents.map(({ isBroken }) => isBroken),
        expected.map(() => false),
      );
    });

    it(`says where the values of ${name} stand`, () => {
      for (const { root } of parseYaml(text)) {
        for (const node of dataNodes(root)) {
          const written = text.slice(node.span.start, node.span.end);
          if (!/^[|>]\S*\+/.test(written)) assert.equal(written, written.trim());
          if (node.kind === 'scalar' && node.style === 'plain' && node.tag === undefined) {
            assert.equal(written.replace(/\s+/g, ' '), node.source);
          }
          if (node.kind === 'scalar' && node.style === 'quoted' && node.tag === undefined) assert.match(written, /^(["'])[\s\S]*\1$/);
          if (node.tag !== undefined) assert.ok(written.startsWith(node.tag), written);
        }
      }
    });
  }

  const at = (root: DataNode | undefined, ...path: readonly (string | number)[]): DataNode => {
    let node = root;
    for (const step of path) {
      const from: DataNode | undefined = node;
      if (from?.kind === 'sequence' && typeof step === 'number') node = from.items[step];
      else if (from?.kind === 'mapping') node = from.entries.find(({ key }) => key === step)?.value;
      else node = undefined;
    }
    assert.ok(node, `there is nothing at ${path.join('.')}`);
    return node;
  };
  const written = (node: DataNode, text = template): string => text.slice(node.span.start, node.span.end);
  const [first] = parseYaml(template);
  const properties = at(first?.root, 'Resources', 'Model', 'Properties');

  it('keeps tags, and starts a value at its tag', () => {
    const name = at(properties, 'ModelName');
    assert.equal(name.tag, '!Sub');
    assert.equal(written(name), "!Sub '${AWS::StackName}-model'");
    const condition = at(properties, 'Containers', 0);
    assert.equal(condition.kind === 'sequence' && condition.tag, '!If');
    assert.equal(written(at(condition, 1)), '{ Image: big, "Mode": \'MultiModel\' }');
  });

  it('ends a block where its last line ends', () => {
    assert.equal(written(at(properties, 'Script')), '|\n        #!/bin/sh\n        exit 0');
    assert.equal(written(at(properties, 'Containers', 1, 'Image')), 'plain text\n          on two lines');
    assert.equal(
      written(at(properties, 'Environment')),
      template.slice(template.indexOf('Hexadecimal'), template.indexOf('Empty:') + 'Empty:'.length),
    );
    const kept = 'a: |+\n  text\n\n\nb: 1\n';
    assert.equal(written(at(parseYaml(kept)[0]?.root, 'a'), kept), '|+\n  text\n\n');
  });

  it('keeps what a scalar looks like', () => {
    const scalar = (name: string) => {
      const node = at(properties, 'Environment', name);
      return node.kind === 'scalar' ? [node.value, node.source, node.style] : undefined;
    };
    assert.deepEqual(scalar('Word'), ['yes', 'yes', 'plain']);
    assert.deepEqual(scalar('Version'), [1, '1.0', 'plain']);
    assert.deepEqual(scalar('Octal'), [15, '0o17', 'plain']);
    assert.deepEqual(scalar('quoted key'), [null, '~', 'plain']);
    assert.deepEqual(scalar('Empty'), [null, '', 'plain']);
  });

  it('puts nothing right behind the colon', () => {
    for (const text of ['a:   \nb: 1\n', 'a: # comment\nb: 1\n', 'a:']) {
      assert.deepEqual(at(parseYaml(text)[0]?.root, 'a').span, { start: 2, end: 2 }, text);
    }
  });

  it('follows aliases to what stands before them', () => {
    const alias = at(properties, 'Containers', 1, 'Environment');
    assert.ok(alias.kind === 'alias');
    assert.equal(alias.target, at(properties, 'Environment'));
    const [own] = parseYaml('a: &a\n  b: *a\n');
    const inner = at(own?.root, 'a', 'b');
    assert.equal(inner.kind === 'alias' && inner.target, undefined);
  });

  it('says that a text is broken, and never throws', () => {
    for (const text of [
      'a: [1, 2\n',
      '{{ if .Values.x }}\na: 1\n{{ end }}\n',
      'a: "open\n',
      '\ta: 1',
      '%YAML x\n---\na',
      '['.repeat(100_000),
    ]) {
      assert.ok(
        parseYaml(text).some(({ isBroken }) => isBroken),
        text.slice(0, 40),
      );
    }
    for (let end = 0; end <= template.length; end += 3) parseYaml(template.slice(0, end));
  });
});
