import type { ScriptModel } from '../sagemaker/script/model.js';
import type { SourceDocument } from '../text/document.js';
import { elsewhere, isTest } from './evidence.js';
import type { LinkedLaunch, Reason, ScriptUse } from './links.js';
import { parentFolder } from './paths.js';
import type { ProjectLinks } from './project-links.js';

/** What the text of a script itself says of its part. */
export interface TextEvidence {
  readonly trains: readonly Reason[];
  readonly serves: readonly Reason[];
  readonly isProgram: boolean;
}

const trainingWord =
  /(["'])(SM_(?:MODEL_DIR|CHANNELS?|CHANNEL_\w+|OUTPUT_DATA_DIR|OUTPUT_DIR|HPS?|HP_\w+|HOSTS|CURRENT_HOST|NUM_GPUS|NUM_CPUS|USER_ARGS|TRAINING_ENV|RESOURCE_CONFIG|INPUT_\w+))\1|\/opt\/ml\/(?:input\/(?:data|config)|output\/(?:data|failure)|checkpoints)\b|\bsagemaker_training\b|\bsagemaker_containers\b/;
/** `prefix = "/opt/ml/"` and `os.path.join(prefix, "input/config/hyperparameters.json")`: the same paths in two pieces. */
const jobFolder = /(["'])(\/opt\/ml)\/?\1/;
const belowJobFolder = /(["'])(input\/(?:data|config))\b[^"'\n]*\1|(["'])input\3\s*[,/]\s*["'](?:data|config)\b/;
const handlerWord = /^(?:async\s+)?def\s+(model_fn)\s*\(/m;
const otherHandlers = /^(?:async\s+)?def\s+(?:input_fn|predict_fn|output_fn|transform_fn)\s*\(/m;
const invocationsWord = /(["'])\/invocations\/?\1/;
const clientWord = /requests\.(?:post|get)\(|test_client\(|TestClient\(|urlopen\(|httpx\./;

/** Reads what a text says of itself. Nothing for a test, and for what runs on another service. */
export function textEvidence(document: SourceDocument): TextEvidence {
  const { text, path } = document;
  const nothing = { trains: [], serves: [], isProgram: false };
  if (isTest(path) || elsewhere.test(text)) return nothing;
  const reason = (match: RegExpExecArray | null, what: (found: string) => string): Reason[] =>
    match
      ? [{ what: what(match[2] ?? match[1] ?? match[0]), document, span: { start: match.index, end: match.index + match[0].length } }]
      : [];
  const handler = handlerWord.exec(text);
  const isHandler = handler !== null && (otherHandlers.test(text) || /(^|\/)inference\.py$/.test(path));
  const isServer = invocationsWord.test(text) && !clientWord.test(text);
  const serves = [
    ...(isHandler ? reason(handler, (found) => `it defines ${found}`) : []),
    ...(isServer ? reason(invocationsWord.exec(text), () => 'it answers /invocations') : []),
  ];
  const named = isInComment(text, trainingWord) ? [] : reason(trainingWord.exec(text), (found) => `it names ${found}`);
  // A server often starts with the same lines as the training program of its image.
  const isInPieces = named.length + serves.length === 0 && belowJobFolder.test(text) && !isInComment(text, jobFolder);
  const trains = isInPieces ? reason(jobFolder.exec(text), (found) => `it names ${found} and the input below it`) : named;
  return { trains, serves, isProgram: /^if\s+__name__\s*==/m.test(text) || /\.parse_(?:known_)?args\(/.test(text) };
}

function isInComment(text: string, word: RegExp): boolean {
  const match = word.exec(text);
  if (!match) return false;
  const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
  return /^\s*#/.test(line) && !word.test(text.slice(match.index + match[0].length));
}

/**
 * Puts together what launches, images and the text say of a script; undefined where nothing says that it is for SageMaker.
 * `written` are the files of its path that notebooks and shell scripts write, itself perhaps among them.
 */
export function scriptUse(
  document: SourceDocument,
  links: ProjectLinks,
  modelOf: (path: string) => ScriptModel | undefined,
  written: readonly SourceDocument[] = [],
): ScriptUse | undefined {
  const { path } = document;
  const own = textEvidence(document);
  const entries = links.importersOf(path);
  const asEntry = partsOf(path, links, ({ launch }) => means(launch.document, document, written));
  const asModule = entries.map((entry) => partsOf(entry, links, () => true));
  const isLinked = hasParts(asEntry);
  // A module plays the parts of the programs that import it.
  const parts = isLinked ? [asEntry] : asModule;
  const trains = [...parts.flatMap((part) => part.trains), ...own.trains];
  const serves = [...parts.flatMap((part) => part.serves), ...own.serves];
  const processes = parts.flatMap((part) => part.processes);
  if (trains.length + serves.length + processes.length === 0) return undefined;
  return {
    trains,
    serves,
    processes,
    isEntry: isLinked || (own.isProgram && own.trains.length > 0 && entries.length === 0),
    launches: parts.flatMap((part) => part.launches),
    models: parts.flatMap((part) => part.models),
    processing: parts.flatMap((part) => part.processing),
    images: parts.flatMap((part) => part.images),
    imports: links.importsOf(path).flatMap((other) => modelOf(other) ?? []),
    importedBy: entries.flatMap((other) => modelOf(other) ?? []),
    folder:
      parts.flatMap((part) => part.launches).find(({ sourceFolder }) => sourceFolder !== undefined)?.sourceFolder ?? parentFolder(path),
  };
}

type Parts = Pick<ScriptUse, 'trains' | 'serves' | 'processes' | 'launches' | 'models' | 'processing' | 'images'>;

function hasParts(parts: Parts): boolean {
  return parts.trains.length + parts.serves.length + parts.processes.length > 0;
}

/** A notebook that writes a script and launches it means its own, whatever others write under that name. */
function means(launch: SourceDocument, script: SourceDocument, written: readonly SourceDocument[]): boolean {
  const file = fileOf(launch);
  return fileOf(script) === file || !written.some((other) => fileOf(other) === file);
}

function fileOf({ path, part }: SourceDocument): string {
  return part?.container.path ?? path;
}

function partsOf(path: string, links: ProjectLinks, isMeant: (link: LinkedLaunch) => boolean): Parts {
  const linked = links.launchesOfScript(path).filter(isMeant);
  const launches = linked.filter(isTraining);
  const models = linked.filter(isModel);
  const processing = linked.filter(isProcessing);
  const images = links.startsOfScript(path);
  const because = ({ launch }: LinkedLaunch): Reason => ({
    what: `${launch.written} names it as its program`,
    document: launch.document,
    span: launch.nameSpan,
  });
  const startReason = (start: (typeof images)[number]): Reason => ({
    what: `the image of ${start.dockerfile} starts it`,
    document: start.image.document,
    span: start.span,
  });
  // What an image looks made for counts less than what it is seen to be used for.
  const isForProcessing = ({ dockerfile }: (typeof images)[number]): boolean => {
    const jobs = links.launchesOfImage(dockerfile);
    return jobs.length > 0 && jobs.every(isProcessing);
  };
  const others = images.filter((start) => !isForProcessing(start));
  const started = (role: 'train' | 'serve'): Reason[] =>
    others.filter((start) => start.role === role || (start.role === 'unknown' && start.image.purpose[role].length > 0)).map(startReason);
  return {
    trains: [...launches.map(because), ...started('train')],
    serves: [...models.map(because), ...started('serve')],
    processes: [...processing.map(because), ...images.filter(isForProcessing).map(startReason)],
    launches,
    models,
    processing,
    images,
  };
}

function isTraining(linked: LinkedLaunch): linked is ScriptUse['launches'][number] {
  return linked.launch.kind === 'training';
}
function isModel(linked: LinkedLaunch): linked is ScriptUse['models'][number] {
  return linked.launch.kind === 'model';
}
function isProcessing(linked: LinkedLaunch): linked is ScriptUse['processing'][number] {
  return linked.launch.kind === 'processing';
}
