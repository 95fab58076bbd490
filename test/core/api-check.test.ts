import assert from 'node:assert/strict';
import { violationsOf } from '../../src/sagemaker/api/check.js';
import { ruleThatSays } from '../../src/sagemaker/api/said-elsewhere.js';
import type { Violation } from '../../src/sagemaker/api/violation.js';
import type { ServiceRequest } from '../../src/sagemaker/request/model.js';
import { misspelledFields } from '../../src/sagemaker/surfaces/ack-fields.js';
import { requestsIn, written } from '../support/data-requests.js';
import { lintTexts } from '../support/lint-texts.js';
import { pythonRequests } from '../support/python-requests.js';

/** What is wrong in a few words: kind, path, what is marked. */
function summary(violation: Violation): string {
  const detail = violation.kind === 'missing' ? violation.names.join(' ') : written(violation.at);
  return `${violation.kind} ${violation.path} ${detail}`.replace(/\s+/g, ' ');
}

const inRequests = (requests: readonly ServiceRequest[]) => requests.flatMap((request) => [...violationsOf(request)].map(summary));
const inBoto3 = (method: string, given: string) =>
  inRequests(pythonRequests(`import boto3\nsm = boto3.client("sagemaker")\nsm.${method}(${given})\n`));
const inTemplate = (resource: string) => inRequests(requestsIn('template.yaml', `Resources:\n  It:\n${resource.replace(/^/gm, '    ')}\n`));

describe('what the API refuses in a call of boto3', () => {
  it('is a required member that is missing', () => {
    assert.deepEqual(inBoto3('create_endpoint', 'EndpointName="a"'), ['missing EndpointConfigName']);
    assert.deepEqual(inBoto3('create_endpoint_config', 'EndpointConfigName="a", ProductionVariants=[{"ModelName": "m"}]'), [
      'missing ProductionVariants VariantName',
    ]);
  });

  it('is not missing where it may be there', () => {
    assert.deepEqual(inBoto3('create_endpoint', 'EndpointName="a", **more'), []);
    assert.deepEqual(inBoto3('create_endpoint_config', 'EndpointConfigName="a", ProductionVariants=[{"ModelName": "m", **more}]'), []);
    assert.deepEqual(inBoto3('create_endpoint_config', 'EndpointConfigName="a", ProductionVariants=[make_variant()]'), []);
    assert.deepEqual(inBoto3('create_endpoint_config', 'EndpointConfigName="a", ProductionVariants=[Variant(ModelName="m")]'), []);
  });

  it('is a number out of range', () => {
    const variant = (given: string) =>
      inBoto3('create_endpoint_config', `EndpointConfigName="a", ProductionVariants=[{"VariantName": "v", ${given}}]`);
    assert.deepEqual(variant('"VolumeSizeInGB": 513'), ['wrong-size ProductionVariants.VolumeSizeInGB 513']);
    assert.deepEqual(variant('"VolumeSizeInGB": 512'), []);
    assert.deepEqual(variant('"InitialInstanceCount": 0'), ['wrong-size ProductionVariants.InitialInstanceCount 0']);
    assert.deepEqual(variant('"InitialVariantWeight": 0'), []);
    assert.deepEqual(variant('"InitialInstanceCount": count'), []);
  });

  it('is a text of another length, form or value', () => {
    const transform = (given: string) =>
      inBoto3(
        'create_transform_job',
        `TransformJobName="a", ModelName="m", TransformOutput={"S3OutputPath": "s3://b/"}, TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1}, TransformInput={"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/"}}}, ${given}`,
      );
    assert.deepEqual(transform('BatchStrategy="MultiRecord"'), []);
    assert.deepEqual(transform('BatchStrategy="MULTI_RECORD"'), ['unknown-value BatchStrategy "MULTI_RECORD"']);
    assert.deepEqual(transform('DataProcessing={"JoinSource": "input"}'), ['unknown-value DataProcessing.JoinSource "input"']);
    assert.deepEqual(transform('Environment={"1A": "b"}'), ['not-matching Environment "1A"']);
    assert.deepEqual(transform(`Tags=[{"Key": "${'k'.repeat(129)}", "Value": "v"}]`), [`wrong-size Tags.Key "${'k'.repeat(129)}"`]);
    assert.deepEqual(transform('Tags=[{"Key": "été", "Value": "ü €"}]'), ['not-matching Tags.Value "ü €"']);
    assert.deepEqual(transform('Tags=[{"Key": "été", "Value": "ü"}]'), []);
  });

  it('is nothing where a text stands for one that is filled in', () => {
    const model = (role: string) => inBoto3('create_model', `ModelName="m", ExecutionRoleArn=${role}, PrimaryContainer={"Image": "i"}`);
    assert.deepEqual(model('"role"'), ['wrong-size ExecutionRoleArn "role"']);
    for (const role of [
      '"<role-arn>"',
      '"YOUR_ROLE"',
      '"your-role"',
      'f"arn:{account}"',
      '"arn:aws:iam::123:role/x"',
      '"ROLE_ARN"',
      '""',
      'role',
      '"xxxx"',
    ]) {
      assert.deepEqual(model(role), [], role);
    }
  });

  it('is a value of another type', () => {
    const training = (given: string) => inBoto3('create_training_job', `**more, ${given}`);
    assert.deepEqual(training('HyperParameters={"epochs": 10}'), ['wrong-type HyperParameters 10']);
    assert.deepEqual(training('HyperParameters={"epochs": "10"}'), []);
    assert.deepEqual(training('StoppingCondition={"MaxRuntimeInSeconds": "3600"}'), [
      'wrong-type StoppingCondition.MaxRuntimeInSeconds "3600"',
    ]);
    assert.deepEqual(training('InputDataConfig={"ChannelName": "train"}'), ['wrong-type InputDataConfig {"ChannelName": "train"}']);
    assert.deepEqual(training('StoppingCondition=[1]'), ['wrong-type StoppingCondition [1]']);
    assert.deepEqual(training('EnableManagedSpotTraining="yes"'), ['wrong-type EnableManagedSpotTraining "yes"']);
    assert.deepEqual(training('VpcConfig={"Subnets": "a b", "SecurityGroupIds": "sg-1"}'), [
      'wrong-type VpcConfig.Subnets "a b"',
      'not-matching VpcConfig.Subnets "a b"',
      'wrong-type VpcConfig.SecurityGroupIds "sg-1"',
    ]);
    assert.deepEqual(training('StoppingCondition=3600'), ['wrong-type StoppingCondition 3600']);
    assert.deepEqual(training('StoppingCondition=Stop(seconds=1), InputDataConfig=[*channels], HyperParameters=values'), []);
  });

  it('is too many entries, or too few', () => {
    const training = (given: string) => inBoto3('create_training_job', `**more, ${given}`);
    const channels = Array.from({ length: 21 }, (_, index) => `{"ChannelName": "c${index}", **more}`).join(', ');
    assert.match(training(`InputDataConfig=[${channels}]`).join(), /^wrong-size InputDataConfig /);
    assert.match(training(`InputDataConfig=[${channels}, *rest]`).join(), /^wrong-size InputDataConfig /);
    assert.deepEqual(inBoto3('create_endpoint_config', 'EndpointConfigName="a", ProductionVariants=[]'), [
      'wrong-size ProductionVariants []',
    ]);
    assert.deepEqual(inBoto3('create_endpoint_config', 'EndpointConfigName="a", ProductionVariants=[*variants]'), []);
    assert.deepEqual(inBoto3('create_model', 'ModelName="m", Containers=[]'), []);
  });

  it('is a member that there is not', () => {
    assert.deepEqual(inBoto3('create_model', 'ModelName="m", PrimaryContainer={"Image": "i", "ModelDataURL": "s3://b/m.tar.gz"}'), [
      'unknown-member PrimaryContainer "ModelDataURL"',
    ]);
    const [request] = pythonRequests(
      'import boto3\nboto3.client("sagemaker").create_endpoint(EndpointName="a", EndpointConfigName="c", TerminationWaitInSeconds=1)',
    );
    assert.ok(request);
    const [violation] = violationsOf(request);
    assert.equal(violation?.kind === 'unknown-member' ? violation.belongsIn : violation, 'DeploymentConfig.BlueGreenUpdatePolicy');
  });
});

