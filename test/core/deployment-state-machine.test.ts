import { asFile, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes('a state machine', 'state-machine.json', asFile('flows/churn.asl.json'), [
  { rule: 'SM390', right: '"TrainingInputMode": "File"', wrong: '"TrainingInputMode": "Files"' },
  { rule: 'SM307', right: '"InstanceCount": 1', wrong: '"InstanceCount": 3' },
  { rule: 'SM302', right: '"MaxWaitTimeInSeconds": 14400', wrong: '"MaxWaitTimeInSeconds": 3600' },
  {
    rule: 'SM521',
    right: '          {\n            "ContainerHostname": "predictor",\n            "Image"',
    wrong: '          {\n            "Image"',
  },
  { rule: 'SM518', right: '"VariantName": "new"', wrong: '"VariantName": "old"' },
  { rule: 'SM514', right: '"MemorySizeInMB": 2048', wrong: '"MemorySizeInMB": 2000' },
  {
    rule: 'SM517',
    right: '"ShadowProductionVariants": [\n',
    wrong:
      '"ShadowProductionVariants": [\n                  { "VariantName": "third", "ModelName.$": "$.before", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1 },\n',
  },
  { rule: 'SM508', right: '"Value": 25', wrong: '"Value": 60' },
  { rule: 'SM510', right: '"TerminationWaitInSeconds": 300', wrong: '"TerminationWaitInSeconds": 4000' },
  { rule: 'SM503', right: '"AssembleWith": "Line"', wrong: '"AssembleWith": "None"', at: '"DataProcessing"' },
]);
