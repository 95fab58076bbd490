import { callsIn } from '../../languages/python/walk.js';
import type { Span } from '../../text/span.js';
import { certain } from '../value.js';
import { isCertainlyRun } from './certain-run.js';
import type { ScriptModel } from './model.js';

/** A call that surely needs the network. */
export interface NetworkUse {
  /** As written, without its arguments. */
  readonly name: string;
  readonly span: Span;
}

const downloads =
  /^(requests\.(get|post|put)|urllib\.request\.(urlopen|urlretrieve)|huggingface_hub\.(snapshot_download|hf_hub_download|login)|nltk\.download)$/;

const hubName = /^[A-Za-z0-9][\w-]*\/[\w.-]+$/;
/** Names of folders that models are kept in. */
const localFolder =
  /^(models?|data|checkpoints?|ckpts?|outputs?|pretrained\w*|weights|cache|local|tmp|src|code|assets|artifacts|saved\w*)\//i;

/**
 * What a script fetches over the network when it is started, under no condition: files of S3, addresses, and models of the
 * Hugging Face Hub by their name there, which has an owner (`google/vit-base`). A name without one may be a folder.
 */
export function networkUse(script: ScriptModel): readonly NetworkUse[] {
  const { document, names, evaluator, storage } = script;
  const fromStorage = storage.downloads
    .filter(({ site }) => isCertainlyRun(script, site))
    .map(({ name, site }) => ({ name, span: site.call.span }));
  const calls = callsIn(script.syntax.body).filter((site) => {
    const { callee } = site.call;
    const [first] = site.call.arguments;
    const qualified = names.qualifiedName(callee);
    if (qualified !== undefined && downloads.test(qualified)) return isCertainlyRun(script, site);
    if (callee.kind !== 'attribute' || callee.name !== 'from_pretrained' || !first || first.name !== undefined) return false;
    if (site.call.arguments.some(({ name, star }) => star !== '' || name === 'local_files_only' || name === 'cache_dir')) return false;
    const text = certain(evaluator.text(first.value));
    return text !== undefined && hubName.test(text) && !localFolder.test(text) && isCertainlyRun(script, site);
  });
  const found = calls.map(({ call }) => ({ name: document.text.slice(call.callee.span.start, call.callee.span.end), span: call.span }));
  const known = new Set(fromStorage.map(({ span }) => span.start));
  return [...fromStorage, ...found.filter(({ span }) => !known.has(span.start))].sort((one, other) => one.span.start - other.span.start);
}
