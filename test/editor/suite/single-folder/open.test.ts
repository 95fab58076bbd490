import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { speak } from '../harness.js';

describe('the host', () => {
  it('opens the workspace', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
    speak(`VS Code ${vscode.version}`);
  });
});
