import { defineRule } from '../../linter/rule.js';
import { buildUse } from '../../project/build-use.js';
import { placeIn, runsOnOwnMachine } from '../../sagemaker/commands/model.js';
import { pushesToRegistry } from '../../sagemaker/commands/registry-names.js';
import { launchProcessor } from '../../sagemaker/launch/processor.js';

export default defineRule({
  id: 'SM701',
  name: 'image-platform-unset',
  area: 'build',
  severity: 'information',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A build without --platform makes an image for the machine that builds',
  sources: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://docs.docker.com/reference/cli/docker/buildx/build/#platform',
  ],
  appliesTo: 'command',
  kinds: ['build'],
  *check({ command, commands, project }) {
    // Pipelines and notebooks of SageMaker run on amd64; people's own machines may not.
    if (command.kind !== 'build' || !runsOnOwnMachine(command) || command.platforms !== undefined || !pushesToRegistry(commands)) return;
    const { images, launches } = buildUse(project, command);
    // An image of AWS is built for one processor, and what is made from it is for the same.
    const isOpen = images.some(({ base }) => base.origin === 'public' && !base.instruction?.flags.some(({ name }) => name === 'platform'));
    if (!isOpen || launches.some(({ launch }) => launchProcessor(launch)?.processor === 'arm64')) return;
    const edit = command.addOption('platform', 'linux/amd64');
    yield {
      at: placeIn(command, command.nameSpan),
      message:
        'This image is built for the machine that builds it. On an Arm one (a Mac with Apple silicon) that is linux/arm64, which nearly all instances of SageMaker end with "exec format error". Add --platform linux/amd64.',
      fix: edit && { title: 'Build for linux/amd64', edits: [edit] },
    };
  },
});
