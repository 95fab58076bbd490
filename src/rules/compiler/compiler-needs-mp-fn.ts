import { defineRule } from '../../linter/rule.js';
import { isCompiling, startsXlaProcesses } from '../../project/compiler-use.js';

export default defineRule({
  id: 'SM607',
  name: 'compiler-needs-mp-fn',
  area: 'compiler',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A script that pytorchxla starts has no _mp_fn',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-pytorch-models.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/pytorch_xla.py',
  ],
  appliesTo: 'script',

  *check({ script, use, document }) {
    const starting = use.launches.find(
      (link) => link.script === document.path && isCompiling(link.launch) && startsXlaProcesses(link.launch),
    );
    if (!starting || script.xla.entry.hasProcessFunction) return;
    const { entry } = script.xla;
    const { distribution } = starting.launch;
    yield {
      at: entry.place,
      message:
        'With pytorchxla SageMaker starts one process for each GPU and calls _mp_fn(index) of this script in it. There is no _mp_fn here, so the job fails before it trains. Add one that calls main().',
      related:
        distribution.kind === 'given'
          ? [{ at: { document: distribution.document, span: distribution.argument }, message: 'The processes are asked for here' }]
          : [],
      fix: entry.addProcessFunction ? { title: 'Add _mp_fn that calls main()', edits: [entry.addProcessFunction] } : undefined,
    };
  },
});
