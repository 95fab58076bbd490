import assert from 'node:assert/strict';
import { shapeAt } from '../../src/sagemaker/api/shapes.js';
import { removeMember, setMember } from '../../src/sagemaker/request/edit.js';
import { find, objectsAt, referredIn, type ServiceRequest, valueAt, wordFor } from '../../src/sagemaker/request/model.js';
import { applyEdits } from '../../src/text/edit.js';
import { inApi, onlyRequest, pythonRequests, wordsIn } from '../support/python-requests.js';

const deployment = `import sagemaker
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.inputs import FileSystemInput, TrainingInput
from sagemaker.instance_group import InstanceGroup
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.pipeline import PipelineModel
from sagemaker.pytorch import PyTorch, PyTorchModel
from sagemaker.serverless import ServerlessInferenceConfig

session = sagemaker.Session()
role = sagemaker.get_execution_role()

estimator = PyTorch(
    entry_point="train.py",
    role="SageMakerRole",
    instance_count=2,
    instance_type="ml.g5.xlarge",
    volume_size=100,
    use_spot_instances=True,
    max_run=3600,
    checkpoint_s3_uri="s3://bucket/checkpoints",
    subnets=["subnet-1"],
    security_group_ids=["sg-1"],
    hyperparameters={"epochs": 3, "optimizer": "adam"},
    environment={"STAGE": "test"},
    max_retry_attempts=2,
    tags={"team": "churn"},
)
estimator.fit(
    {
        "train": TrainingInput("s3://bucket/train", content_type="text/csv", input_mode="FastFile"),
        "validation": "s3://bucket/validation",
        "lustre": FileSystemInput("fs-0123456789abcdef0", "FSxLustre", "/mount/data"),
    },
    job_name="churn-1",
)

model = Model(
    image_uri="123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:1",
    model_data="s3://bucket/model.tar.gz",
    role=role,
    env={"WORKERS": 2},
    name="churn",
)
predictor = model.deploy(
    1,
    "ml.m5.large",
    endpoint_name="churn-live",
    data_capture_config=DataCaptureConfig(
        True, sampling_percentage=50, destination_s3_uri="s3://bucket/capture", capture_options=["REQUEST", "RESPONSE"]
    ),
    volume_size=20,
)

small = Model(image_uri=image, role=role)
small.deploy(serverless_inference_config=ServerlessInferenceConfig(provisioned_concurrency=10))
slow = Model(image_uri=image, role=role)
slow.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.large",
    async_inference_config=AsyncInferenceConfig(output_path="s3://bucket/out", max_concurrent_invocations_per_instance=4),
)

pipeline = PipelineModel([PyTorchModel("s3://bucket/a.tar.gz", role, "a.py"), Model(image_uri="b"), other], role, name="chain")
pipeline.deploy(1, "ml.m5.large")

transformer = model.transformer(1, "ml.m5.large", strategy="MultiRecord", assemble_with="Line", accept="text/csv")
transformer.transform("s3://bucket/in", content_type="text/csv", split_type="Line", join_source="Input", input_filter="$[1:]")
`;

/** The deployment after an edit. */
function edited(edit: ReturnType<typeof setMember>): string {
  assert.ok(edit);
  return applyEdits(deployment, [edit]);
}

