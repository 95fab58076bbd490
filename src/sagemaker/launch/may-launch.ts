import { launchClassNames } from './signatures.js';

const operationName = /\bcreate_(?:training_job|hyper_parameter_tuning_job|model|processing_job)\s*\(/;
const launchName = `\\b(?:${[...launchClassNames, 'remote', 'step', 'RemoteExecutor'].join('|')})\\b`;
/** One of the names being called, imported under another one, given another one, or decorating. */
const launchUse = new RegExp(`${launchName}(?=\\s*[(\\\\]|[\\s\\\\]+as\\b)|[=@][\\s(\\\\]*(?:\\w+[\\s\\\\]*\\.[\\s\\\\]*)*${launchName}`);
/** Whether a text imports the SDK. */
export const importsSdk = /^[ \t]*(?:import|from)[ \t]+sagemaker\b/m;

/** Whether a text may launch anything: asked before it is parsed. */
export function mayLaunch(text: string): boolean {
  return operationName.test(text) || (importsSdk.test(text) && launchUse.test(text));
}
