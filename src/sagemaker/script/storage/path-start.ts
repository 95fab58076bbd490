import type { Expression, StringExpression } from '../../../languages/python/syntax.js';
import type { ScriptModel } from '../model.js';

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
