import { defineRule } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import type { Channel, TrainingLaunch } from '../../sagemaker/launch/model.js';
import { channelMode, channelPath } from '../../sagemaker/launch/path-in-job.js';
import { isCertainlyRun } from '../../sagemaker/script/certain-run.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import { distinctWrites } from '../../sagemaker/script/storage/distinct-writes.js';
import type { StorageWrite } from '../../sagemaker/script/storage/storage.js';

export default defineRule({
  id: 'SM216',
  name: 'write-into-read-only-channel',
  area: 'training',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'The script writes into a channel that is mounted read-only',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/model-access-training-data.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_FileSystemDataSource.html',
  ],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (!use.isEntry || use.launches.length === 0) return;
    const links = toolkitLaunches(use, project);
    if (!links?.every((link) => link.script === document.path)) return;
    for (const write of distinctWrites(script.storage.writes)) {
      const found = readOnlyChannel(write, script, links);
      if (!found || !isCertainlyRun(script, write.site)) continue;
      const { channel, why } = found;
      yield {
        at: write.pathExpression?.span ?? write.site.call.span,
        message: `\`${write.name}\` writes below /opt/ml/input/data/${channel.name}, and the channel ${channel.name} is mounted read-only there: ${why}. The job ends here with "Read-only file system". Write below /tmp, or what is to be kept to SM_MODEL_DIR or SM_OUTPUT_DATA_DIR.`,
        related: [{ at: { document: channel.document, span: channel.nameSpan }, message: `The channel ${channel.name} is given here` }],
      };
    }
  },
});

/** The channel that a call writes to, where every job mounts it read-only. */
function readOnlyChannel(
  write: StorageWrite,
  script: ScriptModel,
  links: readonly LinkedLaunch<TrainingLaunch>[],
): { readonly channel: Channel; readonly why: string } | undefined {
  const isPatient = write.site.call.arguments.some(({ name }) => name === 'exist_ok');
  const channels = links.map(({ launch }) => {
    const found = channelPath(write.path, script, launch);
    // A folder that is there already is not made.
    if (!found || (write.kind === 'folder' && (isPatient || found.rest === ''))) return undefined;
    const all = launch.channels.channels.filter(({ name }) => name === found.channel.name);
    if (!all.every(({ isReadOnly }) => isReadOnly)) return undefined;
    const isStreamed = channelMode(found.channel, launch) === 'FastFile';
    return {
      channel: found.channel,
      why: isStreamed ? 'FastFile shows the objects of S3 as they are' : 'the file system is mounted with `ro`',
    };
  });
  return channels.every((channel) => channel !== undefined) ? channels[0] : undefined;
}
