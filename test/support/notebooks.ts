/** How a notebook's file is written. */
export interface NotebookForm {
  /** Sources as lists of lines, as Jupyter writes them; else as one string. */
  readonly list: boolean;
  /** Characters beyond ASCII as `\uXXXX`. */
  readonly ascii?: boolean;
  /** Blanks of each level; Jupyter has 1, and 0 puts everything on one line. */
  readonly indent?: number;
  readonly lineBreak?: '\n' | '\r\n';
  readonly byteOrderMark?: boolean;
}

/** The text of a notebook with one code cell for each source, and an output behind each. */
export function notebookText(sources: readonly string[], form: NotebookForm): string {
  const { list, ascii = false, indent = 1, lineBreak = '\n', byteOrderMark = false } = form;
  const cells = sources.map((source, index) => ({
    cell_type: 'code',
    execution_count: index,
    metadata: {},
    outputs: [{ name: 'stdout', output_type: 'stream', text: ['"source": ["no"]\n', '{[\\'] }],
    source: list ? source.split(/(?<=\n)/).filter((line) => line !== '') : source,
  }));
  const notebook = { cells, metadata: { kernelspec: { language: 'python', name: 'python3' } }, nbformat: 4, nbformat_minor: 5 };
  let text = indent === 0 ? spaced(JSON.stringify(notebook)) : JSON.stringify(notebook, null, indent);
  if (ascii) text = text.replace(/[^\0-\x7F]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return (byteOrderMark ? '\uFEFF' : '') + text.replace(/\n/g, lineBreak);
}

/** One line as Python's json module writes it: a blank behind the commas between strings. */
function spaced(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|,/g, (found) => (found === ',' ? ', ' : found));
}

/** The JSON of one code cell, indented as Jupyter does. */
export function codeCell(lines: readonly string[], form: 'list' | 'string'): string {
  const source = form === 'list' ? lines : lines.join('');
  return JSON.stringify({ cell_type: 'code', source }, null, 1)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
