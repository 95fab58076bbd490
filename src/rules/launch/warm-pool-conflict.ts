import { defineRule } from '../../linter/rule.js';
import { removeMember } from '../../sagemaker/request/edit.js';
import { findIn, numberIn } from '../../sagemaker/request/model.js';
import { trainingJobsIn, trainingOperations, usesSpot } from '../../sagemaker/request/training.js';

/** The developer guide says an hour; the model of the API has six. */
const [longest, surelyTooLong] = [3600, 21_600];

export default defineRule({
  id: 'SM312',
  name: 'warm-pool-conflict',
  area: 'launch',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A warm pool is kept for a job that cannot have one',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-warm-pools.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request }) {
    for (const job of trainingJobsIn(request)) {
      const kept = findIn(request, job, 'ResourceConfig.KeepAlivePeriodInSeconds');
      const seconds = kept.kind === 'given' ? numberIn(kept.member.value) : undefined;
      if (kept.kind !== 'given' || seconds === undefined || seconds === 0) continue;
      const { name, value, place } = kept.member;
      if (seconds < 0 || seconds > longest) {
        yield {
          at: { document: value.document, span: value.span },
          severity: seconds < 0 || seconds > surelyTooLong ? 'error' : 'warning',
          message: `\`${name}\` is ${seconds}: SageMaker keeps instances warm for 0 to ${longest} seconds after a job.`,
        };
        continue;
      }
      const spot = findIn(request, job, 'EnableManagedSpotTraining');
      const groups = findIn(request, job, 'ResourceConfig.InstanceGroups');
      const other = usesSpot(request, job) === true && spot.kind === 'given' ? spot : groups;
      if (other.kind !== 'given' || (other === groups && groups.member.value.kind !== 'list')) continue;
      const what = other === groups ? 'instance groups' : 'spot instances';
      const edit = removeMember(kept.member);
      yield {
        at: place,
        message: `\`${name}\` keeps instances warm after the job, which SageMaker does not do for ${what} (\`${other.member.name}\`): it refuses the request. Remove \`${name}\`.`,
        related: [{ at: other.member.place, message: `The job uses ${what} here` }],
        fix: edit && { title: `Remove ${name}`, edits: [edit] },
      };
    }
  },
});
