import { mayCallApi } from './api-methods.js';
import { mayUseSdk } from './sdk/may-use-sdk.js';

/** Whether a Python text may ask SageMaker for anything: asked before it is parsed. */
export function mayRequest(text: string): boolean {
  return mayCallApi(text) || mayUseSdk(text);
}
