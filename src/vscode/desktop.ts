import { stat } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { activateWith } from './activate.js';
import type { Shell } from './shell.js';

const ownerMayExecute = 0o100;

const shell: Shell = {
  loadService: () => import('./service.js'),
  async isExecutable(uri) {
    // Only files of this machine have a mode, and on Windows it says nothing.
    if (uri.scheme !== 'file' || process.platform === 'win32') return undefined;
    try {
      return ((await stat(uri.fsPath)).mode & ownerMayExecute) !== 0;
    } catch {
      return undefined;
    }
  },
};

/** What VS Code calls on desktop and remote hosts. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(shell, context);
}
