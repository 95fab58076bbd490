import { normalizePackageName } from '../../languages/requirements/parse.js';

/** The programs that SageMaker asks for. */
export type ContractProgram = 'train' | 'serve';

/** Which of them a distribution brings, by itself or through what it requires. */
export type BroughtPrograms = readonly ContractProgram[];

/**
 * Distributions with which SageMaker trains, by normalised name, from the console scripts and requirements of their
 * setup.py: aws/sagemaker-training-toolkit, aws/sagemaker-containers and the framework toolkits, which require one of them.
 */
export const trainingToolkits: ReadonlyMap<string, BroughtPrograms> = new Map([
  ['sagemaker-training', ['train']],
  ['sagemaker-containers', ['train', 'serve']],
  ['sagemaker-pytorch-training', ['train']],
  ['sagemaker-tensorflow-training', ['train']],
  ['sagemaker-mxnet-training', ['train']],
  ['sagemaker-scikit-learn-container', ['train', 'serve']],
  ['sagemaker-sklearn-container', ['train', 'serve']],
  ['sagemaker-xgboost-container', ['train', 'serve']],
  ['sagemaker-pytorch-container', ['train', 'serve']],
  ['sagemaker-tensorflow-container', ['train', 'serve']],
  ['sagemaker-mxnet-container', ['train', 'serve']],
  ['sagemaker-chainer-container', ['train', 'serve']],
] satisfies [string, BroughtPrograms][]);

/** Distributions with which SageMaker serves. `sagemaker-inference` and the model servers bring no program called serve. */
export const servingToolkits: ReadonlyMap<string, BroughtPrograms> = new Map([
  ['sagemaker-inference', []],
  ['sagemaker-containers', ['train', 'serve']],
  ['sagemaker-pytorch-inference', ['serve']],
  ['sagemaker-mxnet-inference', ['serve']],
  ['sagemaker-huggingface-inference-toolkit', ['serve']],
  ['sagemaker-scikit-learn-container', ['train', 'serve']],
  ['sagemaker-sklearn-container', ['train', 'serve']],
  ['sagemaker-xgboost-container', ['train', 'serve']],
  ['multi-model-server', []],
] satisfies [string, BroughtPrograms][]);

/** Other distributions with a program of that name: Ray's `serve` is its own command line, whatever extras are asked for. */
const otherPrograms: ReadonlyMap<string, BroughtPrograms> = new Map([
  ['ray', ['serve']],
  ['ray-cpp', ['serve']],
] satisfies [string, BroughtPrograms][]);

/**
 * The programs called `train` or `serve` that a distribution puts on PATH. Empty for names that are not in the lists:
 * ask `knownPythonPackage` whether that means none.
 */
export function programsOfToolkits(name: string, _extras: readonly string[] = []): BroughtPrograms {
  const normalized = normalizePackageName(name);
  const programs = [trainingToolkits, servingToolkits, otherPrograms].flatMap((list) => list.get(normalized) ?? []);
  return [...new Set(programs)];
}

// Distributions that surely bring no program called train or serve, nor require one that does.
const known = new Set(
  `absl-py accelerate aiobotocore aiofiles aiohttp albumentations alembic altair annoy ansible anyio apache-airflow
  argcomplete arrow asgiref astropy asyncpg attrs autopep8 awscli awswrangler azure-storage-blob babel bcrypt beautifulsoup4
  bitsandbytes black bokeh boto boto3 botocore bottle brotli build cachetools catboost category-encoders causalml
  certifi cffi chardet charset-normalizer click cloudpickle cmake colorama contourpy coverage cryptography cupy cycler
  cython dask dataclasses dataclasses-json datasets deap decorator deepspeed detectron2 diffusers dill distributed django
  dnspython docker docopt duckdb ecos einops elasticsearch evaluate eventlet fairscale faiss-cpu faiss-gpu falcon
  fastapi fastai fastparquet fasttext featuretools filelock fire flake8 flask flask-cors flask-restful fonttools
  fsspec ftfy future fuzzywuzzy gensim gevent geopandas gitpython gluoncv gluonnlp google-auth google-cloud-storage
  googleapis-common-protos graphviz greenlet grpcio gunicorn gym h11 h5py hdbscan httptools httpx huggingface-hub hydra-core
  hyperopt idna imageio imbalanced-learn imblearn implicit importlib-metadata imutils inflection ipykernel ipython ipywidgets
  isort itsdangerous jax jaxlib jinja2 jiter jmespath joblib json5 jsonlines jsonpickle jsonschema jupyter jupyterlab kaggle
  keras keras-preprocessing kiwisolver kubernetes langchain langchain-community langchain-core langdetect lifelines lightfm
  lightgbm lime llvmlite loguru lxml mako markdown markupsafe matplotlib mkl mlxtend mock more-itertools moto mpi4py mpmath
  msgpack multidict multiprocess mxnet mypy mysqlclient nbconvert networkx ninja nltk notebook nose numba numexpr numpy
  nvidia-ml-py oauthlib omegaconf onnx onnxruntime onnxruntime-gpu onnxmltools openai opencv-contrib-python opencv-python
  opencv-python-headless openpyxl opt-einsum optuna orjson packaging pandas pandas-profiling paramiko pathlib pathlib2 patsy
  peft pillow pip pipenv platformdirs plotly pluggy pmdarima poetry polars prettytable prometheus-client prompt-toolkit
  prophet protobuf psutil psycopg2 psycopg2-binary py4j pyarrow pyasn1 pycocotools pycparser pycryptodome pydantic
  pydantic-settings pydot pydub pygments pyjwt pylint pymongo pymysql pynvml pyod pyodbc pyparsing pyrsistent pysocks
  pyspark pystan pytesseract pytest pytest-cov python-dateutil python-dotenv python-json-logger python-multipart python-snappy
  pytorch-lightning pytz pywavelets pyyaml pyzmq rdkit redis regex requests requests-oauthlib requests-toolbelt responses
  retrying rich rouge-score rsa ruff s3fs s3transfer sacrebleu sacremoses safetensors sagemaker sagemaker-experiments
  sagemaker-feature-store-pyspark sagemaker-studio-analytics-extension schedule scikit-image scikit-learn scikit-optimize
  scikit-surprise scipy seaborn sentence-transformers sentencepiece sentry-sdk setuptools setuptools-scm shap shapely
  simplejson simpletransformers six sklearn sktime slicer smart-open smdebug sniffio snowflake-connector-python soundfile
  soupsieve spacy sqlalchemy sqlparse starlette statsmodels surprise sympy tabulate tblib tenacity tensorboard tensorboardx
  tensorflow tensorflow-addons tensorflow-cpu tensorflow-datasets tensorflow-estimator tensorflow-gpu tensorflow-hub
  tensorflow-io tensorflow-probability tensorflow-text termcolor textblob tf-keras theano threadpoolctl tifffile tiktoken
  timm tokenizers toml tomli toolz torch torch-geometric torchaudio torchmetrics torchtext torchvision tornado tqdm
  transformers trl typer typing typing-extensions tzdata tzlocal ujson umap-learn unidecode urllib3 uvicorn uvloop virtualenv
  waitress watchdog watchfiles wcwidth websocket-client websockets werkzeug wget wheel whitenoise widgetsnbextension
  wordcloud wrapt xarray xformers xgboost xlrd xlsxwriter xmltodict yarl zipp zstandard`.split(/\s+/),
);

/** Whether the distribution is well known, and surely brings no program called train or serve. */
export function knownPythonPackage(name: string): boolean {
  return known.has(normalizePackageName(name));
}
