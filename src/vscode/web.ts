import type * as vscode from 'vscode';
import { activateWith } from './activate.js';
import * as service from './service.js';
import type { Shell } from './shell.js';

// A web worker loads one file: everything is in it.
const shell: Shell = {
  loadService: () => Promise.resolve(service),
  isExecutable: () => Promise.resolve(undefined),
};

/** What VS Code calls in a browser. */
export function activate(context: vscode.ExtensionContext): void {
  activateWith(shell, context);
}
