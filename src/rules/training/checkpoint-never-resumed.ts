import { defineRule } from '../../linter/rule.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import { checkpointFolder, isBelow } from '../../sagemaker/launch/checkpoints.js';
import type { Setting } from '../../sagemaker/launch/model.js';
import { pathInJob } from '../../sagemaker/launch/path-in-job.js';
import { isKeeping, mayResume } from '../../sagemaker/launch/resuming.js';
import { scalarOf } from '../../sagemaker/launch/settings.js';

export default defineRule({
  id: 'SM212',
  name: 'checkpoint-never-resumed',
  area: 'training',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A Spot job saves checkpoints and never goes on from one',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-checkpoints.html'],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (!use.isEntry || use.launches.length === 0) return;
    const links = toolkitLaunches(use, project);
    if (!links?.every((link) => link.script === document.path)) return;
    const interrupted = links.map(({ launch }) => launch).filter(({ useSpot }) => useSpot.kind !== 'absent');
    const [launch] = interrupted;
    const folder = launch && checkpointFolder(launch);
    if (!launch || folder === undefined || !interrupted.every(({ useSpot }) => scalarOf(useSpot) === true)) return;
    if (interrupted.some((each) => mayResume([script, ...use.imports], folder, each))) return;
    const save = script.storage.writes.find((write) => {
      const found = isKeeping(write) ? pathInJob(write.path, script, launch) : undefined;
      return found !== undefined && isBelow(found.text, folder);
    });
    if (!save) return;
    yield {
      at: save.site.call.callee.span,
      message: `${save.name} saves checkpoints here, and nothing in this script loads one. When the Spot instance is taken away, SageMaker starts the job again with ${folder} as it was, and the training begins anew all the same. Load the newest checkpoint of ${folder} before the training, where there is one.`,
      related: [
        ...placeOf(launch.useSpot, 'The job runs on Spot instances'),
        ...placeOf(launch.checkpointUri, 'The checkpoints are kept here while it waits'),
      ],
    };
  },
});

function placeOf(setting: Setting, message: string) {
  return setting.kind === 'given' ? [{ at: { document: setting.document, span: setting.argument }, message }] : [];
}
