import * as vscode from 'vscode';
import type * as protocol from 'vscode-languageserver-types';
import type { ActionData } from '../editor/code-actions.js';

// From the protocol's words to VS Code's, which differ in little but the classes.

const severities = {
  1: vscode.DiagnosticSeverity.Error,
  2: vscode.DiagnosticSeverity.Warning,
  3: vscode.DiagnosticSeverity.Information,
  4: vscode.DiagnosticSeverity.Hint,
};

export function toRange({ start, end }: protocol.Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function toDiagnostic(from: protocol.Diagnostic): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(from.range), wordsOf(from.message), severities[from.severity ?? 1]);
  if (from.source !== undefined) diagnostic.source = from.source;
  if (from.codeDescription && from.code !== undefined) {
    diagnostic.code = { value: from.code, target: vscode.Uri.parse(from.codeDescription.href, true) };
  }
  if (from.tags) diagnostic.tags = from.tags.map(() => vscode.DiagnosticTag.Unnecessary);
  if (from.relatedInformation) {
    diagnostic.relatedInformation = from.relatedInformation.map(
      ({ location, message }) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(vscode.Uri.parse(location.uri, true), toRange(location.range)),
          message,
        ),
    );
  }
  return diagnostic;
}

function wordsOf(message: string | protocol.MarkupContent): string {
  return typeof message === 'string' ? message : message.value;
}

export function toWorkspaceEdit(from: protocol.WorkspaceEdit, data: ActionData | undefined): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(from.changes ?? {})) {
    const lineBreak = data?.lineBreaks[uri];
    const converted = edits.map(({ range, newText }) => new vscode.TextEdit(toRange(range), newText));
    if (lineBreak !== undefined) {
      converted.push(vscode.TextEdit.setEndOfLine(lineBreak === '\n' ? vscode.EndOfLine.LF : vscode.EndOfLine.CRLF));
    }
    edit.set(vscode.Uri.parse(uri, true), converted);
  }
  return edit;
}

/** An action; those of `shown` that it is for are attached as they are, so that VS Code knows them again. */
export function toCodeAction(from: protocol.CodeAction, shown: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(from.title, vscode.CodeActionKind.Empty.append(from.kind ?? 'quickfix'));
  action.diagnostics = (from.diagnostics ?? []).map((diagnostic) => {
    const converted = toDiagnostic(diagnostic);
    return shown.find((other) => other.range.isEqual(converted.range) && other.message === converted.message) ?? converted;
  });
  if (from.isPreferred !== undefined) action.isPreferred = from.isPreferred;
  if (from.edit) action.edit = toWorkspaceEdit(from.edit, from.data);
  if (from.command) action.command = { title: from.command.title, command: from.command.command, arguments: from.command.arguments ?? [] };
  return action;
}
