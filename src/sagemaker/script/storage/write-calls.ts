import type { WriteKind } from './storage.js';
import type { StorageCall } from './storage-call.js';

const checkpointReceiver = /(checkpoint|ckpt|manager|checkpointer)\w*$/i;
const imageReceiver = /(im(age|g)?|fig(ure)?|pil|canvas|anim\w*|wb|workbook|doc(ument)?|plot)\d*$/i;

/** What writes, by the last part of its name. The first form that fits counts. */
const writeCallsByName: Readonly<Record<string, readonly StorageCall<WriteKind>[]>> = {
  save: [
    {
      kind: 'model',
      names:
        /^(torch|torch\.jit|paddle|torch_xla\.core\.xla_model|onnx|jax\.numpy|tensorflow\.saved_model|tensorflow\.compat\.v\d\.saved_model|torch_xla\.utils\.serialization|smdistributed\.modelparallel\.torch|torch\.distributed\.checkpoint|mxnet\.nd)\.save$/,
      path: [1, 'f', 'path', 'filepath', 'export_dir', 'checkpoint_id'],
    },
    { kind: 'artifact', names: /^numpy\.save$/, path: [0, 'file'] },
    { kind: 'checkpoint', method: /saver\w*$/i, path: [1, 'save_path'] },
    { kind: 'checkpoint', method: checkpointReceiver, path: [0, 'file_prefix', 'name', 'directory'] },
    { kind: 'artifact', method: imageReceiver, path: [0, 'fp', 'filename', 'fname'] },
    { kind: 'model', method: true, path: [0, 'filepath', 'path', 'filename', 'f', 'output_dir', 'fname', 'save_path', 'export_dir'] },
  ],
  dump: [
    {
      kind: 'model',
      names: /^(joblib|sklearn\.externals\.joblib|pickle|cPickle|_pickle|dill|cloudpickle|six\.moves\.cPickle|skops\.io)\.dump$/,
      path: [1, 'filename', 'file'],
    },
    { kind: 'artifact', names: /^(json|yaml|simplejson|ujson|toml|srsly)\.(safe_)?dump$/, path: [1, 'fp', 'stream'] },
  ],
  save_pretrained: [{ kind: 'model', method: true, path: [0, 'save_directory', 'save_dir'] }],
  save_quantized: [{ kind: 'model', method: true, path: [0, 'save_dir', 'save_directory'] }],
  save_model: [
    { kind: 'model', names: /^mlflow(\.\w+)*\.save_model$/, path: [-1, 'path'] },
    {
      kind: 'model',
      names:
        /^(tensorflow\.|tf_)?keras(\.\w+)*\.save_model$|^tensorflow\.\S*\.save_model$|^safetensors\.torch\.save_model$|^h2o\.save_model$|^pycaret\.\w+\.save_model$/,
      path: [1, 'filepath', 'filename', 'path', 'model_name'],
    },
    { kind: 'model', method: true, path: [0, 'output_dir', 'fname', 'filename', 'path', 'filepath', 'fn'] },
  ],
  save_weights: [{ kind: 'model', method: true, path: [0, 'filepath', 'filename'] }],
  save_file: [{ kind: 'model', names: /^safetensors(\.\w+)*\.save_file$/, path: [1, 'filename'] }],
  save_checkpoint: [{ kind: 'checkpoint', method: true, path: [0, 'save_dir', 'filepath', 'prefix'] }],
  save_state: [{ kind: 'checkpoint', method: true, path: [0, 'output_dir'] }],
  save_params: [{ kind: 'model', method: true, path: [0, 'fname', 'filename'] }],
  save_parameters: [{ kind: 'model', method: true, path: [0, 'filename', 'fname'] }],
  save_npz: [{ kind: 'model', names: /^(chainer\.serializers|scipy\.sparse)(\.\w+)*\.save_npz$/, path: [0, 'file'] }],
  save_word2vec_format: [{ kind: 'model', method: true, path: [0, 'fname'] }],
  save_to_disk: [{ kind: 'artifact', method: true, path: [0, 'dataset_path', 'dataset_dict_path'] }],
  to_disk: [{ kind: 'model', method: true, path: [0, 'path'] }],
  simple_save: [{ kind: 'model', names: /saved_model\.simple_save$/, path: [1, 'export_dir'] }],
  export: [
    { kind: 'model', names: /^torch\.onnx\.export$/, path: [2, 'f'] },
    { kind: 'model', method: /(net|model|learn(er)?|block)\w*$/i, path: [0, 'path', 'fname', 'filepath', 'file', 'format'] },
  ],
  export_savedmodel: [{ kind: 'model', method: true, path: [0, 'export_dir_base'] }],
  export_saved_model: [{ kind: 'model', method: true, path: [0, 'export_dir_base'] }],
  serialize_model: [{ kind: 'model', method: true, path: [0, 'path'] }],
  savez: [{ kind: 'artifact', names: /^numpy\.savez$/, path: [0, 'file'] }],
  savez_compressed: [{ kind: 'artifact', names: /^numpy\.savez_compressed$/, path: [0, 'file'] }],
  savetxt: [{ kind: 'artifact', names: /^numpy\.savetxt$/, path: [0, 'fname'] }],
  tofile: [{ kind: 'artifact', method: true, path: [0, 'fid'] }],
  to_csv: [{ kind: 'artifact', method: true, path: [0, 'path_or_buf', 'path'] }],
  to_parquet: [{ kind: 'artifact', method: true, path: [0, 'path'] }],
  to_json: [{ kind: 'artifact', method: true, path: [0, 'path_or_buf'] }],
  to_pickle: [{ kind: 'artifact', method: true, path: [0, 'path'] }],
  to_excel: [{ kind: 'artifact', method: true, path: [0, 'excel_writer'] }],
  to_feather: [{ kind: 'artifact', method: true, path: [0, 'path'] }],
  savefig: [{ kind: 'artifact', names: /^matplotlib\.\S*savefig$/, method: true, path: [0, 'fname'] }],
  imwrite: [{ kind: 'artifact', names: /^(cv2|imageio)\.(\w+\.)*imwrite$/, path: [0, 'filename', 'uri'] }],
  imsave: [{ kind: 'artifact', names: /\.imsave$/, path: [0, 'fname', 'uri'] }],
  write_text: [{ kind: 'artifact', method: true, path: 'receiver' }],
  write_bytes: [{ kind: 'artifact', method: true, path: 'receiver' }],
  touch: [{ kind: 'artifact', method: true, path: 'receiver' }],
  makedirs: [{ kind: 'folder', names: /^(os|tensorflow\S*gfile)\.makedirs$/, path: [0, 'name', 'path'] }],
  mkdir: [
    { kind: 'folder', names: /^(os|tensorflow\S*gfile)\.mkdir$/, path: [0, 'path'] },
    { kind: 'folder', method: true, path: 'receiver' },
  ],
  MakeDirs: [{ kind: 'folder', names: /gfile\.MakeDirs$/, path: [0, 'dirname'] }],
  copy: [{ kind: 'copy', names: /^(shutil|tensorflow\S*gfile)\.copy$/, path: [1, 'dst'], source: [0, 'src'] }],
  copy2: [{ kind: 'copy', names: /^shutil\.copy2$/, path: [1, 'dst'], source: [0, 'src'] }],
  copyfile: [{ kind: 'copy', names: /^shutil\.copyfile$/, path: [1, 'dst'], source: [0, 'src'] }],
  copytree: [{ kind: 'copy', names: /^shutil\.copytree$/, path: [1, 'dst'], source: [0, 'src'] }],
  copy_tree: [{ kind: 'copy', names: /^distutils\.dir_util\.copy_tree$/, path: [1, 'dst'], source: [0, 'src'] }],
  move: [{ kind: 'copy', names: /^shutil\.move$/, path: [1, 'dst'], source: [0, 'src'] }],
  rename: [
    { kind: 'copy', names: /^(os|tensorflow\S*gfile)\.rename$/, path: [1, 'dst'], source: [0, 'src'] },
    { kind: 'copy', method: /(path|file|dir)\w*$/i, path: [0, 'target'] },
  ],
  replace: [{ kind: 'copy', names: /^os\.replace$/, path: [1, 'dst'], source: [0, 'src'] }],
  symlink: [{ kind: 'copy', names: /^os\.symlink$/, path: [1, 'dst'], source: [0, 'src'] }],
  make_archive: [{ kind: 'copy', names: /^shutil\.make_archive$/, path: [0, 'base_name'], source: [2, 'root_dir'] }],
  unpack_archive: [{ kind: 'copy', names: /^shutil\.unpack_archive$/, path: [1, 'extract_dir'], source: [0, 'filename'] }],
  extractall: [{ kind: 'copy', method: true, path: [0, 'path'] }],
  SummaryWriter: [{ kind: 'log', names: /(^|\.)(tensorboard|tensorboardX)(\.\w+)*\.SummaryWriter$/, path: [0, 'log_dir', 'logdir'] }],
  create_file_writer: [{ kind: 'log', names: /^tensorflow\.\S*create_file_writer$/, path: [0, 'logdir'] }],
  FileWriter: [{ kind: 'log', names: /^tensorflow\.\S*FileWriter$/, path: [0, 'logdir'] }],
  TensorBoard: [{ kind: 'log', names: /keras\S*\.TensorBoard$/, path: [0, 'log_dir'] }],
  TensorBoardLogger: [{ kind: 'log', names: /lightning\S*\.TensorBoardLogger$/, path: [0, 'save_dir'] }],
  CSVLogger: [{ kind: 'log', names: /(keras|lightning)\S*\.CSVLogger$/, path: [0, 'filename', 'save_dir'] }],
  ModelCheckpoint: [
    { kind: 'checkpoint', names: /lightning\S*\.ModelCheckpoint$/, path: [0, 'dirpath'] },
    { kind: 'checkpoint', names: /keras\S*\.ModelCheckpoint$/, path: [0, 'filepath'] },
  ],
  BackupAndRestore: [{ kind: 'checkpoint', names: /keras\S*\.BackupAndRestore$/, path: [0, 'backup_dir'] }],
  CheckpointManager: [{ kind: 'checkpoint', names: /^tensorflow\.\S*CheckpointManager$/, path: [1, 'directory'] }],
  RunConfig: [{ kind: 'checkpoint', names: /estimator\S*\.RunConfig$/, path: [0, 'model_dir'] }],
  TrainingArguments: [{ kind: 'checkpoint', names: /TrainingArguments$/, path: [0, 'output_dir'] }],
  Seq2SeqTrainingArguments: [{ kind: 'checkpoint', names: /TrainingArguments$/, path: [0, 'output_dir'] }],
  SFTConfig: [{ kind: 'checkpoint', names: /^trl\.SFTConfig$/, path: [0, 'output_dir'] }],
  Trainer: [{ kind: 'checkpoint', names: /lightning\S*\.Trainer$/, path: [-1, 'default_root_dir'] }],
};

export const writeCalls: ReadonlyMap<string, readonly StorageCall<WriteKind>[]> = new Map(Object.entries(writeCallsByName));
