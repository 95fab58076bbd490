import type { CallsByName } from '../../languages/python/calls-by-name.js';
import type { PythonCall, PythonStatement } from '../../languages/python/walk.js';
import type { ScriptFlow } from './flow.js';
import type { ScriptModel } from './model.js';

/**
 * What the readings of a script start from. `arguments` is read when it is first asked for, as in the model; the reading
 * of arguments itself must not ask for it.
 */
export interface ScriptContext extends Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator' | 'arguments'> {
  /** Every call of the file with what it stands in, in the order of the text: found once for all readings. */
  readonly calls: readonly PythonCall[];
  readonly callsByName: CallsByName;
  /** Every statement of the file with the body that it stands in, outer ones first. */
  readonly statements: readonly PythonStatement[];
  /** Which functions of the file are called, and when something runs. */
  readonly flow: ScriptFlow;
}