describe('requests of version 2 of the SDK', () => {
  const requests = pythonRequests(deployment);
  const training = onlyRequest(requests, 'CreateTrainingJob');
  const transform = onlyRequest(requests, 'CreateTransformJob');
  const configurations = requests.filter(({ operation }) => operation === 'CreateEndpointConfig');

  it('has one for each thing that is asked for', () => {
    assert.deepEqual(
      requests.map(({ operation, written }) => `${operation} ${written}`),
      [
        'CreateTrainingJob PyTorch',
        'CreateModel Model',
        'CreateEndpointConfig deploy',
        'CreateEndpoint deploy',
        'CreateModel Model',
        'CreateEndpointConfig deploy',
        'CreateEndpoint deploy',
        'CreateModel Model',
        'CreateEndpointConfig deploy',
        'CreateEndpoint deploy',
        'CreateModel PipelineModel',
        'CreateEndpointConfig deploy',
        'CreateEndpoint deploy',
        'CreateTransformJob transform',
      ],
    );
    assert.ok(requests.every(({ surface, notation, isWhole }) => surface === 'sdk-v2' && notation === 'python' && !isWhole));
  });

  it('has a training job under the names of the API', () => {
    assert.deepEqual(inApi(training.content), {
      // The SDK looks a role up by its name.
      RoleArn: '?',
      AlgorithmSpecification: {},
      OutputDataConfig: {},
      ResourceConfig: { InstanceType: 'ml.g5.xlarge', InstanceCount: 2, VolumeSizeInGB: 100 },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
      EnableManagedSpotTraining: true,
      CheckpointConfig: { S3Uri: 's3://bucket/checkpoints' },
      VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      Environment: { STAGE: 'test' },
      Tags: [{ Key: 'team', Value: 'churn' }],
      RetryStrategy: { MaximumRetryAttempts: 2 },
      HyperParameters: { epochs: '?', optimizer: 'adam' },
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3Uri: 's3://bucket/train' } },
          ContentType: 'text/csv',
          InputMode: 'FastFile',
        },
        { ChannelName: 'validation', DataSource: { S3DataSource: { S3Uri: 's3://bucket/validation' } } },
        {
          ChannelName: 'lustre',
          DataSource: {
            FileSystemDataSource: { FileSystemId: 'fs-0123456789abcdef0', FileSystemType: 'FSxLustre', DirectoryPath: '/mount/data' },
          },
        },
      ],
      TrainingJobName: 'churn-1',
    });
  });

  it('has no member that the API has not', () => {
    for (const request of requests) {
      for (const path of Object.keys(wordsIn(request.content))) {
        const isOwn = /^(HyperParameters|Environment|PrimaryContainer\.Environment)\./.test(path);
        if (!isOwn) assert.ok(shapeAt(request.operation, path.replaceAll(/\[\d+\]/g, '')), `${request.operation} ${path}`);
      }
    }
  });

  it('keeps the words in which it is written', () => {
    const words = wordsIn(training.content);
    assert.equal(words['StoppingCondition.MaxRuntimeInSeconds'], 'max_run');
    assert.equal(words['ResourceConfig.VolumeSizeInGB'], 'volume_size');
    assert.equal(words['InputDataConfig[0].InputMode'], 'input_mode');
    assert.equal(words.TrainingJobName, 'job_name');
    assert.equal(wordFor(training.content, 'StoppingCondition.MaxWaitTimeInSeconds'), 'max_wait');
    assert.equal(wordFor(training.content, 'EnableInterContainerTrafficEncryption'), 'encrypt_inter_container_traffic');
    assert.equal(wordFor(training.content, 'VpcConfig.Subnets'), 'subnets');
  });

  it('is edited in these words', () => {
    const condition = valueAt(training, 'StoppingCondition');
    assert.ok(condition?.kind === 'object');
    assert.match(edited(setMember(training, condition, 'MaxWaitTimeInSeconds', 7200)), /tags={"team": "churn"},\n {4}max_wait=7200,\n\)/);
    assert.match(
      edited(setMember(training, training.content, 'EnableInterContainerTrafficEncryption', true)),
      /encrypt_inter_container_traffic=True,\n\)/,
    );
    const spot = find(training, 'EnableManagedSpotTraining');
    assert.ok(spot.kind === 'given');
    assert.doesNotMatch(edited(removeMember(spot.member)), /use_spot_instances/);
    const input = valueAt(transform, 'TransformInput');
    const output = valueAt(transform, 'TransformOutput');
    assert.ok(input?.kind === 'object' && output?.kind === 'object');
    assert.match(edited(setMember(transform, input, 'CompressionType', 'Gzip')), /input_filter="\$\[1:\]", compression_type="Gzip"\)/);
    assert.match(
      edited(setMember(transform, output, 'Accept', 'application/json')),
      /accept="application\/json"\)\ntransformer\.transform/,
    );
    assert.match(edited(setMember(transform, transform.content, 'MaxPayloadInMB', 6)), /accept="text\/csv", max_payload=6\)\ntransformer/);
  });

  it('has endpoints with what is given to deploy', () => {
    assert.deepEqual(
      configurations.map(({ content }) => inApi(content)),
      [
        {
          DataCaptureConfig: {
            EnableCapture: true,
            InitialSamplingPercentage: 50,
            DestinationS3Uri: 's3://bucket/capture',
            CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
          },
          ProductionVariants: [{ InitialInstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 20, ModelName: '?' }],
        },
        {
          ProductionVariants: [
            { ServerlessConfig: { 'MemorySizeInMB=': 2048, 'MaxConcurrency=': 5, ProvisionedConcurrency: 10 }, ModelName: '?' },
          ],
        },
        {
          AsyncInferenceConfig: {
            OutputConfig: { S3OutputPath: 's3://bucket/out' },
            ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
          },
          ProductionVariants: [{ InitialInstanceCount: 1, InstanceType: 'ml.m5.large', ModelName: '?' }],
        },
        { ProductionVariants: [{ InitialInstanceCount: 1, InstanceType: 'ml.m5.large', ModelName: '?' }] },
      ],
    );
  });

  it('gives what the SDK says by itself no place to be written over', () => {
    const [, serverless] = configurations;
    assert.ok(serverless);
    const [variant] = objectsAt(serverless, 'ProductionVariants');
    const config = variant?.members.get('ServerlessConfig')?.value;
    assert.ok(config?.kind === 'object');
    assert.match(
      edited(setMember(serverless, config, 'MaxConcurrency', 10)),
      /ServerlessInferenceConfig\(provisioned_concurrency=10, max_concurrency=10\)/,
    );
    const found = config.members.get('MaxConcurrency');
    assert.ok(found);
    assert.equal(removeMember(found), undefined);
    assert.equal(deployment.slice(found.place.span.start, found.place.span.end), 'ServerlessInferenceConfig');
  });

  it('follows an endpoint to its configuration, its model and the containers of that', () => {
    const follow = (at: number) => {
      const configuration = configurations[at];
      assert.ok(configuration);
      const [variant] = objectsAt(configuration, 'ProductionVariants');
      return referredIn(requests, 'CreateModel', variant?.members.get('ModelName')?.value);
    };
    assert.equal(inName(follow(0)), 'churn');
    assert.deepEqual(inApi(follow(3)?.content ?? assert.fail()), {
      ModelName: 'chain',
      ExecutionRoleArn: '?',
      Containers: [{ ModelDataUrl: 's3://bucket/a.tar.gz' }, { Image: 'b' }, '?'],
    });
    const endpoint = requests.find(({ operation }) => operation === 'CreateEndpoint');
    assert.ok(endpoint);
    assert.equal(referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName')), configurations[0]);
  });

  it('joins the two halves of a transform job', () => {
    assert.deepEqual(inApi(transform.content), {
      BatchStrategy: 'MultiRecord',
      TransformOutput: { AssembleWith: 'Line', Accept: 'text/csv' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      TransformInput: { DataSource: { S3DataSource: { S3Uri: 's3://bucket/in' } }, ContentType: 'text/csv', SplitType: 'Line' },
      DataProcessing: { JoinSource: 'Input', InputFilter: '$[1:]' },
      ModelName: '?',
    });
    assert.equal(inName(referredIn(requests, 'CreateModel', valueAt(transform, 'ModelName'))), 'churn');
  });
});

