import assert from 'node:assert/strict';
import { type Shape, shapeOf } from '../../src/sagemaker/api/shapes.js';
import { addMember, setMember } from '../../src/sagemaker/request/edit.js';
import { find, type Operation, objectsAt, referredIn, valueAt, wordFor } from '../../src/sagemaker/request/model.js';
import { apiName, coreName } from '../../src/sagemaker/surfaces/sdk/core-names.js';
import { applyEdits } from '../../src/text/edit.js';
import { inApi, onlyRequest, pythonRequests, wordsIn } from '../support/python-requests.js';

const deployment = `from sagemaker.core.inference_config import AsyncInferenceConfig, ServerlessInferenceConfig
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import (
    AutoRollbackConfig, BlueGreenUpdatePolicy, CapacitySize, ContainerDefinition, DeploymentConfig, InferenceExecutionConfig,
    ProductionVariant, TrafficRoutingConfig,
)
from sagemaker.core.transformer import Transformer
from sagemaker.serve import ModelBuilder
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import (
    CheckpointConfig, Compute, FileSystemDataSource, InputData, Networking, SourceCode, StoppingCondition,
)

trainer = ModelTrainer(
    training_image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:1",
    source_code=SourceCode(source_dir="src", entry_script="train.py"),
    role="arn:aws:iam::123456789012:role/SageMaker",
    compute=Compute(instance_type="ml.g5.xlarge", instance_count=2, enable_managed_spot_training=True),
    stopping_condition=StoppingCondition(max_runtime_in_seconds=7200),
    networking=Networking(subnets=["subnet-1"], security_group_ids=["sg-1"]),
    checkpoint_config=CheckpointConfig(s3_uri="s3://bucket/checkpoints"),
    hyperparameters={"epochs": 3},
)
trainer.train(
    input_data_config=[
        InputData(channel_name="train", data_source="s3://bucket/train", content_type="text/csv"),
        InputData(channel_name="local", data_source="data/"),
        InputData(channel_name="efs", data_source=FileSystemDataSource(file_system_id="fs-0123456789abcdef0", file_system_type="EFS")),
    ]
)

model = Model.create(
    model_name="churn",
    execution_role_arn="arn:aws:iam::123456789012:role/SageMaker",
    containers=[
        ContainerDefinition(image="one", container_hostname="first", environment={"max_size": "1"}),
        ContainerDefinition(image="two"),
    ],
    inference_execution_config=InferenceExecutionConfig(mode="Serial"),
)
config = EndpointConfig.create(
    endpoint_config_name="churn-2",
    production_variants=[
        ProductionVariant(variant_name="blue", model_name=model, initial_instance_count=1, volume_size_in_gb=20),
        ProductionVariant(variant_name="green", model_name=model.model_name, serverless_config={"memory_size_in_mb": 2048}),
    ],
)
endpoint = Endpoint.create(
    endpoint_name="churn",
    endpoint_config_name=config.endpoint_config_name,
    deployment_config=DeploymentConfig(
        blue_green_update_policy=BlueGreenUpdatePolicy(
            traffic_routing_configuration=TrafficRoutingConfig(
                type="CANARY", wait_interval_in_seconds=300, canary_size=CapacitySize(type="CAPACITY_PERCENT", value=10)
            )
        ),
        auto_rollback_configuration=AutoRollbackConfig(alarms=[{"alarm_name": "errors"}]),
    ),
)
endpoint.update(endpoint_config_name="churn-3")

builder = ModelBuilder(image_uri="image", s3_model_data_url="s3://bucket/model.tar.gz", env_vars={"A": "b"}, role_arn=role)
builder.build(model_name="built")
builder.deploy("built-endpoint", inference_config=ServerlessInferenceConfig(memory_size_in_mb=4096, max_concurrency=20))
builder.deploy(endpoint_name="slow", instance_type="ml.m5.large", inference_config=AsyncInferenceConfig(output_path="s3://bucket/out"))

transformer = Transformer(
    model_name="churn", instance_count=1, instance_type="ml.m5.large", assemble_with="Line", accept="text/csv", max_payload=6
)
transformer.transform(data="s3://bucket/in", content_type="text/csv", split_type="Line", join_source="Input")
`;