describe('what the API refuses of what the classes of the SDK pass on', () => {
  it('is a number among the words of a command', () => {
    const processor = 'from sagemaker.processing import Processor\np = Processor(image_uri="i", instance_type="ml.m5.large")\n';
    const run = (given: string) => inRequests(pythonRequests(`${processor}p.run(${given})\n`));
    assert.deepEqual(run('arguments=["--folds", 5]'), ['wrong-type AppSpecification.ContainerArguments 5']);
    assert.deepEqual(run('arguments=["--folds", str(5), "--seed", seed, f"{5}"]'), []);
    assert.deepEqual(run('arguments=[]'), ['wrong-size AppSpecification.ContainerArguments []']);
  });

  it('is nothing that the SDK writes as a text', () => {
    const estimator = 'from sagemaker.estimator import Estimator\nEstimator(image_uri="i", hyperparameters={"a": 1}, ';
    assert.deepEqual(inRequests(pythonRequests(`${estimator})\n`)), []);
    assert.deepEqual(inRequests(pythonRequests(`${estimator}container_arguments=["--a", 1])\n`)), [
      'wrong-type AlgorithmSpecification.ContainerArguments 1',
    ]);
  });
});

describe('what the API refuses in a template', () => {
  it('is not what CloudFormation does itself', () => {
    assert.deepEqual(
      inTemplate('Type: AWS::SageMaker::EndpointConfig\nProperties:\n  ProductionVariants:\n    - ModelName: !Ref Model'),
      [],
    );
    assert.deepEqual(
      inTemplate(
        'Type: AWS::SageMaker::EndpointConfig\nProperties:\n  ProductionVariants:\n    - VariantName: v\n      VolumeSizeInGB: "16"',
      ),
      [],
    );
    assert.deepEqual(inTemplate('Type: AWS::SageMaker::InferenceComponent\nProperties:\n  RuntimeConfig:\n    DesiredCopyCount: 1'), []);
  });

  it('is a value out of range, and a property that nothing has', () => {
    const variant = (given: string) =>
      inTemplate(`Type: AWS::SageMaker::EndpointConfig\nProperties:\n  ProductionVariants:\n    - VariantName: v\n      ${given}`);
    assert.deepEqual(variant('VolumeSizeInGB: "513"'), ['wrong-size ProductionVariants.VolumeSizeInGB "513"']);
    assert.deepEqual(variant('VolumeSizeInGB: many'), ['wrong-type ProductionVariants.VolumeSizeInGB many']);
    assert.deepEqual(variant('VolumeSizesInGB: 16'), ['unknown-member ProductionVariants VolumeSizesInGB']);
    for (const value of ['!Ref Size', '!If [Big, 513, 16]', '"{{ size }}"', '!GetAtt A.B'])
      assert.deepEqual(variant(`VolumeSizeInGB: ${value}`), [], value);
  });
});

