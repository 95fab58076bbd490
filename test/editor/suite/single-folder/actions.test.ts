import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  actionsAt,
  actionsFor,
  apply,
  at,
  broken,
  closeAll,
  container,
  found,
  mended,
  open,
  readDisk,
  set,
  until,
  untilRules,
  write,
} from '../workbench.js';

describe('the light bulb', () => {
  afterEach(closeAll);

  it('offers the fix first, then the explanation, and silence last', async () => {
    const uri = await container('bulb');
    await open(uri);
    await untilRules(uri, 'SM143');
    const actions = await actionsFor(uri, 'SM143');
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Copy into /opt/ml/code/', 'Explain SM143 (code-directory-becomes-file)', 'Ignore SM143 here'],
    );
    assert.equal(actions[0]?.isPreferred, true);
  });

  it('mends the file, and the squiggle goes', async () => {
    const uri = await container('mend');
    const { document } = await open(uri);
    await untilRules(uri, 'SM143');
    await apply(await actionsFor(uri, 'SM143'), /Copy into/);
    assert.equal(document.getText(), mended);
    await untilRules(uri);
    assert.ok(await document.save());
    assert.equal(await readDisk(uri), mended);
  });

  it('keeps the line endings of a file', async () => {
    const uri = await container('crlf', broken.replaceAll('\n', '\r\n'));
    const { document } = await open(uri);
    await untilRules(uri, 'SM143');
    await apply(await actionsFor(uri, 'SM143'), /Ignore/);
    assert.equal(document.getText(), broken.replace('COPY', '# sagelint: ignore[SM143]\nCOPY').replaceAll('\n', '\r\n'));
    await untilRules(uri);
  });

  it('silences a rule, and says so when that is no longer needed', async () => {
    const uri = await container('silence');
    const editor = await open(uri);
    await untilRules(uri, 'SM143');
    await apply(await actionsFor(uri, 'SM143'), /Ignore/);
    await untilRules(uri);
    await editor.edit((builder) => builder.replace(new vscode.Range(3, 0, 4, 0), ''));
    await untilRules(uri, 'SM001');
    assert.deepEqual(found(uri)[0]?.tags, [vscode.DiagnosticTag.Unnecessary]);
    await apply(await actionsFor(uri, 'SM001'), /Remove/);
    await untilRules(uri);
  });

  it('shows the page of the rule', async () => {
    await vscode.commands.executeCommand('sagelint.explainRule', 'SM143');
    await until('the page of SM143', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('SM143'))),
    );
  });

  it('offers nothing where nothing is wrong', async () => {
    const uri = await container('calm');
    await open(uri);
    await untilRules(uri, 'SM143');
    const actions = await actionsAt(uri, new vscode.Range(0, 0, 0, 4), 'quickfix');
    assert.deepEqual(
      actions.filter(({ title }) => /SM\d{3}/.test(title)),
      [],
    );
  });
});

describe('fixing everything', () => {
  afterEach(async () => {
    await set('editor.codeActionsOnSave', undefined);
    await closeAll();
  });

  it('happens on save where that is set', async () => {
    const uri = await container('save');
    const editor = await open(uri);
    await untilRules(uri, 'SM143');
    await set('editor.codeActionsOnSave', { 'source.fixAll.sagelint': 'explicit' });
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# typed before saving\n'));
    await until('the fix on save', async () => {
      await editor.document.save();
      if ((await readDisk(uri)) === `# typed before saving\n${mended}`) return true;
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), ' '));
      await editor.edit((builder) => builder.delete(new vscode.Range(0, 0, 0, 1)));
      return false;
    });
    await untilRules(uri);
  });

  it('is a source action', async () => {
    const uri = await container('source');
    await open(uri);
    await untilRules(uri, 'SM143');
    const actions = await actionsAt(uri, new vscode.Range(0, 0, 0, 0), 'source.fixAll.sagelint');
    assert.deepEqual(
      actions.map(({ kind }) => kind?.value),
      ['source.fixAll.sagelint'],
    );
  });

  it('is a command for the file at hand', async () => {
    const uri = await container('command');
    const { document } = await open(uri);
    await untilRules(uri, 'SM143');
    await vscode.commands.executeCommand('sagelint.fixAllInFile');
    assert.equal(document.getText(), mended);
    await untilRules(uri);
  });

  it('is a command for the workspace, open or not', async () => {
    const closed = await container('everywhere/closed');
    const opened = await container('everywhere/opened');
    const kept = await write('everywhere/kept/Dockerfile', 'FROM node:20\nCOPY a /opt/ml/code\n');
    await open(opened);
    await vscode.commands.executeCommand('sagelint.fixAllInWorkspace');
    assert.equal(await readDisk(closed), mended);
    assert.equal(await readDisk(opened), mended);
    assert.equal(await readDisk(kept), 'FROM node:20\nCOPY a /opt/ml/code\n');
    await untilRules(at('everywhere/opened/Dockerfile'));
  });
});
