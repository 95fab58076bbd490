import { defineRule } from '../../linter/rule.js';
import { addMember, writeScalar } from '../../sagemaker/request/edit.js';
import { findIn, numberIn, type ServiceRequest, wordFor } from '../../sagemaker/request/model.js';
import { trainingJobsIn, trainingOperations, usesSpot } from '../../sagemaker/request/training.js';
import type { ObjectNode, RequestNode } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM301',
  name: 'spot-needs-max-wait',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Spot training is on and nothing says how long SageMaker may wait for instances',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const spot = findIn(request, job, 'EnableManagedSpotTraining');
      if (spot.kind !== 'given' || usesSpot(request, job) !== true) continue;
      if (findIn(request, job, 'StoppingCondition.MaxWaitTimeInSeconds').kind !== 'absent') continue;
      const { name, place } = spot.member;
      const wait = wordFor(job, 'StoppingCondition.MaxWaitTimeInSeconds');
      const run = wordFor(job, 'StoppingCondition.MaxRuntimeInSeconds');
      yield {
        at: place,
        message: `\`${name}\` is on and \`${wait}\` is missing: SageMaker refuses a spot job that does not say how long it may take, waiting included. Give \`${wait}\` at least the value of \`${run}\`.`,
        fix: fixFor(request, job, wait),
      };
    }
  },
});

/** As long as the job may run, which is the least that is allowed. */
function fixFor(request: ServiceRequest, job: ObjectNode, wait: string) {
  const limits = findIn(request, job, 'StoppingCondition');
  const target = limits.kind === 'given' && limits.member.value.kind === 'object' ? limits.member.value : undefined;
  if (!target) return undefined;
  const run = findIn(request, target, 'MaxRuntimeInSeconds');
  if (run.kind === 'unknown') return undefined;
  const seconds = run.kind === 'given' ? secondsIn(run.member.value, request) : defaultRun(request);
  if (seconds === undefined) return undefined;
  const edit = addMember(target, 'MaxWaitTimeInSeconds', seconds);
  return edit && { title: `Add ${wait}`, edits: [edit] };
}

/** As it is written, where that means the same anywhere in the text; else the number. */
function secondsIn(value: RequestNode, { notation }: ServiceRequest): string | undefined {
  const text = value.document.text.slice(value.span.start, value.span.end);
  if (/^[\w.]+$/.test(text) || (notation === 'python' && /^\d+( ?\* ?\d+)*$/.test(text))) return text;
  const seconds = numberIn(value);
  return seconds === undefined ? undefined : writeScalar(seconds, notation);
}

/** A class of version 3 is given no more than it has. */
function defaultRun({ surface, notation }: ServiceRequest): string | undefined {
  return surface === 'sdk-v3' ? undefined : writeScalar(86_400, notation);
}