function inName(request: ServiceRequest | undefined): unknown {
  const name = request && valueAt(request, 'ModelName');
  return name && inApi(name);
}

/** The requests of a text that imports the SDK, in short. */
function requestsOf(text: string, imports = 'from sagemaker.estimator import Estimator'): readonly ServiceRequest[] {
  return pythonRequests(`import sagemaker\n${imports}\n${text}`);
}

function contentOf(text: string, operation: ServiceRequest['operation'], imports?: string): unknown {
  return inApi(onlyRequest(requestsOf(text, imports), operation).content);
}

describe('arguments of version 2', () => {
  it('are those of version 1, too, and missing ones are named alike', () => {
    const text = 'Estimator(image, role, train_instance_count=1, train_instance_type="ml.m5.large", train_use_spot_instances=True)';
    const request = onlyRequest(requestsOf(text), 'CreateTrainingJob');
    assert.deepEqual(find(request, 'StoppingCondition.MaxWaitTimeInSeconds'), { kind: 'absent' });
    assert.equal(wordFor(request.content, 'StoppingCondition.MaxWaitTimeInSeconds'), 'train_max_wait');
    assert.equal(find(request, 'EnableManagedSpotTraining').kind, 'given');
  });

  it('that may be None do not say that an object is sent', () => {
    const vpc = (text: string) => find(onlyRequest(requestsOf(text), 'CreateTrainingJob'), 'VpcConfig').kind;
    assert.equal(vpc('Estimator(image, role, 1, "ml.m5.large")'), 'absent');
    assert.equal(vpc('Estimator(image, role, 1, "ml.m5.large", subnets=None)'), 'absent');
    assert.equal(vpc('def f(subnets):\n    Estimator(image, role, 1, "ml.m5.large", subnets=subnets)'), 'unknown');
    assert.equal(vpc('Estimator(image, role, 1, "ml.m5.large", **network)'), 'unknown');
    assert.equal(vpc('Estimator(image, role, 1, "ml.m5.large", subnets=["a"])'), 'given');
  });

  it('of a pipeline are not known, and nothing else is lost', () => {
    const imports = 'from sagemaker.estimator import Estimator\nfrom sagemaker.workflow.parameters import ParameterInteger';
    const text = 'count = ParameterInteger("Count", default_value=1)\nEstimator("image", role, count, "ml.m5.large", max_run=60)';
    assert.deepEqual(contentOf(text, 'CreateTrainingJob', imports), {
      RoleArn: '?',
      AlgorithmSpecification: { TrainingImage: 'image' },
      OutputDataConfig: {},
      ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: '?' },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      'InputDataConfig?': '?',
    });
  });

  it('of one job come together, however it is started', () => {
    const started = (text: string) =>
      inApi(onlyRequest(requestsOf(`estimator = Estimator(image, role)\n${text}`), 'CreateTrainingJob').content);
    const channels = (text: string) => (started(text) as Record<string, unknown>).InputDataConfig;
    assert.equal(channels('estimator.fit()'), undefined);
    assert.deepEqual(channels('estimator.fit("s3://a/b")'), [
      { ChannelName: 'training', DataSource: { S3DataSource: { S3Uri: 's3://a/b' } } },
    ]);
    assert.deepEqual(channels('estimator.fit({"a": data})'), [{ ChannelName: 'a', '...': true }]);
    assert.deepEqual(channels('estimator.fit({"a": "s3://a"})\nestimator.fit({"b": "s3://b"})'), [
      { ChannelName: 'a', DataSource: { S3DataSource: { S3Uri: 's3://a' } } },
      { ChannelName: 'b', DataSource: { S3DataSource: { S3Uri: 's3://b' } } },
      '...',
    ]);
  });

  it('are what has become of them until the object is used', () => {
    const imports = 'from sagemaker.transformer import Transformer';
    const transforms = (text: string) =>
      requestsOf(`t = Transformer("m", 1, "ml.m5.large")\n${text}`, imports).map(({ content }) => {
        const { TransformOutput } = inApi(content) as Record<string, unknown>;
        return TransformOutput;
      });
    assert.deepEqual(transforms('t.transform(a, split_type="Line")\nt.accept = "text/csv"\nt.transform(b, join_source="Input")'), [
      {},
      { Accept: 'text/csv' },
    ]);
    assert.deepEqual(transforms('if x:\n    t.accept = "text/csv"\nt.transform(a)'), [{ '...': true }]);
    const wait = (text: string) => {
      const estimator = 'e = Estimator("i", role, 1, "ml.m5.large", max_run=60)\n';
      return find(onlyRequest(requestsOf(estimator + text), 'CreateTrainingJob'), 'StoppingCondition.MaxWaitTimeInSeconds').kind;
    };
    assert.equal(wait('e.max_wait = 120\ne.fit()'), 'given');
    assert.equal(wait('e.fit()\ne.max_wait = 120'), 'absent');
    assert.equal(wait('e.fit()\ne.max_wait = 120\ne.fit()'), 'unknown');
  });

  it('may have been done anywhere to an object that is an attribute', () => {
    const wait = (set: string) => {
      const made = `self.e = Estimator(image_uri="i", role="r", instance_count=1, instance_type="ml.m5.large")\n        ${set}`;
      const text = `from sagemaker.estimator import Estimator\nclass Job:\n    def __init__(self):\n        ${made}\n    def run(self):\n        self.e.fit()\n`;
      return find(onlyRequest(pythonRequests(text), 'CreateTrainingJob'), 'StoppingCondition.MaxWaitTimeInSeconds').kind;
    };
    assert.equal(wait('self.e.max_wait = 120'), 'unknown');
    assert.equal(wait('setattr(self.e, "max_wait", 120)'), 'unknown');
    assert.equal(wait('setattr(self.e, name, 120)'), 'unknown');
    assert.equal(wait('self.e.output_path = "s3://bucket/models"'), 'absent');
  });

  it('on the machine at hand ask for nothing', () => {
    assert.deepEqual(requestsOf('e = Estimator("image", role, 1, "local")\ne.fit()\ne.deploy(1, "local_gpu")'), []);
    const handedIn = 'def f(local_instance_type, session):\n    Estimator("image", role, 1, local_instance_type)';
    assert.deepEqual(requestsOf(handedIn), []);
    assert.deepEqual(requestsOf('def f(local_session):\n    Estimator("image", role, 1, kind, sagemaker_session=local_session)'), []);
    assert.deepEqual(requestsOf('m = Model("image", role=role)\nm.deploy(1, "local")', 'from sagemaker.model import Model'), []);
  });
});

