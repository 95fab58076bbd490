import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { broken, closeAll, found, open, until, untilRules } from '../workbench.js';

function dockerfileOf(index: number): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[index];
  if (!folder) throw new Error(`there is no folder ${index}`);
  return vscode.Uri.joinPath(folder.uri, 'Dockerfile');
}

async function setInFolder(index: number, name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration(undefined, dockerfileOf(index));
  await settings.update(name, value, vscode.ConfigurationTarget.WorkspaceFolder);
}

describe('a workspace of two folders', () => {
  afterEach(closeAll);

  it('lints in both', async () => {
    await open(dockerfileOf(0));
    await open(dockerfileOf(1));
    await untilRules(dockerfileOf(0), 'SM143');
    await untilRules(dockerfileOf(1), 'SM143');
  });

  it('takes the settings of each folder for its files', async () => {
    await open(dockerfileOf(0));
    await open(dockerfileOf(1));
    await setInFolder(1, 'sagelint.rules', { SM143: 'warning' });
    await until('a warning', () => found(dockerfileOf(1))[0]?.severity === vscode.DiagnosticSeverity.Warning);
    await untilRules(dockerfileOf(0), 'SM143');
    assert.equal(found(dockerfileOf(0))[0]?.severity, vscode.DiagnosticSeverity.Error);
    await setInFolder(1, 'sagelint.rules', undefined);
    await until('an error again', () => found(dockerfileOf(1))[0]?.severity === vscode.DiagnosticSeverity.Error);
  });

  it('lints one folder whole and the other not, where their settings say so', async () => {
    for (const index of [0, 1]) {
      const inside = vscode.Uri.joinPath(dockerfileOf(index), '..', 'inside');
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(inside, 'Dockerfile'), new TextEncoder().encode(broken));
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(inside, 'train.py'), new TextEncoder().encode('print("ready")\n'));
    }
    const insideOf = (index: number): vscode.Uri => vscode.Uri.joinPath(dockerfileOf(index), '..', 'inside', 'Dockerfile');
    await setInFolder(0, 'sagelint.lint', 'workspace');
    await untilRules(insideOf(0), 'SM143');
    assert.deepEqual(found(insideOf(1)), []);
    await setInFolder(0, 'sagelint.lint', undefined);
    await untilRules(insideOf(0));
  });
});
