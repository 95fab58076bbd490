/** A built-in algorithm of SageMaker that is trained with a container of AWS's. */
export interface BuiltInAlgorithm {
  /** As people call it. */
  readonly title: string;
  /** What its data channels may say of their content, without parameters (`;label_size=0`); undefined where it reads the files whatever they say. */
  readonly contentTypes: readonly string[] | undefined;
  /** The channel that it trains on; several where any will do. */
  readonly trainingChannels: readonly string[];
  /** It runs a script of the user's where it is given one, and then takes whatever that reads. */
  readonly takesScripts?: true;
}

const protobuf = 'application/x-recordio-protobuf';
const csv = 'text/csv';
const images = ['image/jpeg', 'image/png', 'application/x-image'];
const numbers = [protobuf, csv];

function algorithm(title: string, contentTypes: readonly string[] | undefined, trainingChannels = ['train']): BuiltInAlgorithm {
  return { title, contentTypes, trainingChannels };
}

const xgboost: BuiltInAlgorithm = {
  title: 'XGBoost',
  // data_utils.py of github.com/aws/sagemaker-xgboost-container; the guide names fewer.
  contentTypes: [
    ...['text/csv', 'text/libsvm', 'text/x-libsvm', 'application/x-parquet', protobuf],
    ...['csv', 'libsvm', 'parquet', 'recordio-protobuf'],
  ],
  trainingChannels: ['train'],
  takesScripts: true,
};

/**
 * The algorithms by the name of their image and of `image_uris.retrieve`. Sources: the SageMaker AI developer guide, common
 * data formats for training and common information about built-in algorithms, with the pages of the algorithms.
 */
const byName: Readonly<Record<string, BuiltInAlgorithm>> = {
  xgboost,
  'sagemaker-xgboost': xgboost,
  'linear-learner': algorithm('Linear Learner', numbers),
  kmeans: algorithm('K-Means', numbers),
  knn: algorithm('k-NN', numbers),
  lda: algorithm('LDA', numbers),
  ntm: algorithm('NTM', numbers),
  pca: algorithm('PCA', numbers),
  randomcutforest: algorithm('Random Cut Forest', numbers),
  'factorization-machines': algorithm('Factorization Machines', [protobuf]),
  seq2seq: algorithm('Seq2Seq', [protobuf]),
  'image-classification': algorithm('Image Classification', ['application/x-recordio', ...images]),
  'object-detection': algorithm('Object Detection', ['application/x-recordio', ...images]),
  'semantic-segmentation': algorithm('Semantic Segmentation', images),
  // In File mode it takes lines of text whatever they are called, and AWS's own examples call them CSV.
  blazingtext: algorithm('BlazingText', undefined),
  // The container goes by the end of the file's name, and takes that for a content type, too.
  'forecasting-deepar': algorithm('DeepAR', [
    ...['application/jsonlines', 'application/x-parquet', 'application/json'],
    ...['json', 'jsonlines', 'json.gz', 'parquet', 'auto'],
  ]),
  object2vec: algorithm('Object2Vec', ['application/jsonlines']),
  ipinsights: algorithm('IP Insights', [csv]),
};

/** Algorithms that JumpStart has, by the beginning of the model's name. */
const byModel: readonly (readonly [start: string, algorithm: BuiltInAlgorithm])[] = [
  ['catboost-', algorithm('CatBoost', [csv], ['training'])],
  ['lightgbm-', algorithm('LightGBM', [csv], ['training', 'train'])],
  ['pytorch-tabtransformer', algorithm('TabTransformer', [csv], ['training'])],
  ['autogluon-', algorithm('AutoGluon-Tabular', [csv], ['training'])],
];

/** The algorithm of an image's repository, or of a name that the SDK looks an image up by. */
export function algorithmNamed(name: string): BuiltInAlgorithm | undefined {
  return Object.hasOwn(byName, name) ? byName[name] : undefined;
}

/** The algorithm of a JumpStart model. */
export function algorithmOfModel(model: string): BuiltInAlgorithm | undefined {
  return byModel.find(([start]) => model.startsWith(start))?.[1];
}
