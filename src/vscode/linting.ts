import * as vscode from 'vscode';
import { fileKindOf } from '../project/file-kind.js';
import type { FailureReport } from './failures.js';
import type { Folder, Folders } from './folders.js';
import { readSettings } from './settings.js';
import { uriIn } from './workspace-files.js';

/** Milliseconds of silence after a keystroke before a file is linted; enough to type a word without being told off. */
const typingPause = 200;
/** The same after a change on the disk, where changes come in swarms. */
const diskPause = 50;

export interface LintingOptions {
  readonly folders: Folders;
  readonly log: vscode.LogOutputChannel;
  readonly failures: FailureReport;
  /** Called when work begins and when it has ended. */
  readonly working: (by: 1 | -1) => void;
  /** Lints a whole folder, since its settings now ask for that. */
  readonly lintFolder: (folder: Folder) => void;
}

/** Lints when something has changed: what is open, and what depends on it. */
export interface Linting extends vscode.Disposable {
  /** Lints a file of a folder once nothing has asked for that for `pause` milliseconds. */
  schedule(folder: Folder, path: string, pause: number): void;
  /** Hears that something was written, has come or gone on the disk. */
  changedOnDisk(uri: vscode.Uri): void;
  /** Lints all open files. */
  lintOpenFiles(): void;
  /** Lints files again whose links have changed. */
  outdated(folder: Folder, paths: readonly string[]): void;
  /** Reads the settings again and acts on what has changed. */
  applySettings(): void;
}

/** Makes the linting of all folders; it hears of open files itself. */
export function createLinting({ folders, log, failures, working, lintFolder }: LintingOptions): Linting {
  const timers = new Map<string, NodeJS.Timeout>();

  const isLinted = (folder: Folder, path: string): boolean =>
    folder.kept.has(path) || (folder.scope !== 'off' && folders.isOpen(uriIn(folder.root, path)));

  const lint = async (folder: Folder, path: string): Promise<void> => {
    // What it was asked for may have been closed or deleted meanwhile, and its folder closed.
    if (!folders.all().includes(folder)) return;
    if (!isLinted(folder, path)) return folder.service.withdraw(path);
    working(1);
    try {
      const before = performance.now();
      await folder.service.lint(path);
      log.debug(`${path}: linted in ${Math.round(performance.now() - before)} ms`);
    } catch (error) {
      failures.report(error);
    } finally {
      working(-1);
    }
  };

  const schedule = (folder: Folder, path: string, pause: number): void => {
    const key = uriIn(folder.root, path).toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        void lint(folder, path);
      }, pause),
    );
  };

  const opened = ({ uri }: vscode.TextDocument | vscode.NotebookDocument): void => {
    const located = folders.locate(uri);
    if (located && located.folder.scope !== 'off' && fileKindOf(located.path) !== undefined) schedule(located.folder, located.path, 0);
  };
  const edited = (uri: vscode.Uri): void => {
    const located = folders.locate(uri);
    if (!located) return;
    const { folder, path } = located;
    for (const concerned of folder.service.edited(path)) schedule(folder, concerned, typingPause);
    if (fileKindOf(path) !== undefined && isLinted(folder, path)) schedule(folder, path, typingPause);
  };
  const closed = async (uri: vscode.Uri): Promise<void> => {
    // A document whose language changes is closed and opened again in the same turn: nothing is taken back for that.
    await Promise.resolve();
    const located = folders.locate(uri);
    if (!located) return;
    const { folder, path, cell } = located;
    // A cell of which only the language has changed is closed and opened again.
    if (cell !== undefined) {
      edited(uri);
      return;
    }
    // What was typed and not saved is gone: the disk counts again.
    for (const concerned of folder.service.changed(path)) schedule(folder, concerned, diskPause);
    if (!isLinted(folder, path)) folder.service.withdraw(path);
  };
  const lintOpenFiles = (): void => {
    vscode.workspace.textDocuments.forEach(opened);
    vscode.workspace.notebookDocuments.forEach(opened);
  };

  const modesMayHaveChanged = (): void => {
    for (const folder of folders.all()) {
      for (const concerned of folder.service.modesMayHaveChanged()) schedule(folder, concerned, diskPause);
    }
  };

  const listening = [
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && edited(document.uri)),
    // As cells, the text is no longer that of the disk, whose outputs are not read.
    vscode.workspace.onDidOpenNotebookDocument(({ uri }) => edited(uri)),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
      // Results of running a cell change nothing.
      if (contentChanges.length > 0 || cellChanges.some(({ document }) => document)) edited(notebook.uri);
    }),
    // `chmod` in a terminal is followed by a return to the editor, or by a save.
    vscode.window.onDidChangeWindowState(({ focused }) => focused && modesMayHaveChanged()),
    vscode.workspace.onDidSaveTextDocument(modesMayHaveChanged),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void closed(uri).catch(failures.report)),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => void closed(uri).catch(failures.report)),
  ];

  return {
    schedule,
    lintOpenFiles,
    outdated(folder, paths) {
      for (const path of paths) schedule(folder, path, 0);
    },
    changedOnDisk(uri) {
      const located = folders.locate(uri);
      if (!located) return;
      const { folder, path } = located;
      for (const concerned of folder.service.changed(path)) schedule(folder, concerned, diskPause);
      if (fileKindOf(path) === undefined) return;
      if (folder.scope === 'workspace') folder.kept.add(path);
      if (isLinted(folder, path)) schedule(folder, path, diskPause);
    },
    applySettings() {
      for (const folder of folders.all()) {
        const { scope, ...settings } = readSettings(folder.root);
        const before = folder.scope;
        folder.scope = scope;
        folder.service.configure(settings);
        if (scope !== before) {
          folder.kept.clear();
          folder.service.withdraw();
          if (scope === 'workspace') lintFolder(folder);
        }
        for (const path of folder.service.linted()) schedule(folder, path, 0);
      }
      lintOpenFiles();
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const each of listening) each.dispose();
    },
  };
}
