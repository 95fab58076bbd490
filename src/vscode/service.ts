import * as vscode from 'vscode';
import { createToolbox } from '../linter/toolbox.js';
import { earlyRules, knownRules, laterParts } from '../rules/early.generated.js';
import { fixAllEdit, registerCodeActions } from './code-actions.js';
import type { FailureReport } from './failures.js';
import { fixWorkspace } from './fix-workspace.js';
import { createFolders, type Folder } from './folders.js';
import { createLinting } from './linting.js';
import type { Shell } from './shell.js';
import { createStatus } from './status.js';
import { type FolderLint, lintFolder, mostWorkspaceFiles } from './workspace-lint.js';

/** What the service is given by the activation. */
export interface ServiceOptions {
  readonly shell: Shell;
  readonly log: vscode.LogOutputChannel;
  readonly failures: FailureReport;
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
}

/** Everything that works, behind the commands. */
export interface Service extends vscode.Disposable {
  fixAllInFile(): Promise<void>;
  fixAllInWorkspace(): Promise<void>;
  lintWorkspace(): Promise<void>;
  /** Asks for a rule; undefined if nobody chose one. */
  chooseRule(): Promise<string | undefined>;
}

/** Starts linting: what is open at once, and the workspace where the settings ask for it. */
export function startService({ shell, log, failures, extension }: ServiceOptions): Service {
  const toolbox = createToolbox(knownRules, earlyRules, laterParts);
  const watching: vscode.Disposable[] = [];
  const watch = (pattern: vscode.GlobPattern): vscode.Disposable => {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(changedOnDisk);
    watcher.onDidChange(changedOnDisk);
    watcher.onDidDelete(changedOnDisk);
    return watcher;
  };
  const status = createStatus(() => folders);
  const warn = (sentence: string): void => {
    log.warn(sentence);
    status.warn(sentence);
  };
  const folders = createFolders({
    shell,
    toolbox,
    log,
    extension,
    published: () => status.update(),
    outdated: (folder, paths) => linting.outdated(folder, paths),
    warn,
    watch,
  });
  const linting = createLinting({ folders, log, failures, working: status.working, lintFolder: lintQuietly });

  function changedOnDisk(uri: vscode.Uri): void {
    linting.changedOnDisk(uri);
  }

  const sayLimit = (folder: Folder, { isLimited }: FolderLint): void => {
    if (isLimited)
      warn(`${folder.root.path} has more than ${mostWorkspaceFiles} files to lint: the others are linted when they are opened.`);
  };

  const running = new vscode.CancellationTokenSource();
  function lintQuietly(folder: Folder): void {
    status.working(1);
    vscode.window
      .withProgress({ location: vscode.ProgressLocation.Window, title: 'Sagelint' }, async (progress) => {
        const result = await lintFolder(folder, running.token, (done, of) => progress.report({ message: `${done} of ${of} files` }));
        log.info(`${folder.root.path}: ${result.files} files linted`);
        sayLimit(folder, result);
      })
      .then(undefined, failures.report)
      .then(() => status.working(-1));
  }

  /** Lints the whole workspace where everyone can see and stop it; false if it was stopped. */
  const lintAll = async (): Promise<boolean> =>
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Sagelint: linting the workspace', cancellable: true },
      async (progress, token) => {
        for (const folder of folders.inWorkspace()) {
          const result = await lintFolder(folder, token, (done, of) => progress.report({ message: `${done} of ${of} files` }));
          sayLimit(folder, result);
        }
        return !token.isCancellationRequested;
      },
    );

  watching.push(
    watch('**/*'),
    registerCodeActions(folders),
    // Not every file system tells its watchers: what goes through VS Code is heard of here.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => changedOnDisk(uri)),
    vscode.workspace.onDidSaveNotebookDocument(({ uri }) => changedOnDisk(uri)),
    vscode.workspace.onDidCreateFiles(({ files }) => files.forEach(changedOnDisk)),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach(changedOnDisk)),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        changedOnDisk(oldUri);
        changedOnDisk(newUri);
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sagelint')) linting.applySettings();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      const roots = new Set((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()));
      // A file without a folder may have one now, and the reverse: those folders are made anew when they are needed.
      for (const folder of folders.all()) if (!folder.isInWorkspace || !roots.has(folder.root.toString())) folders.drop(folder);
      for (const folder of folders.inWorkspace()) if (folder.scope === 'workspace' && folder.kept.size === 0) lintQuietly(folder);
      linting.lintOpenFiles();
    }),
  );
  for (const folder of folders.inWorkspace()) if (folder.scope === 'workspace') lintQuietly(folder);
  linting.lintOpenFiles();
  log.info(`started with ${knownRules.length} rules`);

  return {
    async fixAllInFile() {
      const uri = vscode.window.activeNotebookEditor?.notebook.uri ?? vscode.window.activeTextEditor?.document.uri;
      const edit = uri && (await fixAllEdit(folders, uri));
      if (edit) await vscode.workspace.applyEdit(edit);
      else vscode.window.setStatusBarMessage('Sagelint: nothing to fix in this file', 5000);
    },
    async fixAllInWorkspace() {
      if (!(await lintAll())) return;
      const { fixed, refused } = await fixWorkspace(folders.inWorkspace());
      for (const file of refused) log.warn(`${file} was not fixed: it has changed meanwhile or cannot be written`);
      const skipped = refused.length > 0 ? ` ${refused.length} could not be fixed, the log says which.` : '';
      vscode.window.setStatusBarMessage(`Sagelint: ${fixed} file${fixed === 1 ? '' : 's'} fixed.${skipped}`, 10_000);
    },
    async lintWorkspace() {
      await lintAll();
    },
    async chooseRule() {
      await toolbox.loadAll();
      const choices = toolbox.rules.map((rule) => ({ label: rule.id, description: rule.name, detail: rule.summary }));
      return (await vscode.window.showQuickPick(choices, { title: 'Explain a rule', matchOnDescription: true, matchOnDetail: true }))
        ?.label;
    },
    dispose() {
      running.cancel();
      for (const each of [...watching, linting, folders, status]) each.dispose();
    },
  };
}
