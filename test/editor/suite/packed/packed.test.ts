import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { actionsFor, apply, at, closeAll, mended, open, until, untilRules } from '../workbench.js';

describe('the extension as it is installed', () => {
  after(closeAll);

  it('is the packed one', () => {
    const extension = vscode.extensions.getExtension('sagelint.sagelint');
    assert.ok(extension, 'it is installed');
    assert.ok(extension.extensionUri.path.includes('/extensions/'), extension.extensionUri.path);
  });

  it('finds and mends', async () => {
    const { document } = await open(at('Dockerfile'));
    await untilRules(document.uri, 'SM143');
    await apply(await actionsFor(document.uri, 'SM143'), /Copy into/);
    assert.equal(document.getText(), mended);
    await untilRules(document.uri);
  });

  it('brings the pages of its rules', async () => {
    const extension = vscode.extensions.getExtension('sagelint.sagelint');
    assert.ok(extension);
    const pages = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(extension.extensionUri, 'dist', 'rules'));
    assert.ok(pages.some(([name]) => name === 'SM143.md'));
    await vscode.commands.executeCommand('sagelint.explainRule', 'SM143');
    await until('the page of SM143', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('SM143'))),
    );
  });
});
