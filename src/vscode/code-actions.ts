import * as vscode from 'vscode';
import { fixAllKind, toWorkspaceEdit as toProtocolEdit } from '../editor/code-actions.js';
import { toCodeAction, toWorkspaceEdit } from './convert.js';
import type { Folders } from './folders.js';

const fixAll = vscode.CodeActionKind.Empty.append(fixAllKind);

/** Offers what the language service knows to do: in the light bulb, in the menu of source actions, and on save. */
export function registerCodeActions(folders: Folders): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      async provideCodeActions(document, range, context) {
        const located = folders.locate(document.uri);
        if (!located) return [];
        const { folder, path, cell } = located;
        const isOurs = context.diagnostics.some(({ source }) => source === 'sagelint') || folder.service.linted().includes(path);
        if (!isOurs && folder.service.findingsIn(path).length === 0) return [];
        if (context.only?.contains(fixAll)) {
          const edit = await fixAllEdit(folders, document.uri);
          if (!edit) return [];
          const action = new vscode.CodeAction('Fix all Sagelint problems', fixAll);
          action.edit = edit;
          return [action];
        }
        if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
        const asked = { start: toPosition(range.start), end: toPosition(range.end) };
        const actions = await folder.service.codeActions({ path, cell, range: asked });
        return actions.map((action) => toCodeAction(action, context.diagnostics));
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAll] },
  );
}

/** The edit that applies all safe fixes of a file, or of one cell of a notebook, that touch nothing else; undefined if there are none. */
export async function fixAllEdit(folders: Folders, uri: vscode.Uri): Promise<vscode.WorkspaceEdit | undefined> {
  const located = folders.locate(uri);
  if (!located) return undefined;
  const { folder, path, cell } = located;
  // VS Code asks for each cell of a notebook that is saved.
  const changes = (await folder.service.fixAllIn(path)).filter((change) => cell === undefined || change.cell === cell);
  if (changes.length === 0) return undefined;
  const { edit, data } = toProtocolEdit(changes, folder.addresses);
  return toWorkspaceEdit(edit, data);
}

function toPosition({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}
