import type { StorageWrite } from './storage.js';

/** What knows local files only: everything that does not go through tf.io, and HDF5 within Keras. */
const localCall =
  /^(joblib|sklearn\.externals|pickle|cPickle|_pickle|dill|cloudpickle|torch|numpy|json|yaml|builtins|io|codecs|gzip|bz2|lzma|shutil|os|cv2|matplotlib|tarfile|zipfile)\./;
const kerasCall = /^\.(save|save_weights)$|^(tensorflow\.|tf_)?keras(\.\w+)*\.save_model$|^tensorflow\S*\.save_model$/;

/** Whether a call writes a file to local folders only, and cannot write to S3. */
export function writesLocally({ kind, name, path }: StorageWrite): boolean {
  if (kind === 'folder' || kind === 'log') return false;
  return localCall.test(name) || (kerasCall.test(name) && /\.(h5|hdf5)$/.test(path.rest ?? ''));
}
