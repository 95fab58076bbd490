import type { PythonCall } from '../../languages/python/walk.js';
import { launchReadingOf } from '../launch/read.js';
import type { ServiceRequest } from '../request/model.js';
import type { ScriptModel } from '../script/model.js';
import { mayCallApi } from './api-methods.js';
import { readApiCall } from './boto3.js';
import { mayUseSdk } from './sdk/may-use-sdk.js';
import { readSdkRequests } from './sdk/read.js';

/** Reads what a Python file, or the program of a notebook, asks SageMaker to do, in the order of the text. */
export function readPythonRequests(
  script: Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator'> & { readonly calls?: readonly PythonCall[] },
): readonly ServiceRequest[] {
  const { text } = script.document;
  const [callsApi, usesSdk] = [mayCallApi(text), mayUseSdk(text)];
  if (!callsApi && !usesSdk) return [];
  const reading = launchReadingOf(script);
  const calls = callsApi ? reading.calls.flatMap((made) => readApiCall(made, reading) ?? []) : [];
  const used = usesSdk ? readSdkRequests(reading) : [];
  return [...calls, ...used].sort((first, second) => first.span.start - second.span.start);
}
