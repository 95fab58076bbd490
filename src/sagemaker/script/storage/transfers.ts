import type { CallsByName } from '../../../languages/python/calls-by-name.js';
import type { CallExpression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { Span } from '../../../text/span.js';
import type { ScriptContext } from '../context.js';
import { fullName, inOrder, isInServingFunction } from './storage-call.js';

/** A call that moves something over the network. */
export interface Transfer {
  readonly name: string;
  readonly site: PythonCall;
  /** The texts among its arguments: bucket, key, file name. */
  readonly texts: readonly string[];
}

/** A call that starts another program. */
export interface ProgramCall {
  readonly site: PythonCall;
  /** The texts of the command; undefined for a word that is not known. */
  readonly words: readonly (string | undefined)[];
}

export interface TransferReading {
  /** What leaves the container or is logged with a tracking service: whoever does that may keep the model there. */
  readonly uploads: readonly Transfer[];
  /** What the script itself fetches from S3. */
  readonly downloads: readonly Transfer[];
  /** Programs that it starts: they may copy, fetch or save whatever they like. */
  readonly commands: readonly ProgramCall[];
  /** Anything that may go on from an earlier state; over-approximated, so that its absence says something. */
  readonly resumes: readonly Span[];
}

/** Calls that may keep a model elsewhere; over-approximated, because rules are silent where there is one. */
const uploadNames =
  /^(upload\w*|put_object|push_to_hub|hub_upload|log_model|log_artifacts?|autolog|log_asset\w*|save_artifact|register_model|create_model_version|track_files|add_file|copy_object)$/;
/** The same where the object is a store. */
const storeUploads = /^(put|sync|copy|mv|cp)$/;
const stores = /(s3|fs|filesystem|bucket|store|blob|storage)\w*$/i;
/** Libraries that may keep it without such a call: they patch the training libraries, or write to a store. */
const trackerNames =
  'mlflow|wandb|neptune|comet_ml|clearml|dvclive|aim|polyaxon|huggingface_hub|s3fs|fsspec|gcsfs|smart_open|awswrangler|cloudpathlib|s3path';
const trackers = new RegExp(`^(${trackerNames})(\\.|$)`);
const trackerImports = new RegExp(`^[ \\t]*(from|import)[ \\t]+(${trackerNames})\\b`, 'm');
const downloadNames = /^(download_file|download_fileobj|download_data|download|get_object|download_objects?|download_folder)$/;
const starters =
  /^(subprocess\.(run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(system|popen|exec[lv]p?e?|spawn[lv]p?e?))$/;
const starterNames = /^(run|call|check_call|check_output|Popen|getoutput|getstatusoutput|system|popen|exec\w+|spawn\w+)$/;
const resumers =
  /load_state|load_checkpoint|load_ckpt|restore|latest_checkpoint|latest_ckpt|last_checkpoint|last_ckpt|load_weights|load_param|load_from_(?!disk)|load_model|load_pretrained|load_snapshot|load_optimizer|resume|init_from|init_checkpoint|warm_start|reload/i;
const resumingNames =
  /^(torch|torch\.jit|joblib|pickle|dill|cloudpickle|paddle|mxnet\.nd|tensorflow\.saved_model|smdistributed\.\S*|chainer\.serializers)\.load(_npz|_hdf5)?$/;
const loaderNames = /^load(_npz|_hdf5)?$/;
const resumingKeywords =
  /^(resume\w*|ckpt_path|init_model|xgb_model|checkpoint_path|(from|init|initial|start|load|restore|last|latest)_\w*(checkpoint|ckpt)\w*|checkpoint|ckpt|warm_start\w*|initial_epoch|start_epoch|load_(weights|best)\w*|model_dir|backup_dir)$/;

const resumingEvidence = /resume|ckpt|checkpoint|init_model|xgb_model|warm_start|initial_epoch|start_epoch|load_|model_dir|backup_dir/;
/** Finds what goes over the network, which programs are started, and what may go on from an earlier state. */
export function readTransfers(calls: CallsByName, context: ScriptContext): TransferReading {
  const uploads: Transfer[] = [];
  const downloads: Transfer[] = [];
  const commands: ProgramCall[] = [];
  const resumes: PythonCall[] = [];
  const mayTrack = trackerImports.test(context.syntax.text);
  const mayPush = context.syntax.text.includes('push_to_hub');
  const mayResume = resumingEvidence.test(context.syntax.text);
  for (const [last, sites] of calls) {
    const isUpload = uploadNames.test(last);
    const isStoreUpload = storeUploads.test(last);
    const isDownload = downloadNames.test(last);
    const isResumer = resumers.test(last);
    const needsName = mayTrack || starterNames.test(last) || loaderNames.test(last);
    for (const site of sites) {
      const { call } = site;
      const isPushed =
        mayPush && call.arguments.some(({ name, value }) => name === 'push_to_hub' && !(value.kind === 'constant' && value.value !== true));
      const full = needsName ? fullName(call, context) : undefined;
      const transfer = () => ({ name: full ?? `.${last}`, site, texts: textsOf(site, context) });
      if (isUpload || isPushed || (isStoreUpload && isOfStore(call)) || (full !== undefined && trackers.test(full)))
        uploads.push(transfer());
      if (isDownload && isS3(site, context)) downloads.push(transfer());
      if (full !== undefined && starters.test(full)) commands.push({ site, words: wordsOf(site, context) });
      const hasKeyword = mayResume && call.arguments.some(({ name }) => name !== undefined && resumingKeywords.test(name));
      if (isResumer || hasKeyword || (full !== undefined && resumingNames.test(full))) resumes.push(site);
    }
  }
  return {
    uploads: inOrder(uploads),
    downloads: inOrder(downloads),
    commands: inOrder(commands),
    resumes: resumes.filter((site) => !isInServingFunction(site)).map(({ call }) => call.span),
  };
}

function isOfStore({ callee }: CallExpression): boolean {
  return (
    callee.kind === 'attribute' && (callee.object.kind === 'name' || callee.object.kind === 'attribute') && stores.test(callee.object.name)
  );
}

/** Whether a download comes from S3: the call, or what its object is made of, says so. */
function isS3({ call }: PythonCall, { evaluator, syntax }: ScriptContext): boolean {
  const written = ({ span }: { readonly span: Span }) => syntax.text.slice(span.start, span.end);
  if (/\bs3\b|s3_|_s3|S3|[Bb]ucket/.test(written(call))) return true;
  return call.callee.kind === 'attribute' && /boto3|S3/.test(written(evaluator.resolve(call.callee.object)));
}

function textsOf({ call }: PythonCall, { evaluator }: ScriptContext): string[] {
  return call.arguments.flatMap(({ value }) => {
    const text = evaluator.text(value);
    return text.known ? [text.value] : [];
  });
}

/** The words of a command: of a list, or of a text that is split at blanks. */
function wordsOf({ call }: PythonCall, { evaluator }: ScriptContext): (string | undefined)[] {
  const value = call.arguments[0]?.value;
  const resolved = value && evaluator.resolve(value);
  if (resolved?.kind === 'list' || resolved?.kind === 'tuple') {
    return resolved.elements.map((element) => {
      const text = evaluator.text(element);
      return text.known ? text.value : undefined;
    });
  }
  if (resolved?.kind !== 'string') return [undefined];
  return resolved.parts.flatMap((part) => (typeof part === 'string' ? part.trim().split(/\s+/) : [undefined]));
}
