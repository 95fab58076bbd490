import { defineRule } from '../../linter/rule.js';
import { findIn, numberIn, wordFor } from '../../sagemaker/request/model.js';
import { trainingJobsIn, trainingOperations, usesSpot } from '../../sagemaker/request/training.js';

/** A script that keeps its state elsewhere. */
const keepsState = /\bupload_file|\bput_object|\bs3fs\b|\bS3Checkpoint|\bS3Writer\b|aws s3 (cp|sync)/;
/** A job as short as this is started again without much loss. */
const shortRun = 3600;

export default defineRule({
  id: 'SM304',
  name: 'spot-without-checkpoint',
  area: 'launch',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A job on spot instances has no place for checkpoints, and begins anew after each interruption',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training.html'],
  appliesTo: 'request',
  operations: trainingOperations,
  *check({ request, document, project }) {
    const link = project.launchesIn(document.path).find(({ launch }) => launch.span.start === request.span.start);
    const script = link?.script === undefined ? undefined : project.scriptOf(link.script);
    if (script && keepsState.test(script.document.text)) return;
    for (const job of trainingJobsIn(request)) {
      const spot = findIn(request, job, 'EnableManagedSpotTraining');
      if (spot.kind !== 'given' || usesSpot(request, job) !== true) continue;
      if (findIn(request, job, 'CheckpointConfig.S3Uri').kind !== 'absent') continue;
      const run = findIn(request, job, 'StoppingCondition.MaxRuntimeInSeconds');
      const seconds = run.kind === 'given' ? numberIn(run.member.value) : undefined;
      if (seconds !== undefined && seconds <= shortRun) continue;
      const checkpoints = wordFor(job, 'CheckpointConfig.S3Uri');
      yield {
        at: spot.member.place,
        message: `\`${spot.member.name}\` is on without \`${checkpoints}\`: SageMaker may take the instances back at any time, and the job then begins from nothing. Give \`${checkpoints}\` an S3 location, and save to /opt/ml/checkpoints.`,
      };
    }
  },
});
