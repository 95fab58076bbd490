import * as vscode from 'vscode';
import {
  actionsFor,
  apply,
  at,
  boolScript,
  cellOf,
  closeAll,
  container,
  launch,
  mended,
  notebookFile,
  open,
  root,
  set,
  until,
  untilRules,
  write,
} from '../workbench.js';

/** `node:assert` is not to be had in a web worker. */
function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

describe('VS Code for the Web', () => {
  afterEach(closeAll);

  it('runs the extension in a worker, over a virtual workspace', () => {
    holds('importScripts' in globalThis, 'this is a web worker');
    holds(root().scheme !== 'file', `a virtual workspace: ${root().scheme}`);
  });

  it('finds and mends', async () => {
    const { document } = await open(at('Dockerfile'));
    await untilRules(document.uri, 'SM143');
    await apply(await actionsFor(document.uri, 'SM143'), /Copy into/);
    holds(document.getText() === mended, document.getText());
    await untilRules(document.uri);
  });

  it('lints the workspace without opening a file', async () => {
    const uri = await container('unopened');
    await set('sagelint.lint', 'workspace');
    await untilRules(uri, 'SM143');
    await set('sagelint.lint', undefined);
    await untilRules(uri);
  });

  it('finds and mends in the cells of a notebook', async () => {
    const uri = await write('training.ipynb', notebookFile(['# Training', `%%writefile src/train.py\n${boolScript}`, launch]));
    // Without an editor: what it shows comes from the open internet here.
    const document = await vscode.workspace.openNotebookDocument(uri);
    const script = cellOf(document, 1);
    await untilRules(script.uri, 'SM201');
    await vscode.commands.executeCommand('sagelint.fixAllInWorkspace');
    holds(!script.getText().includes('type=bool'), script.getText());
    await untilRules(script.uri);
  });

  it('shows the page of a rule', async () => {
    await vscode.commands.executeCommand('sagelint.explainRule', 'SM143');
    await until('the page of SM143', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('SM143'))),
    );
  });
});
