import type { Argument, Expression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { lazy } from '../lazy.js';
import type { PathValue } from '../values/evaluate.js';
import { type PathMention, readPathMentions } from './path-mentions.js';
import { readReads } from './reads.js';
import { readWrites } from './saves.js';
import { readTransfers, type TransferReading } from './transfers.js';

/** What a script saves, loads, lists and writes where. Found by calls: what a helper in another file does is in that file's reading. */
export interface StorageReading extends TransferReading {
  readonly writes: readonly StorageWrite[];
  readonly reads: readonly StorageRead[];
  /** Texts that name a path below /opt/ml. */
  readonly paths: readonly PathMention[];
  /** Whether the code outside comments names the folder of the model, its variable or `model_dir` anywhere. */
  readonly namesModelDirectory: boolean;
  /** Whether the code outside comments names a channel: SM_CHANNEL_..., /opt/ml/input/data. */
  readonly namesChannel: boolean;
}

/**
 * model: weights or a fitted estimator. checkpoint: a state to go on from. artifact: any other file. log: for TensorBoard
 * and the like. folder: a folder is made. copy: files are copied, moved or packed to that path.
 */
export type WriteKind = 'model' | 'checkpoint' | 'artifact' | 'log' | 'folder' | 'copy';

/** One call that writes to a path. */
export interface StorageWrite {
  readonly kind: WriteKind;
  /** As people know it: `torch.save`, `.save_pretrained`, `open`. */
  readonly name: string;
  readonly site: PythonCall;
  /** Where the path is written: the value of an argument, or the object of `path.write_text(...)`. A file handle leads to what it was opened with. */
  readonly pathExpression: Expression | undefined;
  /** The whole argument where the path is one. */
  readonly pathArgument: Argument | undefined;
  readonly path: PathValue;
  /** Copies: what is copied. */
  readonly source: PathValue | undefined;
}

/** list: what is in a folder. open: the content of a file. exists: whether it is there. */
export type ReadKind = 'list' | 'open' | 'exists';

/** One call that looks at a path. */
export interface StorageRead {
  readonly kind: ReadKind;
  readonly name: string;
  readonly site: PythonCall;
  readonly pathExpression: Expression | undefined;
  readonly path: PathValue;
}

/** Reads what a script does with files. */
export function readStorage(context: ScriptContext): StorageReading {
  const names = (pattern: RegExp) => isInCode(context.syntax.text, pattern);
  const calls = () => context.callsByName;
  let found: TransferReading | undefined;
  const transfers = () => {
    found ??= readTransfers(calls(), context);
    return found;
  };
  return lazy<StorageReading>({
    writes: () => readWrites(calls(), context),
    reads: () => readReads(calls(), context),
    uploads: () => transfers().uploads,
    downloads: () => transfers().downloads,
    commands: () => transfers().commands,
    resumes: () => transfers().resumes,
    paths: () => readPathMentions(context),
    namesModelDirectory: () => names(/model_dir|model-dir|modelDir|MODEL_DIR|MODEL_PATH|\/opt\/ml\/model/),
    namesChannel: () => names(/SM_CHANNEL|SM_INPUT_D|\/opt\/ml\/input|\/input\/data/),
  });
}

/** Whether a text has a match outside of comments. */
function isInCode(text: string, pattern: RegExp): boolean {
  const match = pattern.exec(text);
  if (match === null) return false;
  const before = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
  // Without a `#` before it in its line it is in none.
  return !before.includes('#') || pattern.test(codeOf(text));
}

/** The text without comments. */
export function codeOf(text: string): string {
  return text.replace(/("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, (found) =>
    found.startsWith('#') ? '' : found,
  );
}
