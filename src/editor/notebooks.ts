/** A cell as an editor holds it. */
export interface EditorCell {
  readonly kind: 'code' | 'markdown' | 'raw';
  /** As editors name languages, like `python`. */
  readonly language: string;
  readonly text: string;
}

/** A notebook as an editor holds it: cells, and what the file says of its kernel. */
export interface EditorNotebook {
  readonly cells: readonly EditorCell[];
  /** The `metadata` of the file as far as the editor has kept it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The text that the file of an open notebook would have, for those who read files: its cells as they are this moment, without outputs. */
export function notebookText({ cells, metadata }: EditorNotebook): string {
  return JSON.stringify({
    cells: cells.map(({ kind, language, text }) => ({
      cell_type: kind,
      // Where a notebook says nothing of its kernel, the language of each cell is all there is.
      metadata: kind === 'code' ? { vscode: { languageId: language } } : {},
      source: text,
    })),
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** The texts of the cells in the text of a notebook; undefined where it is none. */
export function cellTexts(text: string): readonly string[] | undefined {
  try {
    const root: unknown = JSON.parse(text);
    if (!hasCells(root)) return undefined;
    return root.cells.map(({ source }) => (Array.isArray(source) ? source.join('') : String(source ?? '')));
  } catch {
    return undefined;
  }
}

function hasCells(root: unknown): root is { readonly cells: readonly { readonly source?: unknown }[] } {
  return typeof root === 'object' && root !== null && 'cells' in root && Array.isArray(root.cells);
}
