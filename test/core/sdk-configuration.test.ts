import assert from 'node:assert/strict';
import { parseYaml } from '../../src/languages/yaml/parse.js';
import { find, type ServiceRequest } from '../../src/sagemaker/request/model.js';
import { withDefaults } from '../../src/sagemaker/sdk-configuration/defaults.js';
import { problemsIn } from '../../src/sagemaker/sdk-configuration/problems.js';
import { mayConfigureSdk, readSdkConfiguration, type SdkConfiguration } from '../../src/sagemaker/sdk-configuration/read.js';
import { createDocument } from '../../src/text/document.js';
import { inApi, onlyRequest, pythonRequests } from '../support/python-requests.js';

function read(text: string): SdkConfiguration | undefined {
  return readSdkConfiguration(createDocument('config.yaml', text), parseYaml(text));
}

function configuration(text: string): SdkConfiguration {
  const found = read(text);
  assert.ok(found);
  return found;
}

function problems(settings: string): string[] {
  return [...problemsIn(configuration(`SchemaVersion: '1.0'\nSageMaker:\n${settings}`))].map((problem) => {
    if (problem.kind === 'unknown-key') return `${problem.path} ${problem.entry.key}?`;
    return problem.kind === 'wrong-type' ? `${problem.path} ${problem.wanted}` : problem.kind;
  });
}

const head = "SchemaVersion: '1.0'\nSageMaker:\n";

describe("the SDK's configuration", () => {
  it('is known by what is in it', () => {
    assert.ok(read(`${head}  TrainingJob: {}\n`));
    assert.ok(read('SageMaker:\n  TrainingJob: {}\n'));
    assert.ok(read(`${head}  Tarining: {}\n`));
    assert.equal(read('SageMaker:\n  endpoint: x\n'), undefined);
    assert.equal(read('SageMaker:\n  TrainingJob: {}\nOther: 1\n'), undefined);
    assert.equal(read('SageMaker:\n  Endpoint: my-endpoint\n  TrainingJob: {instance: ml.m5.xlarge}\n'), undefined);
    assert.ok(read('SageMaker:\n  TrainingJob: {RoleArn: a, instance: ml.m5.xlarge}\n'));
    assert.equal(read(`${head}  TrainingJob: {\n`), undefined);
    assert.equal(read('SchemaVersion: "1.0"\n'), undefined);
    assert.ok(mayConfigureSdk(head));
    assert.ok(!mayConfigureSdk('Resources:\n  SageMaker:\n    Type: x\n'));
  });

  it('has the keys that the SDK knows', () => {
    assert.deepEqual(problems('  TrainingJob:\n    VpcConfig: {Subnets: [a], SecurityGroupIds: [b]}\n'), []);
    assert.deepEqual(problems('  TrainingJob:\n    VpcConfig: {Subnet: [a]}\n'), ['SageMaker.TrainingJob.VpcConfig Subnet?']);
    assert.deepEqual(problems('  EndpointConfig:\n    ProductionVariants:\n      - CoreDumpConfig: {KmsKey: a}\n'), [
      'SageMaker.EndpointConfig.ProductionVariants.CoreDumpConfig KmsKey?',
    ]);
    assert.deepEqual(problems('  PythonSDK:\n    Modules:\n      ModelTrainer: {compute: {instance_count: 2}}\n'), []);
  });

  it('has values of their kinds', () => {
    assert.deepEqual(problems('  TrainingJob:\n    EnableNetworkIsolation: "true"\n'), [
      'SageMaker.TrainingJob.EnableNetworkIsolation switch',
    ]);
    assert.deepEqual(problems('  TrainingJob:\n    RoleArn: SageMakerRole\n'), ['SageMaker.TrainingJob.RoleArn role']);
    assert.deepEqual(problems('  TrainingJob:\n    RoleArn: arn:aws:iam::<account>:role/x\n'), []);
    assert.deepEqual(problems('  TrainingJob:\n    Environment: {A: 1}\n'), ['SageMaker.TrainingJob.Environment mapping']);
    assert.deepEqual(problems('  TrainingJob:\n    VpcConfig: {Subnets: a}\n'), ['SageMaker.TrainingJob.VpcConfig.Subnets texts']);
    assert.deepEqual(problems('  Model:\n    Tags: [{Key: a, Value: 1}]\n'), ['SageMaker.Model.Tags tags']);
    assert.deepEqual(problems('  PythonSDK: {Modules: {Session: {DefaultS3Bucket: "s3://b"}}}\n'), [
      'SageMaker.PythonSDK.Modules.Session.DefaultS3Bucket bucket',
    ]);
  });

  it('may be half typed, or made of other parts', () => {
    assert.deepEqual(problems('  TrainingJob:\n    RoleArn:\n  Model:\n'), []);
    assert.deepEqual(problems('  TrainingJob:\n    VpcConfig: &vpc {Subnets: [a]}\n  Model:\n    VpcConfig: *vpc\n'), []);
    assert.deepEqual(problems('  TrainingJob:\n    RoleArn: !env ROLE\n'), []);
  });

  it('is of version 1.0, as a text', () => {
    const kinds = (text: string) => [...problemsIn(configuration(text))].map(({ kind }) => kind);
    assert.deepEqual(kinds('SchemaVersion: 1.0\nSageMaker:\n  Model: {}\n'), ['version-number']);
    assert.deepEqual(kinds("SchemaVersion: '2.0'\nSageMaker:\n  Model: {}\n"), ['wrong-type']);
    assert.deepEqual(kinds('SageMaker:\n  Model: {}\n'), ['no-version']);
  });
});

