import type { PythonCall } from '../../languages/python/walk.js';
import { createLaunchReading } from '../launch/read.js';
import type { ServiceRequest } from '../request/model.js';
import type { ScriptModel } from '../script/model.js';
import { mayCallApi, readApiCall } from './boto3.js';

/** Reads what a Python file, or the program of a notebook, asks SageMaker to do, in the order of the text. */
export function readPythonRequests(
  script: Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator'> & { readonly calls?: readonly PythonCall[] },
): readonly ServiceRequest[] {
  if (!mayCallApi(script.document.text)) return [];
  const reading = createLaunchReading(script);
  return reading.calls.flatMap((made) => {
    const request = readApiCall(made, reading);
    return request ? [request] : [];
  });
}
