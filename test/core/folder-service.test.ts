import { strict as assert } from 'node:assert';
import { toDiagnostic } from '../../src/editor/diagnostics.js';
import { deskOf, everywhere } from '../support/desk.js';

const broken = 'FROM python:3.11\nRUN pip install sagemaker-training\nCOPY train.py /opt/ml/code\nENV SAGEMAKER_PROGRAM=train.py\n';
const mended = broken.replace('/opt/ml/code\n', '/opt/ml/code/\n');
describe('the service of a folder', () => {
  it('publishes only once everything has been read', async () => {
    const { service, published, rulesOf } = deskOf({ 'a/Dockerfile': broken, 'a/train.py': '' });
    const linting = service.lint('a/Dockerfile');
    assert.equal(published.size, 0);
    await linting;
    assert.deepEqual(rulesOf('a/Dockerfile'), ['SM143']);
  });

  it('takes the text of the editor, also when it changes while the disk is read', async () => {
    const { service, open, rulesOf } = deskOf({ Dockerfile: mended, 'train.py': '' });
    open.set('Dockerfile', mended);
    const linting = service.lint('Dockerfile');
    open.set('Dockerfile', broken);
    await linting;
    assert.deepEqual(rulesOf('Dockerfile'), ['SM143']);
  });

  it('says which files a change concerns', async () => {
    const { service, disk, rulesOf } = deskOf({ 'a/Dockerfile': broken, 'a/train.py': '', 'b/Dockerfile': broken, 'b/train.py': '' });
    for (const path of ['a/Dockerfile', 'b/Dockerfile']) await service.lint(path);
    disk.delete('a/train.py');
    disk.set('a/train.py/inside', '');
    assert.deepEqual(service.changed('a/train.py'), ['a/Dockerfile']);
    await service.lint('a/Dockerfile');
    assert.ok(!rulesOf('a/Dockerfile').includes('SM143'));
    assert.deepEqual(rulesOf('b/Dockerfile'), ['SM143']);
  });

  it('lints all again for a configuration', async () => {
    const { service, disk, rulesOf } = deskOf({ 'a/Dockerfile': broken, 'a/train.py': '' });
    await service.lint('a/Dockerfile');
    disk.set('sagelint.yaml', 'rules: { SM143: off }\n');
    assert.deepEqual(service.changed('sagelint.yaml'), ['a/Dockerfile']);
    await service.lint('a/Dockerfile');
    assert.deepEqual(rulesOf('a/Dockerfile'), []);
  });

  it('lets the configuration of a project win over the settings of a person', async () => {
    const texts = { Dockerfile: broken, 'train.py': '', 'sagelint.yaml': 'rules: { SM143: warning }\n' };
    const { service, published } = deskOf(texts, { settings: { profile: 'recommended', rules: { SM143: 'off' } } });
    await service.lint('Dockerfile');
    assert.deepEqual(
      published.get('Dockerfile')?.map(({ severity }) => severity),
      ['warning'],
    );
  });

  it('takes its findings back', async () => {
    const { service, rulesOf } = deskOf({ Dockerfile: broken, 'train.py': '' });
    await service.lint('Dockerfile');
    service.withdraw('Dockerfile');
    assert.deepEqual(rulesOf('Dockerfile'), []);
    assert.deepEqual(service.linted(), []);
  });

  it('offers fix, explanation and silence in this order, for the text of this moment', async () => {
    const { service, open } = deskOf({ Dockerfile: broken, 'train.py': '' });
    await service.lint('Dockerfile');
    open.set('Dockerfile', `# one line more\n${broken}`);
    service.edited('Dockerfile');
    const actions = await service.codeActions({ path: 'Dockerfile', range: everywhere });
    assert.deepEqual(
      actions.map(({ title }) => title.split(' ')[0]),
      ['Copy', 'Explain', 'Ignore'],
    );
    assert.equal(actions[0]?.edit?.changes?.['file:///Dockerfile']?.[0]?.range.start.line, 3);
  });

  it('fixes all in a file, and all in the folder', async () => {
    const { service } = deskOf({ 'a/Dockerfile': broken, 'a/train.py': '', 'b/Dockerfile': mended, 'b/train.py': '' });
    for (const path of ['a/Dockerfile', 'b/Dockerfile']) await service.lint(path);
    assert.equal((await service.fixAllIn('a/Dockerfile'))[0]?.edits.length, 1);
    assert.deepEqual(await service.fixAllIn('b/Dockerfile'), []);
    assert.deepEqual(
      (await service.fixAll()).map(({ file }) => file),
      ['a/Dockerfile'],
    );
  });

  it('shows nothing of the texts that fixes are tried out on', async () => {
    const texts = { 'a/Dockerfile': broken, 'a/train.py': '', 'b/Dockerfile': broken, 'b/train.py': '' };
    const { service, history } = deskOf(texts);
    for (const path of ['a/Dockerfile', 'b/Dockerfile']) await service.lint(path);
    history.splice(0);
    const fixing = service.fixAll();
    for (const path of ['a/Dockerfile', 'b/Dockerfile']) service.edited(path);
    await Promise.all([service.lint('a/Dockerfile'), service.fixAllIn('b/Dockerfile'), service.lint('b/Dockerfile')]);
    assert.equal((await fixing).length, 2);
    assert.ok(history.length >= 2);
    assert.deepEqual(
      history.filter((line) => !line.endsWith(': SM143')),
      [],
    );
  });

  it('leaves files of no kind alone', async () => {
    const { service, published } = deskOf({ 'train.txt': 'import sagemaker\n' });
    await service.lint('train.txt');
    assert.equal(published.size, 0);
  });
});

describe('a finding as a diagnostic', () => {
  it('has the code with its page, the other end and the severity', async () => {
    const { service, published } = deskOf({ Dockerfile: broken, 'train.py': '' });
    await service.lint('Dockerfile');
    const [finding] = published.get('Dockerfile') ?? [];
    assert.ok(finding);
    const related = [{ ...finding, file: 'other', message: 'the other end' }];
    const addresses = {
      uriOf: (path: string) => `file:///${path}`,
      uriOfCell: () => undefined,
      pageOf: (rule: string) => `file:///pages/${rule}.md`,
    };
    const diagnostic = toDiagnostic({ ...finding, related, unnecessary: true }, addresses);
    assert.deepEqual(
      { ...diagnostic, message: '' },
      {
        range: { start: { line: 2, character: 14 }, end: { line: 2, character: 26 } },
        message: '',
        severity: 1,
        source: 'sagelint',
        code: 'SM143',
        codeDescription: { href: 'file:///pages/SM143.md' },
        relatedInformation: [
          {
            location: { uri: 'file:///other', range: { start: { line: 2, character: 14 }, end: { line: 2, character: 26 } } },
            message: 'the other end',
          },
        ],
        tags: [1],
      },
    );
  });
});
