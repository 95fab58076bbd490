import type { PythonCall } from '../../languages/python/walk.js';
import type { RequestReader } from '../request/read-python.js';
import type { ScriptModel } from '../script/model.js';
import type { Origins } from './origins.js';

/** What launches are read from: a part of the model of a script, with every call of the file. */
export interface LaunchContext extends Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator'> {
  readonly calls: readonly PythonCall[];
}

/** The same with what reads values and follows objects. */
export interface LaunchReading extends LaunchContext {
  readonly reader: RequestReader;
  readonly origins: Origins;
}
