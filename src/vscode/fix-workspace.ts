import * as vscode from 'vscode';
import type { FileChange } from '../editor/changes.js';
import type { Folder } from './folders.js';
import { openNotebook } from './notebooks.js';
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
  const toSave = new Map<string, () => Thenable<boolean>>();
  const fixed = new Set<vscode.TextDocument | vscode.NotebookDocument>();
  for (const folder of folders) {
    for (const change of await folder.service.fixAll()) {
      const target = await targetOf(uriIn(folder.root, change.file), change);
      if (!target || !hasText(target.document, change)) {
        refused.push(change.file);
        continue;
      }
      if (!target.file.isDirty) toSave.set(change.file, () => target.file.save());
      addChange(edit, target.document, change);
      fixed.add(target.file);
    }
  }
  if (fixed.size > 0 && !(await vscode.workspace.applyEdit(edit))) return { fixed: 0, refused: [...refused, ...toSave.keys()] };
  for (const [file, save] of toSave) if (!(await save())) refused.push(file);
  return { fixed: fixed.size, refused };
}

/** What a change edits, and what is saved after that: the same, but for the cell of a notebook. */
async function targetOf(
  uri: vscode.Uri,
  { cell }: FileChange,
): Promise<{ readonly document: vscode.TextDocument; readonly file: vscode.TextDocument | vscode.NotebookDocument } | undefined> {
  if (cell !== undefined) {
    const file = openNotebook(uri);
    const document = file?.getCells()[cell]?.document;
    return file && document && { file, document };
  }
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  return document && { file: document, document };
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
