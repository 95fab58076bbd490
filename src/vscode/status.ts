import * as vscode from 'vscode';
import type { Folders } from './folders.js';

/** The entry of the language status, which VS Code shows beside the language of a file. */
export interface Status extends vscode.Disposable {
  /** Shows what is known of the file that is being looked at. */
  update(): void;
  /** Counts work that goes on; the entry spins while there is some. */
  working(by: 1 | -1): void;
  /** Says something that matters until the next restart, like a limit that was met. */
  warn(sentence: string): void;
}

/** Makes the entry for the files that are linted. */
export function createStatus(folders: () => Folders): Status {
  const item = vscode.languages.createLanguageStatusItem('sagelint', [
    { language: 'dockerfile' },
    { language: 'python' },
    { language: 'shellscript' },
    { language: 'makefile' },
    { pattern: '**/{nginx*,train,serve,sagelint.yaml}' },
  ]);
  item.name = 'Sagelint';
  item.command = { title: 'Show Log', command: 'sagelint.showLog' };
  let work = 0;
  let warning: string | undefined;

  const update = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const located = uri && folders().locate(uri);
    const count = located ? located.folder.service.findingsIn(located.path).length : 0;
    const isOff = located?.folder.scope === 'off';
    item.busy = work > 0;
    item.text = isOff ? 'Sagelint is off' : count === 0 ? 'Sagelint: no problems' : `Sagelint: ${count} problem${count === 1 ? '' : 's'}`;
    item.detail = warning ?? '';
    item.severity = warning === undefined ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
  };
  const listening = vscode.window.onDidChangeActiveTextEditor(update);
  return {
    update,
    working(by) {
      work += by;
      update();
    },
    warn(sentence) {
      warning = sentence;
      update();
    },
    dispose() {
      listening.dispose();
      item.dispose();
    },
  };
}