function edited(edit: ReturnType<typeof setMember>): string {
  assert.ok(edit);
  return applyEdits(deployment, [edit]);
}

describe('requests of version 3 of the SDK', () => {
  const requests = pythonRequests(deployment);
  const training = onlyRequest(requests, 'CreateTrainingJob');

  it('has one for each thing that is asked for', () => {
    assert.deepEqual(
      requests.map(({ operation, written }) => `${operation} ${written}`),
      [
        'CreateTrainingJob ModelTrainer',
        'CreateModel Model.create',
        'CreateEndpointConfig EndpointConfig.create',
        'CreateEndpoint Endpoint.create',
        'UpdateEndpoint update',
        'CreateModel ModelBuilder',
        'CreateEndpointConfig deploy',
        'CreateEndpoint deploy',
        'CreateEndpointConfig deploy',
        'CreateEndpoint deploy',
        'CreateTransformJob transform',
      ],
    );
    assert.ok(requests.every(({ surface, notation }) => surface === 'sdk-v3' && notation === 'python'));
  });

  it('has a training job that is told in several objects', () => {
    assert.deepEqual(inApi(training.content), {
      RoleArn: 'arn:aws:iam::123456789012:role/SageMaker',
      AlgorithmSpecification: { TrainingImage: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:1' },
      OutputDataConfig: {},
      ResourceConfig: { InstanceType: 'ml.g5.xlarge', InstanceCount: 2 },
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 7200 },
      CheckpointConfig: { S3Uri: 's3://bucket/checkpoints' },
      VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      HyperParameters: { epochs: '?' },
      InputDataConfig: [
        { ChannelName: 'train', DataSource: { S3DataSource: { S3Uri: 's3://bucket/train' } }, ContentType: 'text/csv' },
        // The SDK uploads it.
        { ChannelName: 'local', DataSource: { S3DataSource: { S3Uri: '?' } } },
        { ChannelName: 'efs', DataSource: { FileSystemDataSource: { FileSystemId: 'fs-0123456789abcdef0', FileSystemType: 'EFS' } } },
      ],
    });
    assert.equal(wordsIn(training.content).EnableManagedSpotTraining, 'enable_managed_spot_training');
    assert.equal(wordFor(training.content, 'StoppingCondition.MaxWaitTimeInSeconds'), 'max_wait_time_in_seconds');
    assert.equal(wordFor(training.content, 'OutputDataConfig.S3OutputPath'), 'output_data_config.s3_output_path');
  });

  it('is edited in the object that has the member', () => {
    const condition = valueAt(training, 'StoppingCondition');
    assert.ok(condition?.kind === 'object');
    assert.match(
      edited(setMember(training, condition, 'MaxWaitTimeInSeconds', 9000)),
      /StoppingCondition\(max_runtime_in_seconds=7200, max_wait_time_in_seconds=9000\)/,
    );
    assert.match(
      edited(setMember(training, training.content, 'EnableInterContainerTrafficEncryption', true)),
      /security_group_ids=\["sg-1"\], enable_inter_container_traffic_encryption=True\)/,
    );
    const output = valueAt(training, 'OutputDataConfig');
    assert.ok(output?.kind === 'object');
    // There is no output_data_config to write it in.
    assert.equal(setMember(training, output, 'S3OutputPath', 's3://bucket/out'), undefined);
  });

  it('has the resources of sagemaker.core under the names of the API', () => {
    const model = onlyRequest(requests.slice(0, 2), 'CreateModel');
    assert.ok(model.isWhole);
    assert.deepEqual(inApi(model.content), {
      ModelName: 'churn',
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/SageMaker',
      Containers: [{ Image: 'one', ContainerHostname: 'first', Environment: { max_size: '1' } }, { Image: 'two' }],
      InferenceExecutionConfig: { Mode: 'Serial' },
    });
    const endpoint = onlyRequest(requests.slice(0, 5), 'CreateEndpoint');
    assert.deepEqual(inApi(endpoint.content), {
      EndpointName: 'churn',
      EndpointConfigName: '?',
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            WaitIntervalInSeconds: 300,
            CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 },
          },
        },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
      },
    });
    const [, second] = objectsAt(model, 'Containers');
    assert.ok(second);
    assert.match(
      edited(addMember(second, 'ContainerHostname', '"second"')),
      /ContainerDefinition\(image="two", container_hostname="second"\)/,
    );
    const update = onlyRequest(requests, 'UpdateEndpoint');
    assert.deepEqual(inApi(update.content), { EndpointConfigName: 'churn-3', EndpointName: 'churn' });
  });

  it('edits a dictionary in the words of the SDK', () => {
    const config = onlyRequest(requests.slice(0, 3), 'CreateEndpointConfig');
    const [, green] = objectsAt(config, 'ProductionVariants');
    const serverless = green?.members.get('ServerlessConfig')?.value;
    assert.ok(serverless?.kind === 'object');
    assert.match(edited(setMember(config, serverless, 'MaxConcurrency', 5)), /\{"memory_size_in_mb": 2048, "max_concurrency": 5\}/);
  });

  it('follows resources that are given in the place of their names', () => {
    const config = onlyRequest(requests.slice(0, 3), 'CreateEndpointConfig');
    const models = objectsAt(config, 'ProductionVariants').map((variant) =>
      referredIn(requests, 'CreateModel', variant.members.get('ModelName')?.value),
    );
    assert.deepEqual(
      models.map((model) => model?.written),
      ['Model.create', 'Model.create'],
    );
    const endpoint = onlyRequest(requests.slice(0, 5), 'CreateEndpoint');
    assert.equal(referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName')), config);
  });

  it('has what a ModelBuilder builds and deploys', () => {
    const [model, first, , second, endpoint] = requests.slice(5);
    assert.ok(model && first && second && endpoint);
    assert.deepEqual(inApi(model.content), {
      ExecutionRoleArn: '?',
      PrimaryContainer: { Image: 'image', ModelDataUrl: 's3://bucket/model.tar.gz', Environment: { A: 'b' } },
      ModelName: 'built',
    });
    assert.deepEqual(inApi(first.content), {
      ProductionVariants: [{ ServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 20 }, ModelName: '?' }],
    });
    assert.deepEqual(inApi(second.content), {
      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://bucket/out' } },
      ProductionVariants: [{ InstanceType: 'ml.m5.large', ModelName: '?' }],
    });
    assert.deepEqual(inApi(endpoint.content), { EndpointName: 'slow', EndpointConfigName: '?' });
    const [variant] = objectsAt(first, 'ProductionVariants');
    assert.equal(referredIn(requests, 'CreateModel', variant?.members.get('ModelName')?.value), model);
  });

  it('joins the two halves of a transform job', () => {
    assert.deepEqual(inApi(onlyRequest(requests, 'CreateTransformJob').content), {
      MaxPayloadInMB: 6,
      TransformOutput: { AssembleWith: 'Line', Accept: 'text/csv' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
      ModelName: 'churn',
      TransformInput: { DataSource: { S3DataSource: { S3Uri: 's3://bucket/in' } }, ContentType: 'text/csv', SplitType: 'Line' },
      DataProcessing: { JoinSource: 'Input' },
    });
  });
});

