import { defineRule } from '../../linter/rule.js';
import { replaceValue } from '../../sagemaker/request/edit.js';
import { findIn, numberIn, wordFor } from '../../sagemaker/request/model.js';
import { longestRun, trainingJobsIn, trainingOperations, usesSpot } from '../../sagemaker/request/training.js';

export default defineRule({
  id: 'SM302',
  name: 'max-wait-below-max-run',
  area: 'launch',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A spot job may wait for less time than it may run',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const wait = findIn(request, job, 'StoppingCondition.MaxWaitTimeInSeconds');
      if (wait.kind !== 'given' || usesSpot(request, job) !== true) continue;
      const { name, value } = wait.member;
      const waited = numberIn(value);
      const run = longestRun(request, job);
      if (waited === undefined || run === undefined || waited >= run) continue;
      const limit = findIn(request, job, 'StoppingCondition.MaxRuntimeInSeconds');
      const word = wordFor(job, 'StoppingCondition.MaxRuntimeInSeconds');
      // What is taken where nothing is said is the SDK's own for its classes, and the service's for the rest.
      const isSure = limit.kind === 'given' || request.surface.startsWith('sdk');
      yield {
        at: { document: value.document, span: value.span },
        severity: isSure ? 'error' : 'warning',
        message: `\`${name}\` is ${waited} and \`${limit.kind === 'given' ? limit.member.name : word}\` is ${run}${limit.kind === 'given' ? '' : ' where nothing is said'}: SageMaker counts the run as part of the wait, and refuses a wait that is shorter. Write ${run} or more.`,
        related: limit.kind === 'given' ? [{ at: limit.member.place, message: 'The job may run this long' }] : [],
        fix: { title: `Wait ${run} seconds`, edits: [replaceValue(request, value, run)] },
      };
    }
  },
});
