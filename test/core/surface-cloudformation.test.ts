import assert from 'node:assert/strict';
import { booleanIn, numberIn, objectsAt, referredIn, type ServiceRequest, textIn, valueAt } from '../../src/sagemaker/request/model.js';
import { lookUp, textPieces } from '../../src/sagemaker/request/tree.js';
import { hole, plain, requestsIn, written } from '../support/data-requests.js';

const deployment = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage:
    Type: String
  InstanceType:
    Type: String
    Default: ml.m5.xlarge
  Subnets:
    Type: CommaDelimitedList
    Default: subnet-1,subnet-2
Conditions:
  IsProduction: !Equals [!Ref Stage, prod]
Resources:
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: Invocation5XXErrors
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/SageMaker
      VpcConfig: !If
        - IsProduction
        - Subnets: !Ref Subnets
          SecurityGroupIds: [!ImportValue group]
        - !Ref AWS::NoValue
      Containers:
        - ContainerHostname: features
          Image: !Sub \${AWS::AccountId}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/features:1
        - ContainerHostname: predictor
          Image: !Join
            - ''
            - - !Ref AWS::AccountId
              - .dkr.ecr.
              - !Ref AWS::Region
              - .amazonaws.com/predictor:2
          Environment: { WORKERS: 2 }
      InferenceExecutionConfig: { Mode: Serial }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Condition: IsProduction
    Properties:
      ProductionVariants:
        - VariantName: blue
          ModelName: !GetAtt Model.ModelName
          InitialInstanceCount: '2'
          InstanceType: !Ref InstanceType
        - VariantName: green
          ModelName: !GetAtt [Model, ModelName]
          InitialInstanceCount: 1
          InitialVariantWeight: 0.5
      ShadowProductionVariants:
        - !If [IsProduction, {VariantName: shadow}, !Ref AWS::NoValue]
      DataCaptureConfig:
        EnableCapture: 'true'
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: !Sub "\${Stage}-endpoint"
      EndpointConfigName: !GetAtt Config.EndpointConfigName
      DeploymentConfig:
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration:
            Type: CANARY
            CanarySize: { Type: CAPACITY_PERCENT, Value: 10 }
            WaitIntervalInSeconds: 300
        AutoRollbackConfiguration:
          Alarms: [AlarmName: !Ref Alarm]
`;

describe('requests of CloudFormation templates', () => {
  const requests = requestsIn('template.yaml', deployment);
  const [model, config, endpoint] = requests as [ServiceRequest, ServiceRequest, ServiceRequest];

  it('has one for each resource of SageMaker, named by its type', () => {
    assert.deepEqual(
      requests.map(({ operation, written: type, references }) => [operation, type, references]),
      [
        ['CreateModel', 'AWS::SageMaker::Model', ['ref Model']],
        ['CreateEndpointConfig', 'AWS::SageMaker::EndpointConfig', ['ref Config']],
        ['CreateEndpoint', 'AWS::SageMaker::Endpoint', ['ref Endpoint']],
      ],
    );
    assert.equal(written({ document: config.document, span: config.nameSpan }), 'AWS::SageMaker::EndpointConfig');
    assert.match(written(endpoint), /^Endpoint:\n[\s\S]*!Ref Alarm\]$/);
  });

  it('reads values, and leaves open what the deployment decides', () => {
    assert.deepEqual(plain(model.content), {
      ExecutionRoleArn: 'arn:?:iam::?:role/SageMaker',
      'VpcConfig?': { Subnets: hole, SecurityGroupIds: [hole] },
      Containers: [
        { ContainerHostname: 'features', Image: '?.dkr.ecr.?.?/features:1' },
        { ContainerHostname: 'predictor', Image: '?.dkr.ecr.?.amazonaws.com/predictor:2', Environment: { WORKERS: 2 } },
      ],
      InferenceExecutionConfig: { Mode: 'Serial' },
    });
    assert.deepEqual(plain(config.content), {
      ProductionVariants: [
        { VariantName: 'blue', ModelName: hole, InitialInstanceCount: '2', InstanceType: { assumed: 'ml.m5.xlarge' } },
        { VariantName: 'green', ModelName: hole, InitialInstanceCount: 1, InitialVariantWeight: 0.5 },
      ],
      ShadowProductionVariants: ['...'],
      DataCaptureConfig: { EnableCapture: 'true' },
    });
    assert.deepEqual(plain(endpoint.content), {
      EndpointName: '?-endpoint',
      EndpointConfigName: hole,
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            CanarySize: { Type: 'CAPACITY_PERCENT', Value: 10 },
            WaitIntervalInSeconds: 300,
          },
        },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: hole }] },
      },
    });
  });

  it('takes texts for numbers and truth values, as CloudFormation does', () => {
    const [variant] = objectsAt(config, 'ProductionVariants');
    assert.equal(numberIn(variant?.members.get('InitialInstanceCount')?.value), 2);
    assert.equal(booleanIn(valueAt(config, 'DataCaptureConfig.EnableCapture')), true);
  });

  it('follows references from the endpoint to its configuration and the models', () => {
    assert.equal(referredIn(requests, 'CreateEndpointConfig', valueAt(endpoint, 'EndpointConfigName')), config);
    for (const variant of objectsAt(config, 'ProductionVariants')) {
      assert.equal(referredIn(requests, 'CreateModel', variant.members.get('ModelName')?.value), model);
    }
  });

  it('does not say whether something that depends on a condition is there', () => {
    assert.equal(lookUp(model.content, 'VpcConfig').kind, 'unknown');
    assert.equal(lookUp(model.content, 'VpcConfig.Subnets').kind, 'unknown');
    assert.equal(lookUp(model.content, 'EnableNetworkIsolation').kind, 'absent');
  });

  it('reads the long spelling, JSON and the output of the CDK alike', () => {
    const text = JSON.stringify({
      Resources: {
        ModelA1B2: {
          Type: 'AWS::SageMaker::Model',
          Properties: {
            ModelName: { 'Fn::Sub': 'fixed' },
            PrimaryContainer: {
              Image: {
                'Fn::Join': ['', ['123456789012.dkr.ecr.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/app:1']],
              },
            },
          },
          Metadata: { 'aws:cdk:path': 'Stack/Model' },
        },
        Config: {
          Type: 'AWS::SageMaker::EndpointConfig',
          Properties: {
            ProductionVariants: [{ VariantName: 'all', ModelName: { 'Fn::GetAtt': ['ModelA1B2', 'ModelName'] } }],
            'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } },
          },
        },
        Endpoint: {
          Type: 'AWS::SageMaker::Endpoint',
          Properties: { EndpointConfigName: { 'Fn::Sub': '${Config.EndpointConfigName}' }, Tags: { Ref: 'AWS::NoValue' } },
        },
      },
    });
    const [first, second, third] = requestsIn('stack.template.json', text);
    assert.ok(first && second && third);
    assert.equal(first.notation, 'json');
    assert.equal(textIn(valueAt(first, 'ModelName')), 'fixed');
    const image = valueAt(first, 'PrimaryContainer.Image');
    assert.deepEqual(image && textPieces(image), ['123456789012.dkr.ecr.', undefined, '.', undefined, '/app:1']);
    assert.equal(second.content.isOpen, true);
    assert.equal(referredIn([first, second, third], 'CreateEndpointConfig', valueAt(third, 'EndpointConfigName')), second);
    assert.equal(lookUp(third.content, 'Tags').kind, 'unknown');
  });

  it('finds a model by a name that is put together alike, or that a parameter gives', () => {
    const found = requestsIn(
      'template.yml',
      `Parameters:
  Name: { Type: String, Default: a }
