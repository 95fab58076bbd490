import { defineRule } from '../../linter/rule.js';
import { archiveReader, archiveUse, nameInArchive } from '../../project/archive-use.js';
import { commandsOfKind, placeIn } from '../../sagemaker/commands/model.js';

export default defineRule({
  id: 'SM904',
  name: 'requirements-in-wrong-folder',
  area: 'packaging',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'The requirements.txt of a model archive is installed from the folder code only',
  sources: [
    'https://sagemaker.readthedocs.io/en/stable/frameworks/pytorch/using_pytorch.html#model-directory-structure',
    'https://github.com/aws/sagemaker-pytorch-inference-toolkit/issues/105',
  ],
  appliesTo: 'command',
  kinds: ['pack'],
  *check({ command, commands, document, project }) {
    if (command.kind !== 'pack' || !command.isComplete || command.isRenamed) return;
    const names = command.members.map(nameInArchive);
    const stray = command.members[names.indexOf('requirements.txt')];
    // Where code is packed as a whole, it may have its own. Servers of large models read theirs at the root.
    if (!stray || names.some((name) => name === undefined || /^(serving\.properties|model\.py|code|code\/requirements\.txt)$/.test(name)))
      return;
    const { models } = archiveUse(project, command, document, commandsOfKind(commands, 'pack'));
    const [model] = models;
    // With an entry_point, the SDK packs the archive anew.
    if (
      !model ||
      !models.every((each) => /^(pytorch|huggingface|mxnet)$/.test(archiveReader(each)) && each.sourceDirectory.kind === 'absent')
    )
      return;
    yield {
      at: placeIn(command, stray.source.span),
      message: `requirements.txt is at the root of the archive, and the container that serves ${model.written} installs code/requirements.txt alone: the packages are missing, and the script ends with ModuleNotFoundError. Pack it as code/requirements.txt, beside the script.`,
      related: [{ at: { document: model.document, span: model.nameSpan }, message: `${model.written} is made of the archive` }],
    };
  },
});
