import * as vscode from 'vscode';
import type { AsynchronousFiles } from '../editor/loaded-files.js';
import { type FileText, largestFile } from '../project/files.js';
import type { Shell } from './shell.js';

/** The files below a folder through VS Code, which reaches disks, remote machines and virtual workspaces alike. */
export function workspaceFilesIn(root: vscode.Uri, shell: Shell): AsynchronousFiles {
  return {
    read: (path) => readText(uriIn(root, path)),
    async entries(directory) {
      try {
        const entries = await vscode.workspace.fs.readDirectory(uriIn(root, directory));
        return entries.map(([name, type]) => ({ name, kind: type & vscode.FileType.Directory ? 'directory' : 'file' }));
      } catch {
        return undefined;
      }
    },
    isExecutable: (path) => shell.isExecutable(uriIn(root, path)),
  };
}

/** The address of a path below a folder. */
export function uriIn(root: vscode.Uri, path: string): vscode.Uri {
  return path === '' ? root : vscode.Uri.joinPath(root, path);
}

async function readText(uri: vscode.Uri): Promise<FileText> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (type & vscode.FileType.Directory) return { kind: 'absent' };
    if (size > largestFile) return { kind: 'skipped', why: `it is larger than ${largestFile / 1024 / 1024} MiB` };
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.includes(0)) return { kind: 'skipped', why: 'it is not text' };
    return { kind: 'text', text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code !== 'FileNotFound') {
      return { kind: 'skipped', why: error.code === 'NoPermissions' ? 'it may not be read' : 'it cannot be read' };
    }
    return { kind: 'absent' };
  }
}
