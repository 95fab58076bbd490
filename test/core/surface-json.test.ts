import assert from 'node:assert/strict';
import { plain, requestsIn, written } from '../support/data-requests.js';

const requests: readonly (readonly [string, string, Record<string, unknown>])[] = [
  [
    'config.json',
    'CreateEndpointConfig',
    {
      EndpointConfigName: 'config',
      ProductionVariants: [
        { VariantName: 'blue', ModelName: 'a', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
        { VariantName: 'green', ModelName: 'b', ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      ],
      ShadowProductionVariants: [{ VariantName: 'shadow', ModelName: 'c', InitialInstanceCount: 1 }],
    },
  ],
  [
    'endpoint.json',
    'CreateEndpoint',
    {
      EndpointName: 'endpoint',
      EndpointConfigName: 'config',
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 },
            WaitIntervalInSeconds: 300,
          },
        },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
      },
    },
  ],
  [
    'pipeline.json',
    'CreateModel',
    {
      ModelName: 'pipeline',
      Containers: [{ ContainerHostname: 'a' }, { ContainerHostname: 'b' }],
      InferenceExecutionConfig: { Mode: 'Serial' },
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/SageMaker',
    },
  ],
  [
    'transform.json',
    'CreateTransformJob',
    {
      TransformJobName: 'score',
      ModelName: 'm',
      TransformInput: { ContentType: 'text/csv', SplitType: 'Line' },
      TransformOutput: { S3OutputPath: 's3://bucket/out', Accept: 'text/csv', AssembleWith: 'Line' },
      DataProcessing: { JoinSource: 'Input' },
    },
  ],
  [
    'train.json',
    'CreateTrainingJob',
    {
      TrainingJobName: 'train',
      AlgorithmSpecification: { TrainingInputMode: 'File', TrainingImage: 'image' },
      RoleArn: 'role',
      ResourcesConfig: {},
    },
  ],
];

describe('saved requests', () => {
  it('are those of one operation, by what names it and what only it has', () => {
    for (const [path, operation, content] of requests) {
      const found = requestsIn(path, JSON.stringify(content, undefined, 2));
      assert.deepEqual(
        found.map((request) => [request.operation, request.surface, request.notation]),
        [[operation, 'json', 'json']],
      );
      assert.deepEqual(
        found.map((request) => plain(request.content)),
        [content],
      );
    }
  });

  it('may be written in YAML, and in part be filled in later', () => {
    const [found] = requestsIn(
      'create-model.yaml',
      'ModelName: ${NAME}\nPrimaryContainer: # the server\n  Image: <account>.dkr.ecr.us-east-1.amazonaws.com/app:1\n',
    );
    assert.ok(found);
    assert.equal(found.notation, 'yaml');
    assert.deepEqual(plain(found.content), { ModelName: '?', PrimaryContainer: { Image: '?.dkr.ecr.us-east-1.amazonaws.com/app:1' } });
    assert.equal(written({ document: found.document, span: found.nameSpan }), 'ModelName');
  });

  it('say by the name of their file that an endpoint is updated', () => {
    const text = '{"EndpointName": "e", "EndpointConfigName": "c"}';
    assert.equal(requestsIn('endpoint.json', text)[0]?.operation, 'CreateEndpoint');
    assert.equal(requestsIn('update-endpoint.json', text)[0]?.operation, 'UpdateEndpoint');
    const retaining = '{"EndpointName": "e", "EndpointConfigName": "c", "RetainAllVariantProperties": true}';
    assert.equal(requestsIn('endpoint.json', retaining)[0]?.operation, 'UpdateEndpoint');
  });

  it('are not answers, skeletons, examples or other data', () => {
    const others = {
      answer: { EndpointName: 'e', EndpointConfigName: 'c', EndpointStatus: 'InService', EndpointArn: 'arn' },
      described: { TrainingJobName: 't', AlgorithmSpecification: {}, TrainingJobArn: 'arn', ResourceConfig: {}, RoleArn: 'r' },
      skeleton: { ModelName: '', PrimaryContainer: { Image: '' } },
      syntax: { ModelName: 'string', PrimaryContainer: { Image: 'string' } },
      examples: { version: '1.0', examples: { CreateModel: [{ input: { ModelName: 'm', PrimaryContainer: {} } }] } },
      shapes: { metadata: {}, operations: { CreateModel: {} }, shapes: { CreateModelInput: { members: { ModelName: {} } } } },
      configuration: { EndpointName: 'e', EndpointConfigName: 'c', Region: 'r', Bucket: 'b', ModelName: 'm' },
      lower: { ModelName: 'm', Containers: [], description: 'x', region: 'y' },
      list: [{ ModelName: 'm', PrimaryContainer: {} }],
    };
    for (const [name, content] of Object.entries(others)) {
      assert.deepEqual(requestsIn('sagemaker.json', JSON.stringify(content)), [], name);
    }
  });
});
