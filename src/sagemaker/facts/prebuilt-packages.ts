import { normalizePackageName } from '../../languages/requirements/parse.js';

/**
 * Packages that the images of AWS for PyTorch, TensorFlow, Hugging Face, scikit-learn and XGBoost have, or some of them:
 * their names, and those that they are imported by where they differ. From the Dockerfiles of
 * github.com/aws/deep-learning-containers, aws/sagemaker-scikit-learn-container and aws/sagemaker-xgboost-container.
 */
const packages = new Set(
  `
  pip setuptools wheel packaging numpy pandas scipy scikit-learn sklearn joblib threadpoolctl torch torchvision torchaudio
  torchtext torchdata torchserve torch-model-archiver tensorflow tensorflow-io tensorflow-serving-api tf-keras keras
  tensorboard tensorflow-datasets transformers datasets accelerate tokenizers evaluate diffusers peft trl bitsandbytes
  sentencepiece sacremoses huggingface-hub safetensors optimum flash-attn xgboost mxnet gluonnlp gluoncv boto3 botocore
  s3fs fsspec s3transfer awscli requests urllib3 certifi idna tqdm pyyaml yaml pillow pil matplotlib seaborn bokeh plotly
  shap imageio opencv-python cv2 protobuf google sagemaker sagemaker-training sagemaker-inference sagemaker-containers
  sagemaker-pytorch-training sagemaker-tensorflow-training smdebug smclarify smdistributed smppy smp h5py psutil mpi4py
  horovod apex deepspeed cython numba pyarrow jinja2 click six attrs werkzeug gevent flask gunicorn paramiko cryptography
  python-dateutil dateutil pytz ipython fastai awsio ninja mkl dgl pynvml markupsafe absl-py absl dask retrying mlio
  `
    .trim()
    .split(/\s+/),
);

/** Whether an image of AWS may have a package already, by its name or by the name that it is imported by. */
export function mayBePrebuilt(name: string): boolean {
  return packages.has(normalizePackageName(name));
}