describe('objects of version 3 that are not seen', () => {
  const imports = 'from sagemaker.train import ModelTrainer\nfrom sagemaker.train.configs import Compute\n';
  const training = (text: string) => onlyRequest(pythonRequests(imports + text), 'CreateTrainingJob');

  it('leave what they have unknown', () => {
    const request = training('def f(compute):\n    ModelTrainer(training_image="i", compute=compute)');
    assert.equal(find(request, 'EnableManagedSpotTraining').kind, 'unknown');
    assert.equal(find(request, 'ResourceConfig.InstanceType').kind, 'unknown');
    assert.equal(find(request, 'VpcConfig').kind, 'absent');
  });

  it('are open where more may be given', () => {
    const request = training('ModelTrainer(training_image="i", compute=Compute(instance_type="ml.m5.large", **more))');
    assert.equal(find(request, 'ResourceConfig.InstanceType').kind, 'given');
    assert.equal(find(request, 'ResourceConfig.InstanceCount').kind, 'unknown');
  });

  it('are given by methods, too', () => {
    const request = training('ModelTrainer(training_image="i").with_checkpoint_config()');
    assert.equal(find(request, 'CheckpointConfig.S3Uri').kind, 'unknown');
  });

  it('ask for nothing where a container is started here', () => {
    const local = 'from sagemaker.train.configs import SourceCode\nModelTrainer(training_image="i", training_mode=Mode.LOCAL_CONTAINER)';
    assert.deepEqual(pythonRequests(imports + local), []);
    assert.deepEqual(pythonRequests(`from unittest import mock\n${imports}ModelTrainer(training_image="i")`), []);
  });
});

