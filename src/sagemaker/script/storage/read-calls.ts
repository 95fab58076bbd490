import type { ReadKind } from './storage.js';
import type { StorageCall } from './storage-call.js';

/** What reads, by the last part of its name. */
const readCallsByName: Readonly<Record<string, readonly StorageCall<ReadKind>[]>> = {
  listdir: [{ kind: 'list', names: /^(os|tensorflow\S*gfile)\.listdir$/, path: [0, 'path'] }],
  scandir: [{ kind: 'list', names: /^os\.scandir$/, path: [0, 'path'] }],
  walk: [{ kind: 'list', names: /^(os|tensorflow\S*gfile)\.walk$/, path: [0, 'top'] }],
  ListDirectory: [{ kind: 'list', names: /gfile\.ListDirectory$/, path: [0, 'dirname'] }],
  glob: [
    { kind: 'list', names: /^(glob|tensorflow\S*gfile)\.glob$/, path: [0, 'pathname'] },
    { kind: 'list', method: true, path: 'receiver' },
  ],
  iglob: [{ kind: 'list', names: /^glob\.iglob$/, path: [0, 'pathname'] }],
  Glob: [{ kind: 'list', names: /gfile\.Glob$/, path: [0, 'pattern'] }],
  rglob: [{ kind: 'list', method: true, path: 'receiver' }],
  iterdir: [{ kind: 'list', method: true, path: 'receiver' }],
  list_files: [{ kind: 'list', names: /^tensorflow\S*Dataset\.list_files$/, path: [0, 'file_pattern'] }],
  flow_from_directory: [{ kind: 'list', method: true, path: [0, 'directory'] }],
  image_dataset_from_directory: [{ kind: 'list', names: /image_dataset_from_directory$/, path: [0, 'directory'] }],
  ImageFolder: [{ kind: 'list', names: /^torchvision\S*\.ImageFolder$/, path: [0, 'root'] }],
  read_csv: [{ kind: 'open', names: /(^|\.)read_csv$/, path: [0, 'filepath_or_buffer', 'path'] }],
  read_parquet: [{ kind: 'open', names: /(^|\.)read_parquet$/, path: [0, 'path'] }],
  read_json: [{ kind: 'open', names: /(^|\.)read_json$/, path: [0, 'path_or_buf', 'path'] }],
  read_table: [{ kind: 'open', names: /(^|\.)read_table$/, path: [0, 'filepath_or_buffer', 'source'] }],
  read_excel: [{ kind: 'open', names: /(^|\.)read_excel$/, path: [0, 'io'] }],
  read_pickle: [{ kind: 'open', names: /(^|\.)read_pickle$/, path: [0, 'filepath_or_buffer'] }],
  read_text: [{ kind: 'open', method: true, path: 'receiver' }],
  read_bytes: [{ kind: 'open', method: true, path: 'receiver' }],
  loadtxt: [{ kind: 'open', names: /^numpy\.loadtxt$/, path: [0, 'fname'] }],
  genfromtxt: [{ kind: 'open', names: /^numpy\.genfromtxt$/, path: [0, 'fname'] }],
  load: [
    {
      kind: 'open',
      names: /^(torch|numpy|joblib|torch\.jit|sklearn\.externals\.joblib|mxnet\.nd)\.load$/,
      path: [0, 'f', 'file', 'filename'],
    },
    { kind: 'open', names: /^(pickle|json|dill|cloudpickle|yaml)\.(safe_)?load$/, path: [0, 'fp', 'file', 'stream'] },
  ],
  load_from_disk: [{ kind: 'open', names: /^datasets\S*\.load_from_disk$/, path: [0, 'dataset_path'] }],
  load_svmlight_file: [{ kind: 'open', names: /^sklearn\.\S*load_svmlight_file$/, path: [0, 'f'] }],
  DMatrix: [{ kind: 'open', names: /^xgboost(\.core)?\.DMatrix$/, path: [0, 'data'] }],
  TFRecordDataset: [{ kind: 'open', names: /^tensorflow\S*TFRecordDataset$/, path: [0, 'filenames'] }],
  imread: [{ kind: 'open', names: /\.imread$/, path: [0, 'filename', 'fname', 'uri'] }],
  exists: [
    { kind: 'exists', names: /^(os\.path|tensorflow\S*gfile)\.exists$/, path: [0, 'path'] },
    { kind: 'exists', method: /(path|file|dir|folder)\w*$/i, path: 'receiver' },
  ],
  isfile: [{ kind: 'exists', names: /^os\.path\.isfile$/, path: [0, 'path'] }],
  isdir: [{ kind: 'exists', names: /^(os\.path|tensorflow\S*gfile)\.isdir$/, path: [0, 'path', 's'] }],
  is_file: [{ kind: 'exists', method: true, path: 'receiver' }],
  is_dir: [{ kind: 'exists', method: true, path: 'receiver' }],
};

export const readCalls: ReadonlyMap<string, readonly StorageCall<ReadKind>[]> = new Map(Object.entries(readCallsByName));

/** Opens a file for reading or writing: the mode decides. */
export const openers =
  /^(builtins\.open|io\.open|codecs\.open|(gzip|bz2|lzma)\.open|tensorflow\S*\.gfile\.(GFile|Open|FastGFile)|smart_open\.\w+|fsspec\.open)$/;
/** Packs files: the same. */
export const packers = /^(tarfile\.open|tarfile\.TarFile(\.open)?|zipfile\.ZipFile)$/;
/** The last parts of their names. */
export const openerNames = /^(open|Open|GFile|FastGFile|ZipFile|TarFile)$/;
