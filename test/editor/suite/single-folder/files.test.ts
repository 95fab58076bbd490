import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { at, broken, closeAll, container, found, mended, open, replaceAll, rulesIn, set, until, untilRules, write } from '../workbench.js';

describe('files that change around the editor', () => {
  afterEach(closeAll);

  it('are linted again when what they copy turns into something else', async () => {
    const uri = await container('neighbour');
    await open(uri);
    await untilRules(uri, 'SM143');
    await vscode.workspace.fs.delete(at('neighbour/train.py'));
    // A folder now: SM143 is about single files only.
    await write('neighbour/train.py/inside', '');
    await until('no SM143', () => !rulesIn(uri).includes('SM143'));
    await vscode.workspace.fs.delete(at('neighbour/train.py'), { recursive: true });
    await write('neighbour/train.py', 'print("back")\n');
    await untilRules(uri, 'SM143');
  });

  it('are followed through a rename', async () => {
    const uri = await container('rename');
    await open(uri);
    await untilRules(uri, 'SM143');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, at('rename/Dockerfile.cpu'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilRules(at('rename/Dockerfile.cpu'), 'SM143');
    await untilRules(uri);
  });

  it('keep their squiggles when their language is changed', async () => {
    const uri = await container('language');
    const { document } = await open(uri);
    await untilRules(uri, 'SM143');
    const seen: string[][] = [];
    // The editor closes the document and opens it again, and says so in one turn.
    const listening = vscode.workspace.onDidOpenTextDocument((opened) => {
      if (opened.uri.toString() === uri.toString()) seen.push(rulesIn(uri));
    });
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await until('the document again', () => seen.length > 0);
    listening.dispose();
    assert.deepEqual(seen, [['SM143']]);
  });

  it('lose their squiggles when they are deleted', async () => {
    const uri = await container('delete');
    await open(uri);
    await untilRules(uri, 'SM143');
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uri);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilRules(uri);
  });

  it('are linted again when a configuration file is written', async () => {
    const uri = await container('configured');
    await open(uri);
    await untilRules(uri, 'SM143');
    await write('configured/sagelint.yaml', 'rules:\n  SM143: off\n');
    await untilRules(uri);
    await vscode.workspace.fs.delete(at('configured/sagelint.yaml'));
    await untilRules(uri, 'SM143');
  });

  it('hear of a configuration that is being typed, and of its mistakes', async () => {
    const uri = await container('configuring');
    await open(uri);
    await untilRules(uri, 'SM143');
    const editor = await open(await write('configuring/sagelint.yaml', '# nothing yet\n'));
    await replaceAll(editor, 'rules:\n  SM143: warning\n');
    await until('a warning', () => found(uri)[0]?.severity === vscode.DiagnosticSeverity.Warning);
    await replaceAll(editor, 'rules:\n  SM143: loud\n');
    await untilRules(editor.document.uri, 'SM003');
  });
});

describe('settings', () => {
  afterEach(async () => {
    for (const name of ['sagelint.rules', 'sagelint.lint', 'sagelint.profile']) await set(name, undefined);
    await closeAll();
  });

  it('change the severity of a rule at once, or switch it off', async () => {
    const uri = await container('severity');
    await open(uri);
    await untilRules(uri, 'SM143');
    await set('sagelint.rules', { SM143: 'information' });
    await until('an information', () => found(uri)[0]?.severity === vscode.DiagnosticSeverity.Information);
    await set('sagelint.rules', { SM143: 'off' });
    await untilRules(uri);
  });

  it('switch linting off and on', async () => {
    const uri = await container('off');
    await open(uri);
    await untilRules(uri, 'SM143');
    await set('sagelint.lint', 'off');
    await untilRules(uri);
    await set('sagelint.lint', undefined);
    await untilRules(uri, 'SM143');
  });

  it('lint the whole workspace without opening a file', async () => {
    const uri = await container('unopened/deep/down');
    await set('sagelint.lint', 'workspace');
    await untilRules(uri, 'SM143');
    assert.ok(!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()), 'it is not open');

    const late = await container('unopened/late');
    await untilRules(late, 'SM143');
    await write('unopened/late/Dockerfile', mended);
    await untilRules(late);
    await write('unopened/late/Dockerfile', broken);
    await untilRules(late, 'SM143');
    await vscode.workspace.fs.delete(at('unopened/late'), { recursive: true });
    await untilRules(late);

    await set('sagelint.lint', undefined);
    await untilRules(uri);
  });

  it('are not needed to lint the workspace once', async () => {
    const uri = await container('once');
    await vscode.commands.executeCommand('sagelint.lintWorkspace');
    await untilRules(uri, 'SM143');
  });

  it('survive a restart', async () => {
    const uri = await container('restart');
    await open(uri);
    await untilRules(uri, 'SM143');
    await vscode.commands.executeCommand('sagelint.restart');
    await untilRules(uri, 'SM143');
  });
});
