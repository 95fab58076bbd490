import * as vscode from 'vscode';
import type { FileChange } from '../editor/changes.js';
import type { Folder } from './folders.js';
import { uriIn } from './workspace-files.js';

/** How fixing a workspace went. */
export interface WorkspaceFix {
  readonly fixed: number;
  /** Files that were left alone, because they had changed since they were read or could not be written. */
  readonly refused: readonly string[];
}

/** Applies all safe fixes of the linted files of some folders, in one step that can be undone, and saves what was saved before. */
export async function fixWorkspace(folders: readonly Folder[]): Promise<WorkspaceFix> {
  const edit = new vscode.WorkspaceEdit();
  const refused: string[] = [];
  const toSave: vscode.TextDocument[] = [];
  let fixed = 0;
  for (const folder of folders) {
    for (const change of await folder.service.fixAll()) {
      const document = await vscode.workspace.openTextDocument(uriIn(folder.root, change.file)).then(undefined, () => undefined);
      if (!document || !hasText(document, change)) {
        refused.push(change.file);
        continue;
      }
      if (!document.isDirty) toSave.push(document);
      addChange(edit, document, change);
      fixed++;
    }
  }
  if (fixed > 0 && !(await vscode.workspace.applyEdit(edit)))
    return { fixed: 0, refused: [...refused, ...toSave.map(({ fileName }) => fileName)] };
  for (const document of toSave) if (!(await document.save())) refused.push(document.fileName);
  return { fixed, refused };
}

/** Whether a document still is what a change was made for; line endings aside, which VS Code makes the same throughout a file. */
function hasText(document: vscode.TextDocument, change: FileChange): boolean {
  const plain = (text: string): string => text.replace(/\r\n|\r/g, '\n');
  return plain(document.getText()) === plain(change.before);
}

function addChange(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, change: FileChange): void {
  const edits = change.edits.map(
    ({ range, newText }) =>
      new vscode.TextEdit(new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText),
  );
  if (change.lineBreak !== undefined) {
    edits.push(vscode.TextEdit.setEndOfLine(change.lineBreak === '\n' ? vscode.EndOfLine.LF : vscode.EndOfLine.CRLF));
  }
  edit.set(document.uri, edits);
}