Resources:
  One: { Type: 'AWS::SageMaker::Model', Properties: { ModelName: !Sub "\${Name}-one" } }
  Two: { Type: 'AWS::SageMaker::Model', Properties: { ModelName: !Ref Name } }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - ModelName: !Join ['-', [!Ref Name, one]]
        - ModelName: !Sub "\${Name}"
`,
    );
    const [one, two, config] = found;
    assert.ok(config);
    const names = objectsAt(config, 'ProductionVariants').map(({ members }) => members.get('ModelName')?.value);
    assert.deepEqual(
      names.map((name) => referredIn(found, 'CreateModel', name)),
      [one, two],
    );
  });

  it('knows nothing of properties that are chosen as a whole, and of templates that a macro rewrites', () => {
    const [chosen] = requestsIn(
      'template.yaml',
      'Resources:\n  E:\n    Type: AWS::SageMaker::Endpoint\n    Properties: !If [A, {EndpointName: a}, {EndpointName: b}]\n',
    );
    assert.deepEqual(chosen && plain(chosen.content), { '...': true });
    const [rewritten] = requestsIn(
      'template.yaml',
      'Transform: [AWS::Serverless-2016-10-31, Own]\nResources:\n  E:\n    Type: AWS::SageMaker::Endpoint\n    Properties: {EndpointName: a}\n',
    );
    assert.deepEqual(rewritten && plain(rewritten.content), { EndpointName: 'a', '...': true });
  });

  it('reads a resource without properties and those of a loop', () => {
    const found = requestsIn(
      'template.yaml',
      `Transform: AWS::LanguageExtensions
Resources:
  Bare: { Type: 'AWS::SageMaker::Endpoint' }
  Fn::ForEach::Models:
    - Name
    - [a, b]
    - Model\${Name}:
        Type: AWS::SageMaker::Model
        Properties: { ModelName: !Ref Name, EnableNetworkIsolation: true }
`,
    );
    assert.deepEqual(
      found.map(({ content }) => plain(content)),
      [{}, { ModelName: hole, EnableNetworkIsolation: true }],
    );
  });

  it('has none for what a template engine writes, what is spoiled on purpose, and what does not parse', () => {
    const resource = 'Resources:\n  E:\n    Type: AWS::SageMaker::Endpoint\n    Properties: {EndpointName: a}\n';
    assert.equal(requestsIn('template.yaml', resource).length, 1);
    assert.equal(requestsIn('test/fixtures/template.yaml', resource).length, 0);
    assert.equal(requestsIn('tests/templates/bad/endpoint.yaml', resource).length, 0);
    assert.equal(requestsIn('template.yaml', `# {% if production %}\n${resource}# {% endif %}\n`).length, 0);
    assert.equal(requestsIn('template.yaml', `${resource}  {{- if .Values.more }}\n`).length, 0);
    assert.equal(requestsIn('template.yaml', `${resource}  Broken: [\n`).length, 0);
    assert.equal(requestsIn('other.yaml', 'Resources:\n  B:\n    Type: AWS::S3::Bucket\n').length, 0);
  });
});
