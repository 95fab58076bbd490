import { defineRule } from '../../linter/rule.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { scalarOf, settingOf } from '../../sagemaker/launch/settings.js';
import { sourceCodeOf } from '../../sagemaker/launch/source-code.js';
import { runsLocally } from '../../sagemaker/launch/uploaded-program.js';
import { lookUp } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM318',
  name: 'reserved-channel-name',
  area: 'launch',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A channel has a name that the SDK takes for the code itself',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/model_trainer.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/job.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    if (launch.kind !== 'training') return;
    const reserved = reservedNames(launch);
    for (const { name, document, nameSpan: span } of launch.channels.channels) {
      const what = reserved.get(name);
      if (what === undefined) continue;
      const end = launch.surface === 'sdk-v3' ? 'there would be two of that name' : 'fit() raises ValueError ("Duplicate channel")';
      yield {
        at: { document, span },
        message: `The channel "${name}" is taken: the SDK sends ${what} as a channel of that name, so ${end}. Give yours another name.`,
      };
    }
  },
});

/** The names that the SDK gives channels of its own, each with what is in it. */
function reservedNames(launch: TrainingLaunch): ReadonlyMap<string, string> {
  const code = sourceCodeOf(launch);
  if (code) {
    const names = new Map([['sm_drivers', 'the programs that start your script']]);
    if (lookUp(code, 'source_dir').kind === 'given') names.set('code', 'source_dir');
    return names;
  }
  if (launch.surface !== 'sdk-v2' || runsLocally(launch) || launch.entryPoint.kind !== 'given') return new Map();
  const isIsolated = scalarOf(settingOf(launch.arguments, 'enable_network_isolation')) === true;
  return new Map(isIsolated ? [['code', 'the code of a job in network isolation']] : []);
}
