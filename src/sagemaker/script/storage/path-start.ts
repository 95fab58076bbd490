import type { Expression, StringExpression } from '../../../languages/python/syntax.js';
import type { TextEdit } from '../../../text/edit.js';
import type { ScriptModel } from '../model.js';
import type { StorageWrite } from './storage.js';

/** Where the beginning of a path is written. */
export interface PathStart {
  readonly string: StringExpression;
  /** The string is the whole path; otherwise other parts are put behind it. */
  readonly isWhole: boolean;
}

/** Finds the string that a path begins with, through names, joins and the default of an argument; undefined where it is none. */
export function pathStart(expression: Expression, script: ScriptModel): PathStart | undefined {
  const { evaluator, names, arguments: reading } = script;
  let next: Expression | undefined = expression;
  let isWhole = true;
  for (let steps = 0; next !== undefined && steps < 10; steps++) {
    const current: Expression = evaluator.resolve(next);
    if (current.kind === 'string') return current.contentSpan ? { string: current, isWhole } : undefined;
    const read = reading.reads.find((candidate) => candidate.expression === current);
    if (read) {
      if (read.arguments.length !== 1) return undefined;
      next = read.arguments[0]?.default?.expression;
    } else if (
      current.kind === 'call' &&
      /^(os\.path\.join|pathlib\.(Pure)?(Posix)?Path)$/.test(names.qualifiedName(current.callee) ?? '')
    ) {
      isWhole &&= current.arguments.length === 1;
      next = current.arguments[0]?.value;
    } else if (current.kind === 'binary' && (current.operator === '/' || current.operator === '+')) {
      isWhole = false;
      next = current.left;
    } else return undefined;
  }
  return undefined;
}

/** The edits that begin the paths of some writes with a folder; the name of a file stays. Undefined where one begins with no plain text. */
export function moveIntoFolder(writes: readonly StorageWrite[], script: ScriptModel, folder: string): readonly TextEdit[] | undefined {
  const edits = new Map<number, TextEdit>();
  for (const { pathExpression } of writes) {
    const start = pathExpression && pathStart(pathExpression, script);
    const span = start?.string.contentSpan;
    if (!start || !span) return undefined;
    const text = start.string.value ?? '';
    const file = text.split('/').at(-1) ?? '';
    const newText = start.isWhole && file.includes('.') ? `${folder}/${file}` : `${folder}${text.endsWith('/') ? '/' : ''}`;
    edits.set(span.start, { span, newText });
  }
  return [...edits.values()];
}
