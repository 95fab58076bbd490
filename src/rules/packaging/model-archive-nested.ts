import { defineRule } from '../../linter/rule.js';
import { archiveReader, archiveUse, isFolder, nameInArchive } from '../../project/archive-use.js';
import { commandsOfKind, placeIn } from '../../sagemaker/commands/model.js';
import type { ModelLaunch } from '../../sagemaker/launch/model.js';

export default defineRule({
  id: 'SM901',
  name: 'model-archive-nested',
  area: 'packaging',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The model archive holds a folder around the files that the server looks for at its root',
  sources: [
    'https://sagemaker.readthedocs.io/en/stable/frameworks/pytorch/using_pytorch.html#model-directory-structure',
    'https://huggingface.co/docs/sagemaker/inference#create-a-model-artifact-for-deployment',
  ],
  appliesTo: 'command',
  kinds: ['pack'],
  *check({ command, commands, document, project }) {
    if (command.kind !== 'pack' || !command.isComplete || command.isRenamed) return;
    const [only, ...others] = command.members;
    if (!only || others.length > 0) return;
    const name = nameInArchive(only);
    // `code` is where the toolkits look for the script.
    if (name === undefined || name === '' || name === 'code' || name.includes('..') || !isFolder(project, only, command, document)) return;
    const { models } = archiveUse(project, command, document, commandsOfKind(commands, 'pack'));
    const [model] = models;
    if (!model || !models.every(wantsFilesAtRoot)) return;
    const edits = only.name ? undefined : command.edits.flatten;
    yield {
      at: placeIn(command, only.source.span),
      message: `The archive has everything below \`${name}/\`, and the container that serves ${model.written} looks at the root of it: ${looksFor(model)}. Pack what is in the folder, not the folder.`,
      related: [{ at: { document: model.document, span: model.nameSpan }, message: `${model.written} is made of the archive` }],
      fix: edits && { title: `Pack what is in ${name}`, edits },
    };
  },
});

/** Whether nothing but the server itself reads the archive: a script of one's own may look wherever it likes. */
function wantsFilesAtRoot(model: ModelLaunch): boolean {
  if (model.isMultiModel || model.entryPoint.kind !== 'absent') return false;
  return /^(pytorch|huggingface|mxnet)$/.test(archiveReader(model));
}

function looksFor(model: ModelLaunch): string {
  return archiveReader(model) === 'huggingface' ? 'config.json or code/inference.py' : 'code/inference.py or the model itself';
}
