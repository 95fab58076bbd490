import { defineRule } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';

export default defineRule({
  id: 'SM211',
  name: 'sigterm-never-arrives',
  area: 'training',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'The script waits for SIGTERM, which the training toolkit does not hand on',
  sources: [
    'https://github.com/aws/sagemaker-training-toolkit/issues/125',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html',
  ],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    const handlers = script.process.terminationHandlers.filter(({ isNone }) => !isNone);
    const [first] = handlers;
    if (!first || !use.isEntry || sendsSignals(script) || use.imports.some(sendsSignals)) return;
    const links = toolkitLaunches(use, project);
    if (!links || links.length === 0 || links.some(isDistributed)) return;
    const isByDriver = links.some(({ launch }) => launch.bypassesImageStart);
    const who = isByDriver ? 'a shell script of the SDK' : 'the training toolkit';
    const isSure = links.some(({ script: path, images }) => path === document.path || images.some(({ how }) => how === 'name'));
    yield {
      at: first.site.call.span,
      message: `This handler is not called when SageMaker stops the job or takes the Spot instance away: SIGTERM goes to ${who}, which started this script as a process of its own and does not hand it on. Save checkpoints to /opt/ml/checkpoints as the training goes, with checkpoint_s3_uri in the launch.`,
      severity: isByDriver || !isSure ? 'information' : 'warning',
      related: links.slice(0, 1).map(({ launch }) => ({
        at: { document: launch.document, span: launch.nameSpan },
        message: `${launch.written} has ${who} start the script`,
      })),
    };
  },
});

/** Signals between processes of the script's own arrive. */
function sendsSignals({ document }: ScriptModel): boolean {
  return /\bos\.kill|\bkillpg\b|\.terminate\(|\bmultiprocessing\b|\bmp\.spawn\b|\bsubprocess\b|\bos\.fork\b/.test(document.text);
}

/** torchrun and mpirun end their processes with signals. */
function isDistributed({ launch: { distribution } }: LinkedLaunch<TrainingLaunch>): boolean {
  return distribution.kind !== 'absent';
}