describe('what the API refuses in a Kubernetes resource', () => {
  const resource = (kind: string, spec: string) =>
    requestsIn(
      'resource.yaml',
      `apiVersion: sagemaker.services.k8s.aws/v1alpha1\nkind: ${kind}\nmetadata:\n  name: a\nspec:\n${spec.replace(/^/gm, '  ')}\n`,
    );

  it('is told by the type that is written', () => {
    const config = (given: string) =>
      inRequests(resource('EndpointConfig', `endpointConfigName: a\nproductionVariants:\n  - variantName: v\n    ${given}`));
    assert.deepEqual(config('volumeSizeInGB: "16"'), ['wrong-type ProductionVariants.VolumeSizeInGB "16"']);
    assert.deepEqual(config('volumeSizeInGB: 16'), []);
    assert.deepEqual(config('volumeSizeInGB: $SIZE'), []);
    assert.deepEqual(config('somethingElse: 1'), []);
  });

  it('is a field under another name than the controller’s', () => {
    const fields = (kind: string, spec: string) =>
      resource(kind, spec).flatMap((request) => [...misspelledFields(request)].map(({ member, meant }) => `${member.name} ${meant}`));
    assert.deepEqual(
      fields(
        'Model',
        'modelName: a\nprimaryContainer:\n  modelDataURL: s3://b/m.tar.gz\nvpcConfig:\n  securityGroupIds: [a]\n  subnets: [b]',
      ),
      ['securityGroupIds securityGroupIDs'],
    );
    assert.deepEqual(fields('Model', 'ModelName: a\nexecution_role_arn: b\nwhatever: c'), [
      'ModelName modelName',
      'execution_role_arn executionRoleARN',
      'whatever undefined',
    ]);
    assert.deepEqual(fields('Model', 'modelName: a\nprimaryContainer:\n  environment:\n    modelDataUrl: a'), []);
  });
});

describe('SM525', () => {
  const fixesOf = (spec: string) =>
    lintTexts(
      new Map([['model.yaml', `apiVersion: sagemaker.services.k8s.aws/v1alpha1\nkind: Model\nmetadata:\n  name: a\nspec:\n${spec}`]]),
    )
      .filter(({ rule }) => rule === 'SM525')
      .map(({ fix }) => fix?.title);

  it('mends a field where no other one would get the same name', () => {
    assert.deepEqual(fixesOf('  modelName: a\n  ExecutionRoleArn: b\n'), ['Write executionRoleARN']);
    assert.deepEqual(fixesOf('  modelName: a\n  executionRoleArn: b\n  executionRoleArn: c\n'), [undefined]);
    assert.deepEqual(fixesOf('  modelName: a\n  executionRoleArn: b\n  executionRoleARN: c\n'), [undefined]);
    assert.deepEqual(fixesOf('  modelName: a\n  executionRoleArn: b\n  ExecutionRoleArn: c\n'), [undefined]);
  });
});

describe('what a rule of its own says', () => {
  it('is left to that rule', () => {
    const size = { kind: 'wrong-size', what: 'value', size: 9000, min: 1024, max: 6144 };
    const said = (path: string, violated: object) => ruleThatSays('CreateEndpointConfig', path, violated as Violation);
    assert.equal(said('ProductionVariants.ServerlessConfig.MemorySizeInMB', size), 'SM514');
    assert.equal(said('ProductionVariants.VolumeSizeInGB', size), undefined);
    assert.equal(said('ShadowProductionVariants', { ...size, size: 11, max: 10 }), 'SM517');
    assert.equal(said('ShadowProductionVariants', { ...size, size: 0, min: 1 }), undefined);
  });
});
