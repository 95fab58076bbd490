import { defineRule } from '../../linter/rule.js';
import type { LinkedLaunch } from '../../project/links.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import type { Channel, TrainingLaunch } from '../../sagemaker/launch/model.js';
import { channelMode, channelPath } from '../../sagemaker/launch/path-in-job.js';
import { isCertainlyRun } from '../../sagemaker/script/certain-run.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { StorageRead } from '../../sagemaker/script/storage/storage.js';

export default defineRule({
  id: 'SM215',
  name: 'pipe-read-as-directory',
  area: 'training',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'The script looks for files in the folder of a channel that arrives as a pipe',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html'],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (!use.isEntry || use.launches.length === 0 || [script, ...use.imports].some(readsPipes)) return;
    const links = toolkitLaunches(use, project);
    if (!links?.every((link) => link.script === document.path)) return;
    const found = new Map<string, { readonly channel: Channel; readonly reads: StorageRead[] }>();
    for (const read of script.storage.reads) {
      const channel = read.kind === 'exists' || !isCertainlyRun(script, read.site) ? undefined : pipeOf(read, script, links);
      if (!channel) continue;
      const known = found.get(channel.name);
      if (known) known.reads.push(read);
      else found.set(channel.name, { channel, reads: [read] });
    }
    for (const { channel, reads } of found.values()) {
      const [first, ...others] = reads;
      if (!first) continue;
      const { name } = channel;
      yield {
        at: first.pathExpression?.span ?? first.site.call.span,
        message: `\`${first.name}\` finds no such path: the channel ${name} arrives in Pipe mode, as the named pipes /opt/ml/input/data/${name}_0, ${name}_1 and so on, one for each epoch. Read those as streams, or give the channel input_mode="FastFile", which shows the objects as files while they are streamed.`,
        related: [
          ...others.map(({ site }) => ({ at: site.call.span, message: 'It is looked for here, too' })),
          { at: { document: channel.document, span: channel.nameSpan }, message: `The channel ${name} is given here` },
        ],
      };
    }
  },
});

/** Scripts that know of pipes may read them, or ask for the mode first. */
function readsPipes({ document }: ScriptModel): boolean {
  return /pipe_?mode|\bmlio\b|sagemaker_tensorflow|fifo|["']Pipe["']/i.test(document.text);
}

/** The channel that is read, where every job gives it in Pipe mode. */
function pipeOf(read: StorageRead, script: ScriptModel, links: readonly LinkedLaunch<TrainingLaunch>[]): Channel | undefined {
  const channels = links.map(({ launch }) => {
    const found = channelPath(read.path, script, launch)?.channel;
    const all = launch.channels.channels.filter(({ name }) => name === found?.name);
    return found && all.every((each) => channelMode(each, launch) === 'Pipe') ? found : undefined;
  });
  return channels.every((channel) => channel !== undefined) ? channels[0] : undefined;
}
