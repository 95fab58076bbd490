import { asFile, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes('command lines', 'command-lines.sh', asFile('scripts/deploy.sh'), [
  { rule: 'SM390', right: 'TrainingInputMode=File', wrong: 'TrainingInputMode=Files' },
  { rule: 'SM328', right: 'InstanceType=ml.m5.2xlarge', wrong: 'InstanceType=ml.m5.2large' },
  { rule: 'SM302', right: 'MaxWaitTimeInSeconds=14400', wrong: 'MaxWaitTimeInSeconds=3600' },
  { rule: 'SM501', right: '--model-name churn-chain', wrong: '--model-name churn_chain' },
  { rule: 'SM522', right: 'Mode=Serial', wrong: 'Mode=serial' },
  { rule: 'SM518', right: '"VariantName": "new"', wrong: '"VariantName": "old"' },
  { rule: 'SM536', right: '"InitialSamplingPercentage": 20', wrong: '"InitialSamplingPercentage": 200' },
  { rule: 'SM514', right: 'MemorySizeInMB=2048', wrong: 'MemorySizeInMB=2000' },
  {
    rule: 'SM507',
    right: '"Type": "CANARY",\n          "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 25},\n',
    wrong: '"Type": "CANARY",\n',
  },
  { rule: 'SM502', right: '--max-payload-in-mb 6', wrong: '--max-payload-in-mb 60' },
]);
