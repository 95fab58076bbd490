import type { Statement } from './syntax.js';
import { callsIn, type PythonCall, type PythonStatement, statementsIn } from './walk.js';

/**
 * Every call of a module, as callsIn finds them. What was found in a statement is kept with it: of a text that is edited, the
 * statements before the change are the same as before.
 */
export const callsOfModule: (body: readonly Statement[]) => readonly PythonCall[] = keptByStatement(callsIn);

/** Every statement of a module, as statementsIn finds them; kept in the same way. */
export const statementsOfModule: (body: readonly Statement[]) => readonly PythonStatement[] = keptByStatement(statementsIn);

function keptByStatement<Found>(find: (body: readonly Statement[]) => readonly Found[]): (body: readonly Statement[]) => readonly Found[] {
  const kept = new WeakMap<Statement, readonly Found[]>();
  return (body) => {
    const all: Found[] = [];
    for (const statement of body) {
      let found = kept.get(statement);
      if (found === undefined) {
        found = find([statement]);
        kept.set(statement, found);
      }
      for (const each of found) all.push(each);
    }
    return all;
  };
}
