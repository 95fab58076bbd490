import { defineRule } from '../../linter/rule.js';
import { sdkRequirement } from '../../project/sdk-requirement.js';
import { renameArgument } from '../../sagemaker/launch/edits.js';

/** Names that version 2 of the SDK reads with a warning: deprecations.py and its uses in v2.257.6. */
const renamed: Readonly<Record<string, string>> = {
  train_instance_count: 'instance_count',
  train_instance_type: 'instance_type',
  train_volume_size: 'volume_size',
  train_volume_kms_key: 'volume_kms_key',
  train_max_run: 'max_run',
  train_max_wait: 'max_wait',
  train_use_spot_instances: 'use_spot_instances',
  image_name: 'image_uri',
  // Of TensorFlow and MXNet; the others never had it.
  distributions: 'distribution',
};

export default defineRule({
  id: 'SM324',
  name: 'sdk-v1-argument',
  area: 'launch',
  // Version 2 reads most of the old names; where it raises, this is an error, below.
  severity: 'information',
  fix: 'safe',
  since: '0.1.0',
  summary: 'An argument has the name that version 1 of the SageMaker Python SDK had for it',
  sources: [
    'https://sagemaker.readthedocs.io/en/v2.257.1/v2.html',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/deprecations.py',
  ],
  appliesTo: 'launch',

  *check({ launch, document, project }) {
    if (launch.surface !== 'sdk-v2' || launch.kind === 'processing' || (launch.kind === 'model' && launch.estimator)) return;
    const names: Readonly<Record<string, string>> = launch.kind === 'model' ? { image: 'image_uri' } : renamed;
    const old = [...launch.arguments.members.values()].filter(({ name }) => Object.hasOwn(names, name));
    if (old.length === 0) return;
    const requirement = sdkRequirement(project.filesFor(document.path), document);
    if (requirement?.isBelow('2')) return;
    for (const { name, namePlace, place } of old) {
      const better = names[name];
      const isKeyword = namePlace.document.text.startsWith(name, namePlace.span.start);
      // A dictionary that is passed on may be for somebody else, too.
      if (better === undefined || !isKeyword || place.document !== launch.document) continue;
      const isRefused = launch.kind === 'model' || (name === 'image_name' && launch.written === 'Estimator');
      const effect = isRefused ? 'version 2 raises TypeError for it' : 'version 2 still reads it, with a warning, and version 3 does not';
      const edit = launch.arguments.members.has(better) ? undefined : renameArgument(launch, name, better);
      yield {
        at: { document: namePlace.document, span: namePlace.span },
        ...(isRefused ? { severity: 'error' } : {}),
        message: `\`${name}\` is the name of version 1 of the SageMaker Python SDK: ${effect}. Write \`${better}\`.`,
        fix: edit && { title: `Write ${better}`, edits: [{ ...edit, document: namePlace.document }] },
      };
    }
  },
});