describe("defaults of the SDK's configuration", () => {
  const network = `${head}  TrainingJob:
    EnableInterContainerTrafficEncryption: true
    VpcConfig: {Subnets: [a], SecurityGroupIds: [b]}
    OutputDataConfig: {KmsKeyId: k}
  Model:
    EnableNetworkIsolation: true
`;
  const given = (text: string, operation: ServiceRequest['operation'] = 'CreateTrainingJob', settings = network) => {
    const requests = pythonRequests(`from sagemaker.estimator import Estimator\nfrom sagemaker.model import Model\n${text}`);
    return withDefaults(onlyRequest(requests, operation), configuration(settings));
  };

  it('may be what a call does not say', () => {
    const request = given('Estimator("i", role, 2, "ml.m5.large", output_path="s3://b/o")');
    assert.equal(find(request, 'VpcConfig').kind, 'unknown');
    assert.equal(find(request, 'VpcConfig.Subnets').kind, 'unknown');
    assert.equal(find(request, 'EnableInterContainerTrafficEncryption').kind, 'unknown');
    assert.equal(find(request, 'OutputDataConfig.KmsKeyId').kind, 'unknown');
    assert.equal(find(request, 'OutputDataConfig.S3OutputPath').kind, 'given');
    assert.equal(find(request, 'EnableNetworkIsolation').kind, 'absent');
    assert.equal(find(given('Model("i", role=role)', 'CreateModel'), 'EnableNetworkIsolation').kind, 'unknown');
  });

  it('do not change what a call says', () => {
    const request = given('Estimator("i", role, 2, "ml.m5.large", subnets=["c"], encrypt_inter_container_traffic=False)');
    const { VpcConfig, EnableInterContainerTrafficEncryption } = inApi(request.content) as Record<string, unknown>;
    assert.deepEqual(VpcConfig, { Subnets: ['c'], 'SecurityGroupIds?': ['b'] });
    assert.equal(EnableInterContainerTrafficEncryption, false);
  });

  it('are not for other surfaces', () => {
    const text = 'import boto3\nboto3.client("sagemaker").create_training_job(TrainingJobName="a")';
    const request = onlyRequest(pythonRequests(text), 'CreateTrainingJob');
    assert.equal(withDefaults(request, configuration(network)), request);
  });

  it('of ModelTrainer are where its objects are', () => {
    const text = 'from sagemaker.train import ModelTrainer\nModelTrainer(training_image="i")';
    const settings = `${head}  PythonSDK:\n    Modules:\n      ModelTrainer:\n        stoppingCondition: {max_runtime_in_seconds: 60}\n`;
    const request = withDefaults(onlyRequest(pythonRequests(text), 'CreateTrainingJob'), configuration(settings));
    assert.equal(find(request, 'StoppingCondition.MaxRuntimeInSeconds').kind, 'unknown');
    assert.equal(find(request, 'VpcConfig').kind, 'absent');
  });
});
