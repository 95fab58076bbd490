import { asFile, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes('CloudFormation (YAML)', 'cloudformation.yaml', asFile('deploy/template.yaml'), [
  {
    rule: 'SM521',
    right: '        - ContainerHostname: predictor\n          Image: ',
    wrong: '        - Image: ',
  },
  { rule: 'SM522', right: 'Mode: Serial', wrong: 'Mode: SERIAL' },
  {
    rule: 'SM524',
    right: 'ModelDataUrl: s3://churn-models/predictor/model.tar.gz',
    wrong: 'ModelDataUrl: s3://churn-models/predictor/model.zip',
  },
  {
    rule: 'SM529',
    right: 'TwoVariants:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n',
    wrong: 'TwoVariants:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      EndpointConfigName: churn-two\n',
    at: 'EndpointConfigName',
  },
  { rule: 'SM518', right: 'VariantName: new', wrong: 'VariantName: old' },
  { rule: 'SM535', right: 'RoutingStrategy: LEAST_OUTSTANDING_REQUESTS', wrong: 'RoutingStrategy: PREFIX_AWARE' },
  { rule: 'SM514', right: 'MemorySizeInMB: 2048', wrong: 'MemorySizeInMB: 8192' },
  { rule: 'SM501', right: 'EndpointName: churn-live', wrong: 'EndpointName: churn_live' },
  { rule: 'SM508', right: 'Value: 25', wrong: 'Value: 75' },
  {
    rule: 'SM526',
    right: 'LiveShadowed:\n    Type: AWS::SageMaker::Endpoint\n',
    wrong: 'LiveShadowed:\n    Type: AWS::SageMaker::EndPoints\n',
    at: 'Type',
  },
]);

plantedMistakes('CloudFormation (JSON)', 'cloudformation.json', asFile('deploy/template.json'), [
  {
    rule: 'SM527',
    right: '"Image": { "Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/churn-features:2" }',
    wrong: '"Image": "docker.io/churn/features:2"',
  },
  { rule: 'SM390', right: '"Mode": "Serial"', wrong: '"Mode": "Parallel"' },
  { rule: 'SM536', right: '"InitialSamplingPercentage": 20', wrong: '"InitialSamplingPercentage": 120' },
  { rule: 'SM530', right: '"VariantName": "live"', wrong: '"AcceleratorType": "ml.eia2.medium",\n            "VariantName": "live"' },
  { rule: 'SM516', right: '"VariantName": "all"', wrong: '"InstanceType": "ml.m5.large",\n            "VariantName": "all"' },
  { rule: 'SM515', right: '"ProvisionedConcurrency": 5', wrong: '"ProvisionedConcurrency": 50' },
  {
    rule: 'SM507',
    right:
      '"Type": "CANARY",\n              "CanarySize": {\n                "Type": "CAPACITY_PERCENT",\n                "Value": 25\n              },',
    wrong: '"Type": "CANARY",',
  },
  { rule: 'SM510', right: '"MaximumExecutionTimeoutInSeconds": 3600', wrong: '"MaximumExecutionTimeoutInSeconds": 600' },
  {
    rule: 'SM513',
    right:
      '"VariantName": "new",\n            "ModelName": { "Fn::GetAtt": ["Predictor", "ModelName"] },\n            "InstanceType": "ml.m5.large"',
    wrong:
      '"VariantName": "new",\n            "ModelName": { "Fn::GetAtt": ["Predictor", "ModelName"] },\n            "InstanceType": "ml.inf1.xlarge"',
    at: '"Type": "CANARY"',
  },
  {
    rule: 'SM523',
    right: '"PrimaryContainer": {',
    wrong:
      '"Containers": [{ "Image": { "Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/churn-features:2" } }],\n        "PrimaryContainer": {',
    at: '"PrimaryContainer"',
  },
]);
