import { defineRule } from '../../linter/rule.js';

export default defineRule({
  id: 'SM206',
  name: 'failure-exits-zero',
  area: 'training',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'An exception of the training is caught and the script ends with 0, so that the job counts as completed',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-signal-success-failure.html'],
  appliesTo: 'script',

  *check({ script, use, document }) {
    if (use.trains.length === 0 || !use.isEntry) return;
    for (const { at, handler, how, raise } of script.process.swallowedFailures) {
      const written = document.text.slice(at.start, at.end);
      const effect = {
        continues: 'catches whatever the training raises and goes on',
        returns: handler ? 'catches whatever the training raises and returns' : 'drops whatever the training raises',
        exits: 'catches whatever the training raises and exits with 0',
      }[how];
      yield {
        at,
        message: `\`${written}\` ${effect}, so the script ends with 0 and SageMaker reports a failed training as Completed. ${handler ? 'End the handler with `raise`.' : 'Take the `return` out of `finally`.'}`,
        fix: raise && { title: 'Raise the exception again', edits: [raise] },
      };
    }
  },
});
