import { asFiles, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes("JSON for the command line's --cli-input-json", 'saved-requests.txt', asFiles, [
  { rule: 'SM305', right: '"SecurityGroupIds": ["sg-0a1b2c3d"]', wrong: '"SecurityGroupIds": "sg-0a1b2c3d"' },
  {
    rule: 'SM303',
    right: '"StoppingCondition": { "MaxRuntimeInSeconds": 7200 }',
    wrong: '"StoppingCondition": { "MaxRuntimeInSeconds": 7200, "MaxWaitTimeInSeconds": 14400 }',
  },
  { rule: 'SM522', right: '"Mode": "Serial"', wrong: '"Mode": "direct"' },
  { rule: 'SM390', right: '"VariantName": "old", "ModelName"', wrong: '"VariantName": "old", "Modelname"' },
  {
    rule: 'SM517',
    right: '"ShadowProductionVariants": [',
    wrong:
      '"ShadowProductionVariants": [\n    { "VariantName": "third", "ModelName": "churn-4", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1 },',
  },
  { rule: 'SM515', right: '"MaxConcurrency": 20', wrong: '"MaxConcurrency": 500' },
  { rule: 'SM510', right: '"MaximumExecutionTimeoutInSeconds": 3600', wrong: '"MaximumExecutionTimeoutInSeconds": 1800' },
  {
    rule: 'SM505',
    right:
      '"BatchStrategy": "MultiRecord",\n  "MaxPayloadInMB": 6,\n  "TransformInput": {\n    "ContentType": "text/csv",\n    "SplitType": "Line"',
    wrong:
      '"BatchStrategy": "MultiRecord",\n  "MaxPayloadInMB": 6,\n  "TransformInput": {\n    "ContentType": "text/csv",\n    "SplitType": "None"',
  },
  { rule: 'SM504', right: '"InputFilter": "$[1:]", "JoinSource": "Input"', wrong: '"InputFilter": "$.features", "JoinSource": "None"' },
  { rule: 'SM531', right: '"TargetDevice": "ml_c5"', wrong: '"TargetDevice": "ml.c5"' },
]);
