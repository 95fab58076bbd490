import { defineRule, type RuleReport } from '../../linter/rule.js';
import { buildUse } from '../../project/build-use.js';
import { type BuildCommand, type Command, commandsOfKind, optionOf, placeIn, runsOnOwnMachine } from '../../sagemaker/commands/model.js';

export default defineRule({
  id: 'SM703',
  name: 'provenance-attestation',
  area: 'build',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The image is pushed as an index with an attestation, which SageMaker does not take for a model',
  sources: [
    'https://docs.docker.com/build/metadata/attestations/slsa-provenance/',
    'https://github.com/aws/amazon-sagemaker-feedback/issues/180',
    'https://github.com/mlflow/mlflow/issues/13834',
  ],
  appliesTo: 'command',
  kinds: ['build'],
  *check({ command, commands, project }) {
    if (command.kind !== 'build' || !/^(docker|action)$/.test(command.program)) return;
    const use = buildUse(project, command);
    const isServed = use.images.some(({ purpose }) => purpose.serve.length > 0);
    if (use.images.length === 0 || (!isServed && use.images.every(({ purpose }) => purpose.train.length > 0))) return;
    if (command.pushesItself) yield* judgePush(command);
    else if (runsOnOwnMachine(command) && isPushedLater(command, commands)) yield* judgeLocal(command);
  },
});

const refused = 'CreateModel of SageMaker refuses it: "Unsupported manifest media type application/vnd.oci.image.index.v1+json"';

/** What buildx pushes by itself is an index as soon as it has an attestation or several platforms. */
function* judgePush(command: BuildCommand): Iterable<RuleReport> {
  const platforms = optionOf(command, 'platform');
  if (platforms && (command.platforms?.length ?? 0) > 1) {
    yield {
      at: placeIn(command, platforms.span),
      message: `The image is pushed for several platforms, ${command.platforms?.join(' and ')}, which makes it an index of images, and ${refused}. Build for the one platform that the instances have.`,
    };
    return;
  }
  const given = optionOf(command, 'provenance') ?? optionOf(command, 'sbom');
  if (given?.value && !isOff(given.value.text)) {
    if (!given.value.isKnown) return;
    const edit = command.replaceOption(given, 'false');
    yield {
      at: placeIn(command, given.span),
      message: `\`${given.name}\` adds an attestation, which makes an index of the image, and ${refused}. Write ${given.name}=false.`,
      fix: edit && { title: `Build without ${given.name}`, edits: [edit], safety: 'unsafe' },
    };
    return;
  }
  if (isWithoutAttestation(command)) return;
  const edit = command.addOption('provenance', 'false');
  yield {
    at: placeIn(command, command.nameSpan),
    message: `${command.program === 'action' ? 'docker/build-push-action' : 'buildx'} adds a provenance attestation, so that what is pushed is an index of images, and ${refused}. Add ${command.program === 'action' ? 'provenance: false' : '--provenance=false'}.`,
    fix: edit && { title: 'Build without attestation', edits: [edit] },
  };
}

/** What is built to this machine and pushed from there is one only where images are kept by containerd. */
function* judgeLocal(command: BuildCommand): Iterable<RuleReport> {
  if (isWithoutAttestation(command) || command.environment('DOCKER_BUILDKIT') === '0') return;
  if (command.options.some(({ name }) => /^(load|provenance|attest|output)$/.test(name))) return;
  const edit = command.addOption('provenance', 'false');
  yield {
    at: placeIn(command, command.nameSpan),
    message: `Where Docker keeps its images with containerd, as new installations do, a build has a provenance attestation, and what is pushed is an index of images. ${refused}. Add --provenance=false.`,
    severity: 'information',
    // A builder from before BuildKit does not know the option.
    fix: edit && { title: 'Build without attestation', edits: [edit], safety: 'unsafe' },
  };
}

function isPushedLater(command: BuildCommand, commands: readonly Command[]): boolean {
  return commandsOfKind(commands, 'push').some((push) => commands.indexOf(push) > commands.indexOf(command));
}

function isWithoutAttestation(command: BuildCommand): boolean {
  const provenance = optionOf(command, 'provenance')?.value;
  if (provenance) return isOff(provenance.text) || !provenance.isKnown;
  if (/^(1|true)$|\$/.test(command.environment('BUILDX_NO_DEFAULT_ATTESTATIONS') ?? '')) return true;
  return command.options.some(({ name, value }) => {
    const text = value?.text ?? '';
    if (name === 'attest') return /type=provenance.*disabled=true/.test(text);
    return name === 'output' && /type=(docker|oci|local|tar)\b|oci-mediatypes=false|\$/.test(text);
  });
}

function isOff(text: string): boolean {
  return /^(false|0|off)$/i.test(text);
}
