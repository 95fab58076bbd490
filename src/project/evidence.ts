import { mayBePipeline } from '../sagemaker/commands/may-command.js';
import { mayHoldRequests } from '../sagemaker/surfaces/request-words.js';
import { createDocument } from '../text/document.js';
import type { FileKind } from './project.js';

/**
 * Words without which the text of a script, notebook or server configuration is not looked at any closer, unless a
 * launch or a Dockerfile leads to it: the cheap test before any parser.
 */
const scriptWords =
  /sagemaker|\/opt\/ml\b|\/opt\/program|\bSM_(MODEL_DIR|CHANNELS?|OUTPUT|HPS?|HOSTS|CURRENT_HOST|NUM_|USER_ARGS|TRAINING_ENV|RESOURCE|INPUT)|\/invocations\b|\b(model_fn|input_fn|predict_fn|transform_fn|input_handler|output_handler)\b|\btorch_xla\b|\bhyperparameters\.json\b|create_training_job/i;

/** An image or program for something else that uses the same words: AgentCore answers /invocations on 8080 too. */
export const elsewhere = /bedrock[-_]agentcore|awslambdaric|lambda_handler|hyperpod/i;

/** Whether a text by itself has anything to do with SageMaker. */
export function speaksOfSageMaker(text: string): boolean {
  return scriptWords.test(text);
}

/** The same for a file of a kind: a template has words of its own. */
export function mayConcernSageMaker(kind: FileKind, text: string): boolean {
  return kind === 'template' ? mayHoldRequests(text) : speaksOfSageMaker(text);
}

/** Whether other files may make a file one for SageMaker, whatever it says itself: they start it, or say what it builds. */
export function mayBeLinked(kind: FileKind, path: string, text: string): boolean {
  return kind === 'template' ? mayBePipeline(createDocument(path, text)) : kind !== 'dockerfile' && kind !== 'configuration';
}

/** Kinds that the index reads: whatever can launch, build, or be started. Templates lead nowhere, and there may be any number of them. */
export function isIndexed(kind: FileKind | undefined): boolean {
  return kind !== undefined && kind !== 'configuration' && kind !== 'template';
}

/** Unit tests, by their file's name: what they call is no job. A folder of tests also holds the scripts that test jobs run, and those count. */
export function isTest(path: string): boolean {
  return /(^|\/)(test_[^/]*|[^/]*_test|conftest)\.(py|ipynb)$/i.test(path);
}

/** Whether a program without an extension is Python or shell, by its first line, else by what it looks like. */
export function programLanguage(text: string): 'python' | 'shell' | undefined {
  const first = /^\uFEFF?#!([^\r\n]*)/.exec(text)?.[1];
  if (first !== undefined) {
    if (/python/.test(first)) return 'python';
    return /\b(ba|da|k|z|a)?sh\b/.test(first) ? 'shell' : undefined;
  }
  return /^(import|from)\s+\w/m.test(text) ? 'python' : undefined;
}

/** Whether a template is YAML or JSON: by its name, else by its first character, which YAML may share only with placeholders. */
export function templateLanguage(path: string, text: string): 'yaml' | 'json' {
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return /\.json$/i.test(path) || /^\uFEFF?\s*[{[](?![{%])/.test(text) ? 'json' : 'yaml';
}
