import * as vscode from 'vscode';
import { type EditorCell, notebookText } from '../editor/notebooks.js';

/** A cell of an open notebook. */
export interface OpenCell {
  readonly notebook: vscode.NotebookDocument;
  /** 0-based. */
  readonly index: number;
}

/** The notebook that is open as such for a file; VS Code keeps few, and only files that may be notebooks are looked for. */
export function openNotebook(uri: vscode.Uri): vscode.NotebookDocument | undefined {
  if (!/\.ipynb$/i.test(uri.path)) return undefined;
  const key = uri.toString();
  return vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === key);
}

/** The open cell that a document is; undefined for any other document, and for a cell that has gone. */
export function openCell(uri: vscode.Uri): OpenCell | undefined {
  if (uri.scheme !== 'vscode-notebook-cell') return undefined;
  const key = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments) {
    if (notebook.uri.path !== uri.path) continue;
    const index = notebook.getCells().findIndex(({ document }) => document.uri.toString() === key);
    if (index >= 0) return { notebook, index };
  }
  return undefined;
}

const texts = new WeakMap<vscode.NotebookDocument, { readonly state: string; readonly text: string }>();

/** The text that the file of a notebook would have this moment; computed once for each state of its cells. */
export function textOfNotebook(notebook: vscode.NotebookDocument): string {
  const cells = notebook.getCells();
  // A cell may have changed before its notebook counts that as a version of its own.
  const state = [notebook.version, ...cells.map(({ kind, document }) => `${document.uri.fragment} ${document.version} ${kind}`)].join('\n');
  const known = texts.get(notebook);
  if (known?.state === state) return known.text;
  const text = notebookText({ cells: cells.map(toCell), metadata: fileMetadata(notebook) });
  texts.set(notebook, { state, text });
  return text;
}

function toCell({ kind, document }: vscode.NotebookCell): EditorCell {
  const language = document.languageId;
  const isCode = kind === vscode.NotebookCellKind.Code;
  return { kind: !isCode ? 'markdown' : language === 'raw' ? 'raw' : 'code', language, text: document.getText() };
}

/** What the file says of its kernel: VS Code's own serializer has kept it at two places over the years. */
function fileMetadata({ metadata }: vscode.NotebookDocument): Readonly<Record<string, unknown>> {
  const { metadata: now, custom } = metadata;
  if (isObject(now)) return now;
  return isObject(custom) && isObject(custom.metadata) ? custom.metadata : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
