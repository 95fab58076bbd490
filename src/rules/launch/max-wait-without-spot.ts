import { defineRule } from '../../linter/rule.js';
import { removeMember } from '../../sagemaker/request/edit.js';
import { findIn, numberIn, wordFor } from '../../sagemaker/request/model.js';
import { trainingJobsIn, trainingOperations, usesSpot } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM303',
  name: 'max-wait-without-spot',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A wait is given for a job that does not use spot instances',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const wait = findIn(request, job, 'StoppingCondition.MaxWaitTimeInSeconds');
      if (wait.kind !== 'given' || usesSpot(request, job) !== false) continue;
      const { name, value, place } = wait.member;
      const seconds = numberIn(value);
      if (seconds === undefined) continue;
      const edit = removeMember(wait.member);
      const spot = wordFor(job, 'EnableManagedSpotTraining');
      yield {
        at: place,
        message: `\`${name}\` is ${seconds}, and the job does not use spot instances: SageMaker refuses it. Remove \`${name}\`, or turn \`${spot}\` on.`,
        fix: edit && { title: `Remove ${name}`, edits: [edit] },
      };
    }
  },
});
