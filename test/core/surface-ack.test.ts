import assert from 'node:assert/strict';
import { shapeOf } from '../../src/sagemaker/api/shapes.js';
import { type Operation, objectsAt, referredIn, valueAt, wordFor } from '../../src/sagemaker/request/model.js';
import { lookUp } from '../../src/sagemaker/request/tree.js';
import { fieldName } from '../../src/sagemaker/surfaces/ack-names.js';
import { memberMeant } from '../../src/sagemaker/surfaces/rename-members.js';
import { hole, plain, requestsIn, written } from '../support/data-requests.js';
import { lintTexts } from '../support/lint-texts.js';

const head = (kind: string, name: string) =>
  `apiVersion: sagemaker.services.k8s.aws/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n`;

const deployment = `${head('Model', 'scorer')}  modelName: scorer
  executionRoleARN: arn:aws:iam::123456789012:role/SageMaker
  vpcConfig: { securityGroupIDs: [sg-1], subnets: [subnet-1] }
  containers:
    - containerHostname: predictor
      image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/predictor:2
      modelDataURL: s3://bucket/model.tar.gz
      environment: { modelName: kept, s3URI: kept }
---
${head('EndpointConfig', 'config')}  endpointConfigName: config
  productionVariants:
    - { variantName: blue, modelName: scorer, initialInstanceCount: 2, instanceType: ml.m5.xlarge }
    - variantName: green
      modelName: scorer
      serverlessConfig:
        memorySizeInMB: 2048
        maxConcurrency: 5
  dataCaptureConfig: { destinationS3URI: s3://bucket/capture, kmsKeyID: key }
---
# The canary
${head('Endpoint', 'endpoint')}  endpointName: endpoint
  endpointConfigName: config
  deploymentConfig:
    blueGreenUpdatePolicy:
      trafficRoutingConfiguration:
        type_: CANARY
        canarySize: { type_: CAPACITY_PERCENT, value: 10 }
        waitIntervalInSeconds: 300
    autoRollbackConfiguration:
      alarms: [{ alarmName: errors }]
---
${head('TransformJob', 'score')}  transformJobName: score
  modelName: scorer
  maxPayloadInMB: 6
  transformInput:
    contentType: text/csv
    splitType: Line
    dataSource: { s3DataSource: { s3DataType: S3Prefix, s3URI: s3://bucket/in } }
  transformOutput: { s3OutputPath: s3://bucket/out, accept: text/csv, assembleWith: Line }
  dataProcessing: { joinSource: Input }
`;

