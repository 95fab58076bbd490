import { strict as assert } from 'node:assert';
import { lintFile } from '../../src/linter/lint.js';
import { fileKindOf } from '../../src/project/file-kind.js';
import { filesFromMemory } from '../../src/project/files.js';
import { openProject } from '../../src/project/open-project.js';
import { codeReading } from '../../src/project/read-code.js';
import { jsonReading } from '../../src/project/read-json.js';
import { yamlReading } from '../../src/project/read-yaml.js';
import { rules } from '../../src/rules/registry.generated.js';
import { byDefault, deskOf, everywhere } from '../support/desk.js';
import { lintTexts } from '../support/lint-texts.js';
import { notebookText } from '../support/notebooks.js';

const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Configuration:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          ServerlessConfig:
            MemorySizeInMB: 1536
            MaxConcurrency: 5
`;
const request = JSON.stringify(
  {
    EndpointConfigName: 'churn',
    ProductionVariants: [{ VariantName: 'a', ModelName: 'churn', ServerlessConfig: { MemorySizeInMB: 1536, MaxConcurrency: 5 } }],
  },
  undefined,
  2,
);

/** The rules and lines (1-based) of what is found in some files. */
function found(texts: Readonly<Record<string, string>>): string[] {
  return lintTexts(new Map(Object.entries(texts))).map(({ file, rule, range }) => `${file}:${range.start.line + 1} ${rule}`);
}

describe('templates', () => {
  it('are YAML and JSON, but not what tools keep for themselves', () => {
    for (const name of ['a/template.yaml', 'b.yml', 'stack.template', 'Stack.template.json', 'flow.asl.json', 'request.JSON']) {
      assert.equal(fileKindOf(name), 'template', name);
    }
    for (const name of [
      'package.json',
      'a/package-lock.json',
      'tsconfig.build.json',
      'x.lock.json',
      'pnpm-lock.yaml',
      'a.schema.json',
      'a.jsonl',
    ]) {
      assert.equal(fileKindOf(name), undefined, name);
    }
    assert.equal(fileKindOf('a/sagelint.yaml'), 'configuration');
    assert.equal(fileKindOf('nginx.conf.template'), 'nginx');
  });

  it('are linted whatever they are called, without an index', () => {
    const texts = { 'a.yaml': template, 'b.template': template, 'c.template': request, 'd.json': request };
    const files = filesFromMemory(new Map(Object.entries(texts)));
    const source = {
      reading: (language: 'yaml' | 'json') => (language === 'yaml' ? yamlReading : jsonReading),
      shellReading: () => undefined,
    };
    const project = openProject(files, { reading: () => codeReading }, undefined, source);
    for (const path of Object.keys(texts)) {
      assert.deepEqual(
        lintFile(project, path, { rules }).findings.map(({ rule }) => rule),
        ['SM514'],
        path,
      );
    }
    assert.equal(project.index.isComplete, false);
  });

  it('are not in the index, however many there are', () => {
    const texts = new Map(Array.from({ length: 60 }, (_, index): [string, string] => [`${index}.yaml`, template]));
    texts.set('z/train.py', 'print(1)\n');
    const read: string[] = [];
    const memory = filesFromMemory(texts);
    const files = {
      ...memory,
      read(path: string) {
        read.push(path);
        return memory.read(path);
      },
    };
    const project = openProject(files, { reading: () => codeReading }, { files: 10, folders: 10 });
    while (!project.advance(Number.POSITIVE_INFINITY));
    assert.equal(project.index.isLimited, false);
    assert.deepEqual([...new Set(read)], ['z/train.py']);
  });

  it('want their reader only where a word says that they may be for SageMaker', () => {
    const wanted: string[] = [];
    const source = {
      reading(language: 'yaml' | 'json') {
        wanted.push(language);
        return undefined;
      },
      shellReading: () => undefined,
    };
    const texts = new Map([
      ['values.yaml', 'image: nginx\nreplicas: 2\n'],
      ['data.json', '{"a": [1, 2, 3]}'],
      ['template.yaml', template],
      ['request.json', request],
    ]);
    const project = openProject(filesFromMemory(texts), { reading: () => codeReading }, undefined, source);
    for (const path of texts.keys()) assert.deepEqual(lintFile(project, path, { rules }).findings, []);
    assert.deepEqual([...new Set(wanted)], ['yaml', 'json']);
    const before = wanted.length;
    for (const path of ['values.yaml', 'data.json']) lintFile(project, path, { rules });
    assert.equal(wanted.length, before);
  });

  it('are of no interest where they cannot be read, since data have such names', () => {
    const files = { ...filesFromMemory(new Map()), read: () => ({ kind: 'skipped', why: 'it is too large' }) as const };
    const project = openProject(files, { reading: () => codeReading });
    assert.deepEqual(lintFile(project, 'data.json', { rules }), { findings: [], suppressed: 0 });
  });

  it('may be written by a cell or a here-document, and are found there', () => {
    const text = notebookText([`%%writefile deploy/request.json\n${request}`], { list: true });
    const [finding, ...others] = lintTexts(new Map([['launch.ipynb', text]]));
    assert.equal(finding?.rule, 'SM514');
    assert.equal(finding?.file, 'launch.ipynb');
    assert.equal(text.slice(finding?.span.start, finding?.span.end), '1536');
    assert.deepEqual(others, []);
    const shell = `#!/bin/bash\ncat > template.yaml <<'EOF'\n${template}EOF\naws sagemaker list-models\n`;
    assert.deepEqual(found({ 'deploy.sh': shell }), ['deploy.sh:12 SM514']);
  });

  const above = (line: string, comment: string): string =>
    template.replace(new RegExp(`^( *)(?=${line})`, 'm'), `$1# sagelint: ${comment}\n$1`);

  it('are silenced by a comment above the entry or item, at its end, or for the file', () => {
    assert.deepEqual(found({ 'a.yaml': above('MemorySizeInMB', 'ignore[SM514]') }), []);
    assert.deepEqual(found({ 'a.yaml': template.replace('1536', '1536 # sagelint: ignore[SM514] on purpose') }), []);
    assert.deepEqual(found({ 'a.yaml': `# sagelint: ignore-file[SM514]\n${template}` }), []);
    assert.deepEqual(
      found({ 'a.yaml': above('MaxConcurrency', 'ignore[SM514]') }).map((line) => line.slice(-5)),
      ['SM514', 'SM001'],
    );
  });

  it('are silenced above an entry that goes over several lines', () => {
    const flow = template.replace(
      /ServerlessConfig:[\s\S]*$/,
      'ServerlessConfig: {\n            MemorySizeInMB: 1536,\n            MaxConcurrency: 5 }\n',
    );
    assert.deepEqual(found({ 'a.yaml': flow }), ['a.yaml:10 SM514']);
    assert.deepEqual(found({ 'a.yaml': flow.replace(/^( *)(?=ServerlessConfig)/m, '$1# sagelint: ignore[SM514]\n$1') }), []);
  });

  it('get such a comment from the editor, and JSON gets none', async () => {
    const desk = deskOf({ 'a.yaml': template, 'b.json': request });
    for (const path of ['a.yaml', 'b.json']) await desk.service.lint(path);
    const titles = async (path: string) => (await desk.service.codeActions({ path, range: everywhere })).map(({ title }) => title);
    assert.deepEqual(await titles('a.yaml'), ['Explain SM514 (serverless-memory-step)', 'Ignore SM514 here']);
    assert.deepEqual(await titles('b.json'), ['Explain SM514 (serverless-memory-step)']);
    const actions = await desk.service.codeActions({ path: 'a.yaml', range: everywhere });
    const [edit] = Object.values(actions.at(-1)?.edit?.changes ?? {})[0] ?? [];
    assert.deepEqual(edit?.newText, '            # sagelint: ignore[SM514]\n');
    assert.equal(edit?.range.start.line, 9);
  });

  it('are linted by the editor as they are typed, without waiting for the index', async () => {
    const desk = deskOf({ 'a.yaml': template, 'train.py': 'print(1)\n' }, { settings: byDefault });
    await desk.service.lint('a.yaml');
    assert.deepEqual(desk.rulesOf('a.yaml'), ['SM514']);
    assert.ok(!desk.read.includes('train.py'));
    desk.open.set('a.yaml', template.replace('1536', '2048'));
    for (const path of desk.service.edited('a.yaml')) await desk.service.lint(path);
    assert.deepEqual(desk.rulesOf('a.yaml'), []);
  });

  it('have links where they are pipelines', async () => {
    const pipeline = 'on: push\njobs:\n  image:\n    steps:\n      - run: docker build -t churn .\n';
    const desk = deskOf({ '.github/workflows/image.yml': pipeline, 'train.py': 'print(1)\n' });
    await desk.service.lint('.github/workflows/image.yml');
    assert.ok(desk.read.includes('train.py'));
  });
});
