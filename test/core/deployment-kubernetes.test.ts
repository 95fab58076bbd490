import { asFile, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes('Kubernetes', 'kubernetes.yaml', asFile('k8s/churn.yaml'), [
  { rule: 'SM327', right: 'trainingJobName: churn-2026-11', wrong: 'trainingJobName: churn_2026-11' },
  { rule: 'SM307', right: 'instanceCount: 1\n', wrong: 'instanceCount: 2\n' },
  { rule: 'SM302', right: 'maxWaitTimeInSeconds: 14400', wrong: 'maxWaitTimeInSeconds: 3600' },
  { rule: 'SM528', right: 'WORKERS: "2"', wrong: 'WORKERS: 2' },
  { rule: 'SM525', right: 'modelDataURL: s3://churn-models/predictor/4/', wrong: 'modelDataUrl: s3://churn-models/predictor/4/' },
  { rule: 'SM518', right: 'variantName: new', wrong: 'variantName: old' },
  { rule: 'SM536', right: 'initialSamplingPercentage: 20', wrong: 'initialSamplingPercentage: 200' },
  { rule: 'SM514', right: 'memorySizeInMB: 2048', wrong: 'memorySizeInMB: 3000' },
  {
    rule: 'SM512',
    right:
      'type_: CANARY\n        canarySize:\n          type_: CAPACITY_PERCENT\n          value: 25\n        waitIntervalInSeconds: 600\n      terminationWaitInSeconds: 300\n      maximumExecutionTimeoutInSeconds: 3600\n    autoRollbackConfiguration:\n      alarms:\n        - alarmName: churn-errors\n        - alarmName: churn-latency\n',
    wrong:
      'type_: CANARY\n        canarySize:\n          type_: CAPACITY_PERCENT\n          value: 25\n        waitIntervalInSeconds: 600\n      terminationWaitInSeconds: 300\n      maximumExecutionTimeoutInSeconds: 3600\n',
  },
  { rule: 'SM503', right: 'accept: text/csv', wrong: 'accept: application/json', at: 'joinSource' },
]);
