import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { ScriptUse } from '../../project/links.js';
import { scriptFamily } from '../../project/script-family.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import { losesSaves, modelSaves } from '../../sagemaker/script/storage/kept-saves.js';
import type { StorageWrite } from '../../sagemaker/script/storage/storage.js';
import { osNameAt } from '../../sagemaker/script/values/os-name.js';

export default defineRule({
  id: 'SM204',
  name: 'model-not-saved',
  area: 'training',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The model is saved in a folder that is gone when the job ends',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html',
    'https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md',
  ],
  appliesTo: 'script',

  *check({ script, use, project }) {
    if (use.trains.length === 0 || !use.isEntry || use.processes.length > 0) return;
    if (script.storage.writes.length === 0 || mayBeKept(use)) return;
    const family = scriptFamily(script, use, project);
    const models = modelSaves(script, family);
    const [first, ...others] = models;
    if (!first?.pathExpression || !family.every(losesSaves)) return;
    yield {
      at: first.pathExpression.span,
      message: `\`${first.name}\` saves to ${JSON.stringify(first.path.text)}, and nothing in this script names /opt/ml/model. Of a training container SageMaker keeps only what lies in /opt/ml/model, /opt/ml/output/data and the checkpoints: the model is lost with the rest. Save it in the folder of SM_MODEL_DIR.`,
      related: others.flatMap(({ pathExpression, name }) =>
        pathExpression ? [{ at: pathExpression.span, message: `\`${name}\` saves outside of it, too` }] : [],
      ),
      fix: fixOf(script, models),
    };
  },
});

/** Whether what starts the script keeps more than usual, or goes on behind it. */
function mayBeKept({ launches, images }: ScriptUse): boolean {
  const isOther = launches.some(
    ({ launch }) =>
      launch.command.kind !== 'absent' || launch.checkpointLocalPath.kind !== 'absent' || launch.hyperparameters.kind === 'unknown',
  );
  return (
    isOther ||
    images.some(
      ({ how, image }) => how === 'import' || !image.workingDirectory.known || image.workingDirectory.value.startsWith('/opt/ml/model'),
    )
  );
}

/** Puts the files into the folder of the model, under their own names. */
function fixOf(script: ScriptModel, models: readonly StorageWrite[]): RuleFix | undefined {
  const edits = models.flatMap(({ pathExpression, path }) => {
    if (pathExpression?.kind !== 'string' || path.text === undefined) return [];
    const os = osNameAt(script, pathExpression.span);
    const file = path.text.replace(/\/+$/, '').split('/').at(-1) ?? '';
    if (!os || !/^[\w.-]+$/.test(file)) return [];
    const folder = `${os.name}.environ.get("SM_MODEL_DIR", "/opt/ml/model")`;
    return [{ edit: { span: pathExpression.span, newText: `${os.name}.path.join(${folder}, "${file}")` }, added: os.edit }];
  });
  if (edits.length !== models.length) return undefined;
  const added = edits.flatMap((edit) => edit.added ?? []).slice(0, 1);
  return { title: 'Save it in the folder of SM_MODEL_DIR', edits: [...added, ...edits.map(({ edit }) => edit)] };
}