describe('requests of custom resources', () => {
  const requests = requestsIn('deploy.yaml', deployment);
  const [model, config, endpoint, transform] = requests;

  it("has the members of the API's names, and the words that are written", () => {
    assert.ok(model && config && endpoint && transform);
    assert.deepEqual(
      requests.map((request) => [request.operation, request.written, request.surface]),
      [
        ['CreateModel', 'Model', 'ack'],
        ['CreateEndpointConfig', 'EndpointConfig', 'ack'],
        ['CreateEndpoint', 'Endpoint', 'ack'],
        ['CreateTransformJob', 'TransformJob', 'ack'],
      ],
    );
    assert.deepEqual(plain(model.content), {
      ModelName: 'scorer',
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/SageMaker',
      VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
      Containers: [
        {
          ContainerHostname: 'predictor',
          Image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/predictor:2',
          ModelDataUrl: 's3://bucket/model.tar.gz',
          Environment: { modelName: 'kept', s3URI: 'kept' },
        },
      ],
    });
    assert.deepEqual(plain(transform.content), {
      TransformJobName: 'score',
      ModelName: 'scorer',
      MaxPayloadInMB: 6,
      TransformInput: {
        ContentType: 'text/csv',
        SplitType: 'Line',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://bucket/in' } },
      },
      TransformOutput: { S3OutputPath: 's3://bucket/out', Accept: 'text/csv', AssembleWith: 'Line' },
      DataProcessing: { JoinSource: 'Input' },
    });
    const routing = valueAt(endpoint, 'DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration');
    assert.ok(routing?.kind === 'object');
    const type = routing.members.get('Type');
    assert.deepEqual([type?.name, type && written(type.namePlace), type && plain(type.value)], ['type_', 'type_', 'CANARY']);
    assert.equal(wordFor(routing, 'LinearStepSize.Type'), 'linearStepSize.type_');
    assert.equal(wordFor(model.content, 'PrimaryContainer.ModelDataUrl'), 'primaryContainer.modelDataURL');
    assert.equal(written({ document: config.document, span: config.nameSpan }), 'EndpointConfig');
  });

  it('follows names from the endpoint to the model', () => {
    assert.ok(config && endpoint);
    assert.equal(referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName')), config);
    const [blue] = objectsAt(config, 'ProductionVariants');
    assert.equal(referredIn(requests, 'CreateModel', blue?.members.get('ModelName')?.value), model);
  });

  it('knows what a field means that has the spelling of the API, and leaves unknown fields their names', () => {
    const [found] = requestsIn(
      'model.yaml',
      `${head('Model', 'm')}  modelName: m\n  executionRoleArn: r\n  flavour: x\n  primaryContainer: { modelDataUrl: u, mode_: y }\n`,
    );
    assert.deepEqual(found && plain(found.content), {
      ModelName: 'm',
      ExecutionRoleArn: 'r',
      flavour: 'x',
      PrimaryContainer: { ModelDataUrl: 'u', Mode: 'y' },
    });
    assert.equal(found?.content.members.get('ExecutionRoleArn')?.name, 'executionRoleArn');
  });

  it('has no value for placeholders, which are the same wherever they have the same name', () => {
    const found = requestsIn(
      'deploy.yaml',
      `${head('Model', '$MODEL')}  modelName: $MODEL\n---\n${head('EndpointConfig', 'c')}  endpointConfigName: <your name>\n  productionVariants:\n    - modelName: $MODEL\n      instanceType: \${TYPE}\n`,
    );
    const [one, two] = found;
    assert.ok(one && two);
    assert.deepEqual(plain(two.content), { EndpointConfigName: hole, ProductionVariants: [{ ModelName: hole, InstanceType: hole }] });
    const [variant] = objectsAt(two, 'ProductionVariants');
    assert.equal(referredIn(found, 'CreateModel', variant?.members.get('ModelName')?.value), one);
  });

  it('reads the items of a list, and has none for other groups, charts and definitions', () => {
    const item = (version: string) =>
      `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: ${version}\n    kind: Endpoint\n    spec: { endpointName: a, endpointConfigName: b }\n`;
    assert.equal(requestsIn('list.yaml', item('sagemaker.services.k8s.aws/v1alpha1')).length, 1);
    assert.equal(requestsIn('list.yaml', item('sagemaker.amazonaws.com/v1')).length, 0);
    assert.equal(requestsIn('chart.yaml', `${head('Endpoint', 'e')}  endpointName: "{{ .Values.name }}"\n`).length, 0);
    assert.equal(
      requestsIn(
        'crd.yaml',
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {group: sagemaker.services.k8s.aws, names: {kind: Model}}\n',
      ).length,
      0,
    );
    assert.equal(requestsIn('patch.yaml', '- op: replace\n  path: /spec/endpointName\n  value: sagemaker\n').length, 0);
  });

  it('does not know what a patch or an adopted resource leaves out', () => {
    const patch = `${head('EndpointConfig', 'c')}  productionVariants:\n    - instanceType: ml.m5.large\n`;
    const [found] = requestsIn('overlays/production/endpoint.yaml', patch);
    assert.ok(found);
    assert.equal(found.isWhole, false);
    assert.equal(lookUp(found.content, 'EndpointConfigName').kind, 'unknown');
    assert.deepEqual(plain(found.content), { ProductionVariants: [{ InstanceType: 'ml.m5.large', '...': true }, '...'], '...': true });
    const adopted = patch.replace('metadata:', 'metadata:\n  annotations: { services.k8s.aws/adoption-policy: adopt }');
    assert.equal(requestsIn('endpoint.yaml', adopted)[0]?.isWhole, false);
  });
});

describe('resources of the operator that came before the controller', () => {
  const resource = (kind: string, spec: string) =>
    `apiVersion: sagemaker.aws.amazon.com/v1\nkind: ${kind}\nmetadata: {name: a}\nspec:\n${spec}`;
  const job = resource(
    'TrainingJob',
    `  roleArn: arn:aws:iam::123456789012:role/SageMaker
  region: us-east-1
  algorithmSpecification: { trainingImage: 123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1, trainingInputMode: File }
  outputDataConfig: { s3OutputPath: s3://b/models }
  resourceConfig: { instanceCount: 4, instanceType: ml.p3.16xlarge, volumeSizeInGB: 5 }
  hyperParameters:
    - name: top_k
      value: "1"
    - { name: $NAME, value: x }
  stoppingCondition: { maxRuntimeInSeconds: 3600 }
`,
  );

  it('have the members of the API, and maps for their lists of pairs', () => {
    const [found] = requestsIn('job.yaml', job);
    assert.ok(found);
    assert.deepEqual([found.operation, found.surface, found.isWhole], ['CreateTrainingJob', 'ack', false]);
    assert.deepEqual(plain(found.content), {
      RoleArn: 'arn:aws:iam::123456789012:role/SageMaker',
      region: 'us-east-1',
      AlgorithmSpecification: { TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1', TrainingInputMode: 'File' },
      OutputDataConfig: { S3OutputPath: 's3://b/models' },
      ResourceConfig: { InstanceCount: 4, InstanceType: 'ml.p3.16xlarge', VolumeSizeInGB: 5 },
      HyperParameters: { top_k: '1', '...': true },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    });
    assert.equal(wordFor(found.content, 'OutputDataConfig.KmsKeyId'), 'kmsKeyId');
  });

  it('are judged by their values, and not by names that only the controller has', () => {
    const [hosting, transform] = [
      resource(
        'HostingDeployment',
        '  productionVariants:\n    - {variantName: a, modelName: m, initialInstanceCount: 1, instanceType: ml.m5.large, initialVariantWeight: 1}\n    - {variantName: a}\n',
      ),
      resource(
        'BatchTransformJob',
        '  modelName: m\n  maxPayloadInMB: 200\n  transformInput: {dataSource: {s3DataSource: {s3Uri: s3://b/in}}}\n',
      ),
    ];
    const text = [job, hosting, transform].join('---\n');
    assert.deepEqual(
      lintTexts(new Map([['job.yaml', text]])).map(({ rule, message }) => [rule, /`(\w+)`/.exec(message)?.[1]]),
      [
        ['SM307', 'instanceCount'],
        ['SM308', 'instanceCount'],
        ['SM518', undefined],
        ['SM502', 'maxPayloadInMB'],
      ],
    );
  });
});

describe('names of custom resources', () => {
  it('are those of the resource definitions', () => {
    const names = {
      ArtifactUrl: 'artifactURL',
      ClusterRoleArn: 'clusterRoleARN',
      CommitId: 'commitID',
      DestinationS3Uri: 'destinationS3URI',
      EnableSSMAccess: 'enableSSMAccess',
      KmsKeyId: 'kmsKeyID',
      MaxPayloadInMB: 'maxPayloadInMB',
      MinMemoryRequiredInMb: 'minMemoryRequiredInMb',
      MlReservationArn: 'mlReservationARN',
      ModelDataUrl: 'modelDataURL',
      NumberOfCpuCoresRequired: 'numberOfCPUCoresRequired',
      RepositoryCredentialsProviderArn: 'repositoryCredentialsProviderARN',
      S3Uri: 's3URI',
      SamplePayloadUrl: 'samplePayloadURL',
      SecurityGroupIds: 'securityGroupIDs',
      TransformAmiVersion: 'transformAMIVersion',
      Type: 'type_',
      VolumeKmsKeyId: 'volumeKMSKeyID',
      VpcConfig: 'vpcConfig',
    };
    for (const [member, field] of Object.entries(names)) assert.equal(fieldName(member), field);
  });

  it('lead back to every member of the API', () => {
    const operations: readonly Operation[] = [
      'CreateModel',
      'CreateEndpointConfig',
      'CreateEndpoint',
      'CreateTransformJob',
      'CreateTrainingJob',
    ];
    for (const operation of operations) {
      const shape = shapeOf(operation);
      assert.ok(shape);
      for (const member of shape.members.keys()) assert.equal(memberMeant(shape, fieldName(member)), member);
    }
  });
});
