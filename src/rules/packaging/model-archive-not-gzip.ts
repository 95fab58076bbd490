import { defineRule } from '../../linter/rule.js';
import { archiveUse } from '../../project/archive-use.js';
import { commandsOfKind, placeIn } from '../../sagemaker/commands/model.js';

export default defineRule({
  id: 'SM902',
  name: 'model-archive-not-gzip',
  area: 'packaging',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The model archive is called .tar.gz and is not compressed with gzip',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html'],
  appliesTo: 'command',
  kinds: ['pack'],
  *check({ command, commands, document, project }) {
    if (command.kind !== 'pack' || (command.compression !== 'none' && command.compression !== 'other')) return;
    const { archive } = command;
    if (!archive?.isKnown || !/\.(tar\.gz|tgz)$/.test(archive.text)) return;
    if (!archiveUse(project, command, document, commandsOfKind(commands, 'pack')).isForModel) return;
    const { compress } = command.edits;
    const how = command.compression === 'none' ? 'is packed without compression' : 'is compressed otherwise than with gzip';
    yield {
      at: placeIn(command, command.modeSpan),
      message: `\`${archive.text}\` ${how}, whatever its name says: SageMaker unpacks it with gzip and fails with "Failed to extract model data archive". ${command.tool === 'tar' ? `Add z to \`${document.text.slice(command.modeSpan.start, command.modeSpan.end)}\`` : 'Open it with "w:gz"'}.`,
      fix: compress && { title: 'Compress with gzip', edits: compress },
    };
  },
});
