import { asFile, asNotebook, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes('boto3', 'boto3.py', asFile('deploy.py'), [
  { rule: 'SM302', right: '"MaxWaitTimeInSeconds": 14400', wrong: '"MaxWaitTimeInSeconds": 3600' },
  { rule: 'SM521', right: '"ContainerHostname": "predictor"', wrong: '"ContainerHostname": "features"' },
  { rule: 'SM528', right: '"WORKERS": "2"', wrong: '"WORKERS": 2' },
  { rule: 'SM518', right: '"VariantName": "new"', wrong: '"VariantName": "old"' },
  {
    rule: 'SM536',
    right: 'DataCaptureConfig={\n        "EnableCapture": True,\n        "InitialSamplingPercentage": 20,\n',
    wrong: 'DataCaptureConfig={\n        "EnableCapture": True,\n',
  },
  { rule: 'SM514', right: '"MemorySizeInMB": 2048', wrong: '"MemorySizeInMB": 2000' },
  {
    rule: 'SM507',
    right: '"Type": "CANARY",\n                "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 25},\n',
    wrong: '"Type": "CANARY",\n',
  },
  { rule: 'SM510', right: '"TerminationWaitInSeconds": 300', wrong: '"TerminationWaitInSeconds": 7200' },
  { rule: 'SM502', right: 'MaxPayloadInMB=6', wrong: 'MaxPayloadInMB=40' },
  { rule: 'SM504', right: '"InputFilter": "$[1:]"', wrong: '"InputFilter": "[1:]"' },
]);

plantedMistakes('boto3 in the cells of a notebook', 'boto3.py', asNotebook('deploy.ipynb'), [
  {
    rule: 'SM301',
    right:
      'EnableManagedSpotTraining=True,\n    CheckpointConfig={"S3Uri": "s3://churn-models/checkpoints/"},\n    StoppingCondition={"MaxRuntimeInSeconds": 7200, "MaxWaitTimeInSeconds": 14400},',
    wrong:
      'EnableManagedSpotTraining=True,\n    CheckpointConfig={"S3Uri": "s3://churn-models/checkpoints/"},\n    StoppingCondition={"MaxRuntimeInSeconds": 7200},',
  },
  { rule: 'SM328', right: '"InstanceType": "ml.m5.2xlarge"', wrong: '"InstanceType": "ml.m5.2large"' },
  { rule: 'SM390', right: '"TrainingInputMode": "File"', wrong: '"TrainingInputMode": "Files"' },
  { rule: 'SM501', right: 'ModelName="churn-chain"', wrong: 'ModelName="churn_chain"' },
  { rule: 'SM522', right: '"Mode": "Serial"', wrong: '"Mode": "SERIAL"' },
  {
    rule: 'SM517',
    right: 'ShadowProductionVariants=[\n',
    wrong:
      'ShadowProductionVariants=[\n        {"VariantName": "third", "ModelName": "churn-4", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1},\n',
  },
  { rule: 'SM515', right: '"ProvisionedConcurrency": 5', wrong: '"ProvisionedConcurrency": 50' },
  { rule: 'SM508', right: '"Value": 25', wrong: '"Value": 75' },
  {
    rule: 'SM506',
    right: '"S3DataType": "S3Prefix", "S3Uri": "s3://churn-data/customers/"',
    wrong: '"S3DataType": "AugmentedManifestFile", "S3Uri": "s3://churn-data/customers/"',
  },
  { rule: 'SM503', right: '"Accept": "text/csv"', wrong: '"Accept": "application/json"', at: 'DataProcessing' },
]);
