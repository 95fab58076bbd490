import type { ImportStatement, Statement } from '../../../languages/python/syntax.js';
import type { TextEdit } from '../../../text/edit.js';
import type { Span } from '../../../text/span.js';
import type { ScriptModel } from '../model.js';

/** How the module `os` is called in a script, and the import that must be added for it. */
export interface OsName {
  readonly name: string;
  readonly edit: TextEdit | undefined;
}

/** Finds how to call `os` at a place; undefined where the script uses that name for something else. */
export function osNameAt(script: ScriptModel, place: Span): OsName | undefined {
  const { module } = script.names;
  for (const [name, bindings] of module.bindings) {
    const isOs = bindings.every(({ imported, within }) => imported?.module === 'os' && imported.name === undefined && !within);
    if (isOs && bindings.some(({ from }) => from <= place.start)) return { name, edit: undefined };
  }
  if (module.bindings.has('os')) return undefined;
  const edit = importEdit(script, place);
  return edit && { name: 'os', edit };
}

/** A line in front of the first import, behind `from __future__` and what stands at the top. */
function importEdit({ syntax, document }: ScriptModel, place: Span): TextEdit | undefined {
  const first = syntax.body.find((statement): statement is ImportStatement => isImport(statement) && statement.from !== '__future__');
  if (!first || first.span.start > place.start) return undefined;
  const start = document.lines.lineStart(document.lines.positionAt(first.span.start).line);
  if (document.text.slice(start, first.span.start).trim() !== '') return undefined;
  return { span: { start, end: start }, newText: 'import os\n' };
}

function isImport(statement: Statement): statement is ImportStatement {
  return statement.kind === 'import';
}
