import { defineRule } from '../../linter/rule.js';
import type { Setting, TrainingLaunch } from '../../sagemaker/launch/model.js';
import { scalarOf, textOf } from '../../sagemaker/launch/settings.js';

/** What local mode has not: an argument, and what it is. None, False and an empty text ask for nothing. */
const unsupported: readonly (readonly [(launch: TrainingLaunch) => Setting, string])[] = [
  [({ useSpot }) => useSpot, 'spot instances'],
  [({ checkpointUri }) => checkpointUri, 'checkpoints in S3'],
  [({ checkpointLocalPath }) => checkpointLocalPath, 'checkpoints in S3'],
];

export default defineRule({
  id: 'SM311',
  name: 'local-mode-unsupported-argument',
  area: 'launch',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'Local mode is asked for something that only SageMaker has',
  sources: ['https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/estimator.py'],
  appliesTo: 'launch',

  *check({ launch }) {
    // Version 3 leaves out what it does not need on the machine at hand.
    if (launch.kind !== 'training' || launch.surface !== 'sdk-v2' || launch.bypassesImageStart) return;
    const type = textOf(launch.instanceType);
    if (launch.instanceType.kind !== 'given' || (type !== 'local' && type !== 'local_gpu')) return;
    const { document, argument } = launch.instanceType;
    const related = [{ at: { document, span: argument }, message: 'It runs on the machine at hand' }];
    for (const [settingOf, what] of unsupported) {
      const setting = settingOf(launch);
      if (setting.kind !== 'given' || !asksForIt(setting)) continue;
      const name = nameOf(setting);
      yield {
        at: { document: setting.document, span: setting.argument },
        message: `\`${name}\` with instance_type "${type}": local mode has no ${what}, and fit() raises ValueError. Give \`${name}\` only where the job runs on SageMaker.`,
        related,
      };
    }
    const { instanceCount } = launch;
    const count = scalarOf(instanceCount);
    if (type !== 'local_gpu' || instanceCount.kind !== 'given' || typeof count !== 'number' || count < 2) return;
    yield {
      at: { document: instanceCount.document, span: instanceCount.argument },
      message: `\`${nameOf(instanceCount)}\` is ${count} with instance_type "local_gpu": the SDK does not train on several containers with GPUs here, and raises RuntimeError. Take one, or "local".`,
      related,
    };
  },
});

/** Whether a value is certainly there and not empty; a text of which a part is known is not. */
function asksForIt({ node }: Setting & { readonly kind: 'given' }): boolean {
  if (node.kind === 'unknown') return node.pieces?.some((piece) => piece !== undefined && piece !== '') ?? false;
  return node.kind === 'scalar' && node.value.known && !node.value.assumed && Boolean(node.value.value);
}

/** The argument's name as it is written. */
function nameOf({ document, argument }: Setting & { readonly kind: 'given' }): string {
  return /^\w+/.exec(document.text.slice(argument.start, argument.end).replace(/^["']/, ''))?.[0] ?? 'it';
}