describe('what else version 2 asks for', () => {
  it('are models of estimators, with the network of the estimator', () => {
    const text =
      'e = Estimator("image", role, 2, "ml.m5.large", subnets=["a"], security_group_ids=["b"])\ne.deploy(1, "ml.m5.large", env={"A": "b"})';
    const requests = requestsOf(text);
    const model = onlyRequest(requests, 'CreateModel');
    assert.deepEqual(inApi(model.content), {
      PrimaryContainer: { Environment: { A: 'b' }, Image: 'image' },
      VpcConfig: { Subnets: ['a'], SecurityGroupIds: ['b'] },
      ExecutionRoleArn: '?',
    });
    const [variant] = objectsAt(onlyRequest(requests, 'CreateEndpointConfig'), 'ProductionVariants');
    assert.equal(referredIn(requests, 'CreateModel', variant?.members.get('ModelName')?.value), model);
  });

  it('are several variants, each made by a call', () => {
    const text = `a = sagemaker.production_variant(model_name="a", instance_type="ml.m5.large", initial_instance_count=1, variant_name="A")
b = production_variant(model_name=model.name, instance_type="ml.m5.large", variant_name="B", initial_weight=0)
session.endpoint_from_production_variants(name="both", production_variants=[a, b])`;
    const requests = requestsOf(
      text,
      'from sagemaker.session import production_variant\nfrom sagemaker import Model\nmodel = Model("image", role=role)',
    );
    assert.deepEqual(inApi(onlyRequest(requests, 'CreateEndpointConfig').content), {
      ProductionVariants: [
        { InitialInstanceCount: 1, InstanceType: 'ml.m5.large', VariantName: 'A', ModelName: 'a' },
        { InstanceType: 'ml.m5.large', VariantName: 'B', ModelName: '?', InitialVariantWeight: 0 },
      ],
    });
    const [, second] = objectsAt(onlyRequest(requests, 'CreateEndpointConfig'), 'ProductionVariants');
    assert.equal(referredIn(requests, 'CreateModel', second?.members.get('ModelName')?.value)?.written, 'Model');
    assert.deepEqual(inApi(onlyRequest(requests, 'CreateEndpoint').content), { EndpointName: 'both', EndpointConfigName: '?' });
  });

  it('are compilations, in the words of the API', () => {
    const text = `model = Model(model_data="s3://b/m.tar.gz", image_uri="i", role=role)
model.compile(target_instance_family="ml_c5", input_shape={"input": [1, 3, 224, 224]}, output_path="s3://b/o", role=role, framework="pytorch")`;
    assert.deepEqual(contentOf(text, 'CreateCompilationJob', 'from sagemaker.model import Model'), {
      RoleArn: '?',
      InputConfig: { DataInputConfig: '{"input":[1,3,224,224]}', Framework: 'PYTORCH', S3Uri: 's3://b/m.tar.gz' },
      OutputConfig: { S3OutputLocation: 's3://b/o', TargetDevice: 'ml_c5' },
    });
    assert.deepEqual(requestsOf('network = Sequential()\nnetwork.compile(optimizer="adam")'), []);
  });

  it('are recommendations of an instance', () => {
    const imports =
      'from sagemaker.model import Model\nfrom sagemaker.parameter import CategoricalParameter\nfrom sagemaker.inference_recommender.inference_recommender_mixin import Phase';
    const text = `model = Model(image_uri="i", role=role, name="m")
model.right_size(sample_payload_url="s3://b/p.tar.gz", framework="XGBOOST",
    hyperparameter_ranges=[{"instance_types": CategoricalParameter(["ml.m5.large"])}], phases=[Phase(120, 1, 1)])`;
    assert.deepEqual(contentOf(text, 'CreateInferenceRecommendationsJob', imports), {
      InputConfig: {
        ContainerConfig: { Framework: 'XGBOOST', PayloadConfig: { SamplePayloadUrl: 's3://b/p.tar.gz' } },
        EndpointConfigurations: [{ InstanceType: 'ml.m5.large', '...': true }],
        TrafficPattern: { Phases: [{ DurationInSeconds: 120, InitialNumberOfUsers: 1, SpawnRate: 1 }] },
        ModelName: '?',
      },
      'JobType=': 'Advanced',
    });
  });

  it('are processing jobs and tuners', () => {
    const processing = `processor = ScriptProcessor("role", "image", ["python3"], 1, "ml.m5.large", network_config=NetworkConfig(subnets=["a"]))
processor.run("code.py", inputs=[ProcessingInput("s3://b/in", "/opt/ml/processing/in"), ProcessingInput("data.csv", "/in")], arguments=["--x", "1"])`;
    assert.deepEqual(
      contentOf(
        processing,
        'CreateProcessingJob',
        'from sagemaker.processing import *\nfrom sagemaker.processing import ProcessingInput, ScriptProcessor\nfrom sagemaker.network import NetworkConfig',
      ),
      {
        RoleArn: '?',
        AppSpecification: { ImageUri: 'image', ContainerArguments: ['--x', '1'] },
        ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large' } },
        NetworkConfig: { VpcConfig: { Subnets: ['a'] } },
        ProcessingInputs: [
          { S3Input: { S3Uri: 's3://b/in', LocalPath: '/opt/ml/processing/in' } },
          { S3Input: { S3Uri: '?', LocalPath: '/in' } },
          '...',
        ],
      },
    );
    const tuning = 'tuner = HyperparameterTuner(estimator, "loss", ranges, max_jobs=10, max_parallel_jobs=2)\ntuner.fit(job_name="search")';
    assert.deepEqual(contentOf(tuning, 'CreateHyperParameterTuningJob', 'from sagemaker.tuner import HyperparameterTuner'), {
      HyperParameterTuningJobConfig: {
        HyperParameterTuningJobObjective: { MetricName: 'loss' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 10, MaxParallelTrainingJobs: 2 },
      },
      HyperParameterTuningJobName: 'search',
    });
  });

  it('is open where one half of a transform job is not seen', () => {
    const imports = 'from sagemaker.transformer import Transformer';
    assert.deepEqual(contentOf('t = Transformer("model", 1, "ml.m5.large", accept="text/csv")', 'CreateTransformJob', imports), {
      TransformOutput: { Accept: 'text/csv' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      ModelName: 'model',
      '...': true,
    });
    assert.deepEqual(contentOf('def f(t):\n    t.transform("s3://b/x", split_type="Line")', 'CreateTransformJob', imports), {
      TransformInput: { DataSource: { S3DataSource: { S3Uri: 's3://b/x' } }, SplitType: 'Line' },
      '...': true,
    });
    assert.deepEqual(requestsOf('scaler.transform(data)', imports), []);
  });

  it('is made by models of the script itself', () => {
    const text =
      'model = MyModel()\nt = model.transformer(instance_count=1, instance_type="ml.m5.large", accept="a/b")\nt.transform("s3://b/x")';
    const { TransformOutput } = contentOf(text, 'CreateTransformJob') as Record<string, unknown>;
    assert.deepEqual(TransformOutput, { Accept: 'a/b' });
    assert.deepEqual(requestsOf('t = network.transformer(4)\nt.transform(x)'), []);
  });

  it('is a step of a pipeline with its input', () => {
    const imports =
      'from sagemaker.transformer import Transformer\nfrom sagemaker.inputs import TransformInput\nfrom sagemaker.workflow.steps import TransformStep';
    const text =
      't = Transformer("m", 1, "ml.m5.large")\nTransformStep(name="T", transformer=t, inputs=TransformInput(data="s3://b/x", join_source="Input"))';
    assert.deepEqual(contentOf(text, 'CreateTransformJob', imports), {
      TransformOutput: {},
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      ModelName: 'm',
      TransformInput: { DataSource: { S3DataSource: { S3Uri: 's3://b/x' } } },
      DataProcessing: { JoinSource: 'Input' },
    });
  });
});

describe('references', () => {
  it('are the same where a name that is bound once is used', () => {
    const text = `import boto3
name = name_from_base("churn")
client = boto3.client("sagemaker")
client.create_model(ModelName=name, ExecutionRoleArn=role)
client.create_endpoint_config(EndpointConfigName=f"{name}-x", ProductionVariants=[{"VariantName": "a", "ModelName": name}])
def deploy(config):
    client.create_endpoint_config(EndpointConfigName=config, ProductionVariants=[])
    client.create_endpoint(EndpointName="e", EndpointConfigName=config)
`;
    const requests = pythonRequests(text);
    const [first, second] = requests.filter(({ operation }) => operation === 'CreateEndpointConfig');
    assert.ok(first && second);
    const [variant] = objectsAt(first, 'ProductionVariants');
    assert.equal(referredIn(requests, 'CreateModel', variant?.members.get('ModelName')?.value)?.operation, 'CreateModel');
    assert.equal(
      referredIn(requests, 'CreateEndpointConfig', valueAt(onlyRequest(requests, 'CreateEndpoint'), 'EndpointConfigName')),
      second,
    );
  });

  it('are different where a name is bound again', () => {
    const text = `import boto3
client = boto3.client("sagemaker")
name = make()
if x:
    name = make()
client.create_model(ModelName=name, ExecutionRoleArn=role)
client.create_endpoint_config(EndpointConfigName="x", ProductionVariants=[{"VariantName": "a", "ModelName": name}])
`;
    const requests = pythonRequests(text);
    const [variant] = objectsAt(onlyRequest(requests, 'CreateEndpointConfig'), 'ProductionVariants');
    assert.equal(referredIn(requests, 'CreateModel', variant?.members.get('ModelName')?.value), undefined);
  });

  it('lead from the name of an endpoint that deploy gave to its configuration', () => {
    const text = `import boto3
from sagemaker import Model
from sagemaker.async_inference import AsyncInferenceConfig
predictor = Model("image", role=role).deploy(1, "ml.m5.large", async_inference_config=AsyncInferenceConfig())
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=predictor.endpoint_name, Body=b"")
`;
    const requests = pythonRequests(text);
    const endpoint = referredIn(requests, 'CreateEndpoint', valueAt(onlyRequest(requests, 'InvokeEndpoint'), 'EndpointName'));
    assert.ok(endpoint);
    const configuration = referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName'));
    assert.equal(configuration && find(configuration, 'AsyncInferenceConfig').kind, 'given');
  });
});
