import { defineRule } from '../../linter/rule.js';
import { archiveUse } from '../../project/archive-use.js';
import { commandsOfKind, placeIn } from '../../sagemaker/commands/model.js';

export default defineRule({
  id: 'SM903',
  name: 'model-archive-symlinks',
  area: 'packaging',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The model archive is made of the cache of Hugging Face, which holds links instead of files',
  sources: ['https://huggingface.co/docs/huggingface_hub/guides/manage-cache', 'https://github.com/mantiumai/gptj/issues/5'],
  appliesTo: 'command',
  kinds: ['pack'],
  *check({ command, commands, document, project }) {
    if (command.kind !== 'pack' || command.followsLinks) return;
    const linked = command.members.find(({ holdsLinks }) => holdsLinks);
    if (!linked) return;
    const { isForModel, models } = archiveUse(project, command, document, commandsOfKind(commands, 'pack'));
    if (!isForModel && models.length === 0) return;
    const { followLinks } = command.edits;
    yield {
      at: placeIn(command, linked.source.span),
      message: `A snapshot in the cache of Hugging Face is a folder of links into \`blobs\`: the archive holds the links and not the files, and the endpoint finds no model or fails to unpack it. ${command.tool === 'tar' ? 'Add h to the letters of tar' : 'Open it with dereference=True'}, or download with local_dir.`,
      fix: followLinks && { title: 'Pack the files that the links lead to', edits: followLinks },
    };
  },
});