describe('names of sagemaker.core', () => {
  it('keep groups of capitals together', () => {
    assert.deepEqual(['MaxPayloadInMB', 'EnableSSMAccess', 'S3Uri', 'KmsKeyId', 'VolumeSizeInGB'].map(coreName), [
      'max_payload_in_mb',
      'enable_ssm_access',
      's3_uri',
      'kms_key_id',
      'volume_size_in_gb',
    ]);
    assert.equal(apiName('Subnets'), 'Subnets');
  });

  it('are those of the API both ways, for every member', () => {
    const names = membersOfApi();
    assert.ok(names.size > 400);
    for (const name of names.keys()) assert.equal(apiName(coreName(name)), name);
  });

  it('leave the keys of every mapping as they are', () => {
    for (const [name, isMapping] of membersOfApi()) {
      const content = inApi(onlyRequest(pythonRequests(mappingIn(name)), 'CreateModel').content) as Record<string, unknown>;
      assert.deepEqual(content[name], isMapping ? { some_key: 'x' } : { SomeKey: 'x' }, name);
    }
  });
});

/** Every member name that the operations have somewhere, and whether it is a mapping. */
function membersOfApi(): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const seen = new Set<string>();
  const visit = (shape: Shape | undefined): void => {
    if (shape?.kind === 'list') visit(shape.item());
    if (shape?.kind !== 'structure') return;
    const key = [...shape.members.keys()].join(' ');
    if (seen.has(key)) return;
    seen.add(key);
    for (const { name, shape: inner } of shape.members.values()) {
      const value = inner();
      found.set(name, found.get(name) || value.kind === 'map');
      visit(value);
    }
  };
  for (const operation of operations) visit(shapeOf(operation));
  return found;
}

const operations: readonly Operation[] = [
  'CreateTrainingJob',
  'CreateHyperParameterTuningJob',
  'CreateProcessingJob',
  'CreateModel',
  'CreateModelPackage',
  'CreateEndpointConfig',
  'CreateEndpoint',
  'UpdateEndpoint',
  'CreateTransformJob',
  'CreateCompilationJob',
  'CreateInferenceRecommendationsJob',
  'CreateInferenceExperiment',
  'CreateInferenceComponent',
];

function mappingIn(name: string): string {
  return `from sagemaker.core.resources import Model\nModel.create(${coreName(name)}={"some_key": "x"})`;
}
