import * as vscode from 'vscode';
import { type Addresses, diagnosticSource, diagnosticsByUri } from '../editor/diagnostics.js';
import { createFolderService, type FolderService } from '../editor/folder-service.js';
import type { Toolbox } from '../linter/toolbox.js';
import { mayConcernSageMaker } from '../project/evidence.js';
import { fileKindOf } from '../project/file-kind.js';
import { toDiagnostic } from './convert.js';
import { openCell, openNotebook, textOfNotebook } from './notebooks.js';
import { readSettings, type Scope } from './settings.js';
import type { Shell } from './shell.js';
import { uriIn, workspaceFilesIn } from './workspace-files.js';

/** One root and its service: a folder of the workspace, or the folder of a file that is open without one. */
export interface Folder {
  readonly root: vscode.Uri;
  readonly service: FolderService;
  readonly addresses: Addresses;
  readonly isInWorkspace: boolean;
  scope: Scope;
  /** Files that are linted although they are not open, because someone asked for the whole workspace. */
  readonly kept: Set<string>;
  readonly watcher: vscode.Disposable | undefined;
}

/** Where a file belongs. */
export interface Located {
  readonly folder: Folder;
  readonly path: string;
  /** The cell (0-based) that was asked for, if the file is a notebook that is open as such. */
  readonly cell: number | undefined;
}

export interface Folders extends vscode.Disposable {
  /** The folder of a file or of a notebook's cell, and its path there; undefined for what is not a file, like the old side of a comparison. */
  locate(uri: vscode.Uri): Located | undefined;
  /** Every folder, those of the workspace first opened here. */
  all(): readonly Folder[];
  /** The folders of the workspace. */
  inWorkspace(): readonly Folder[];
  /** Drops a folder and takes back what was found in it. */
  drop(folder: Folder): void;
  /** Whether a file is open, as a text or as a notebook. */
  isOpen(uri: vscode.Uri): boolean;
}

/** The page of a rule, which is shipped with the extension. A link to a command would be nicer, but VS Code follows none in diagnostics. */
export function pageOf(extension: vscode.Uri, rule: string): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'rules', `${rule}.md`);
}

export interface FolderOptions {
  readonly shell: Shell;
  readonly toolbox: Toolbox;
  readonly log: vscode.LogOutputChannel;
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  /** Called after the findings of a file have changed. */
  readonly published: () => void;
  /** Called for linted files that are to be linted again. */
  readonly outdated: (folder: Folder, paths: readonly string[]) => void;
  /** Says something that people should see. */
  readonly warn: (sentence: string) => void;
  /** Watches a folder that is not in the workspace. */
  readonly watch: (pattern: vscode.RelativePattern) => vscode.Disposable;
}

/** A folder that nobody has opened, but a file in it, may be somebody's home: little more than what is around the file is read. */
const looseLimits = { files: 200, folders: 50 };

/** Keeps one service for each root, made when a file below it is first met. */
export function createFolders(options: FolderOptions): Folders {
  const diagnostics = vscode.languages.createDiagnosticCollection(diagnosticSource);
  const folders = new Map<string, Folder>();
  const openDocuments = new Map<string, vscode.TextDocument>();
  for (const document of vscode.workspace.textDocuments) openDocuments.set(document.uri.toString(), document);
  const listening = [
    vscode.workspace.onDidOpenTextDocument((document) => openDocuments.set(document.uri.toString(), document)),
    vscode.workspace.onDidCloseTextDocument((document) => openDocuments.delete(document.uri.toString())),
  ];

  /** Settings of editors and tools are JSON, too. */
  const isLinted = (uri: vscode.Uri): boolean => {
    const kind = fileKindOf(uri.path);
    return kind === 'template' ? mayConcernSageMaker(kind, openDocuments.get(uri.toString())?.getText() ?? '') : kind !== undefined;
  };
  const folderAt = (root: vscode.Uri, isInWorkspace: boolean): Folder => {
    const key = root.toString();
    let folder = folders.get(key);
    if (!folder) {
      const addresses: Addresses = {
        uriOf: (path) => uriIn(root, path).toString(),
        uriOfCell: (path, cell) => openNotebook(uriIn(root, path))?.getCells()[cell]?.document.uri.toString(),
        pageOf: (rule) => pageOf(options.extension, rule).toString(),
      };
      const settings = readSettings(root);
      const shown = new Map<string, readonly string[]>();
      const service = createFolderService(
        {
          ...workspaceFilesIn(root, options.shell),
          ...addresses,
          openText(path) {
            const uri = uriIn(root, path);
            const notebook = openNotebook(uri);
            return notebook ? textOfNotebook(notebook) : openDocuments.get(uri.toString())?.getText();
          },
          publish(file, findings) {
            const now = diagnosticsByUri(findings, addresses);
            for (const uri of shown.get(file) ?? []) if (!now.has(uri)) diagnostics.delete(vscode.Uri.parse(uri, true));
            for (const [uri, list] of now) diagnostics.set(vscode.Uri.parse(uri, true), list.map(toDiagnostic));
            shown.set(file, [...now.keys()]);
            options.published();
          },
          outdated: (paths) => folder && options.outdated(folder, paths),
          log: (line) => options.log.warn(line),
          warn: (sentence) => (isInWorkspace ? options.warn(`${root.path}: ${sentence}`) : options.log.info(`${root.path}: ${sentence}`)),
          now: () => performance.now(),
          nextTurn: () => new Promise((resolve) => setTimeout(resolve, 0)),
          limits: isInWorkspace ? undefined : looseLimits,
        },
        options.toolbox,
        settings,
      );
      const watcher = isInWorkspace ? undefined : options.watch(new vscode.RelativePattern(root, '*'));
      folder = { root, service, addresses, isInWorkspace, scope: settings.scope, kept: new Set(), watcher };
      folders.set(key, folder);
    }
    return folder;
  };

  return {
    locate(asked) {
      const cell = openCell(asked);
      const uri = cell?.notebook.uri ?? asked;
      const inWorkspace = vscode.workspace.getWorkspaceFolder(uri);
      if (!inWorkspace && uri.scheme !== 'file' && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return undefined;
      const root = inWorkspace?.uri ?? vscode.Uri.joinPath(uri, '..');
      // A file without a folder of its own brings one only if there is something to lint.
      if (!inWorkspace && !folders.has(root.toString()) && !isLinted(uri)) return undefined;
      const path = uri.path.slice(root.path.endsWith('/') ? root.path.length : root.path.length + 1);
      return { folder: folderAt(root, inWorkspace !== undefined), path, cell: cell?.index };
    },
    all: () => [...folders.values()],
    inWorkspace: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => folderAt(uri, true)),
    drop(folder) {
      folder.service.dispose();
      folder.watcher?.dispose();
      folders.delete(folder.root.toString());
    },
    isOpen: (uri) => openDocuments.has(uri.toString()) || openNotebook(uri) !== undefined,
    dispose() {
      for (const folder of folders.values()) {
        folder.service.dispose();
        folder.watcher?.dispose();
      }
      folders.clear();
      diagnostics.dispose();
      for (const each of listening) each.dispose();
    },
  };
}
