import { defineRule, type RuleFix } from '../../linter/rule.js';
import type { ScriptUse } from '../../project/links.js';
import { scriptFamily } from '../../project/script-family.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { StorageWrite } from '../../sagemaker/script/storage/storage.js';
import { isInServingFunction } from '../../sagemaker/script/storage/storage-call.js';
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
    const models = script.storage.writes.filter((write) => write.kind === 'model' && isSave(write) && !isOther(write));
    const [first, ...others] = models;
    if (!first?.pathExpression || mayBeKept(use)) return;
    const family = scriptFamily(script, use, project);
    if (family.some((member) => mayKeepElsewhere(member) || !member.storage.writes.filter(isSave).every(isLost))) return;
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

function isSave({ kind, site }: StorageWrite): boolean {
  return (kind === 'model' || kind === 'checkpoint') && !isInServingFunction(site);
}

/** Anything can be pickled: a file that is called after data is no model. */
function isOther({ name, path }: StorageWrite): boolean {
  const file = path.text?.split('/').at(-1) ?? '';
  return /\bdump$/.test(name) && /cache|vocab|data|feature|history|metric|result|pred|split|index/i.test(file) && !/model/i.test(file);
}

/** Whether the path is known, and nothing of what SageMaker keeps. */
function isLost({ path }: StorageWrite): boolean {
  return path.text !== undefined && !/^\w+:\/\/|^\/opt\/ml(\/(model|output|checkpoints|processing)|\/?$)|^$/.test(path.text);
}

/** A script that names the folder, copies, uploads, starts programs or changes its folder may keep the model in ways of its own. */
function mayKeepElsewhere({ storage, document }: ScriptModel): boolean {
  if (storage.namesModelDirectory || /\bchdir\b|\bs3:\/\/|\bto_hub\b|hub_model_id/.test(document.text)) return true;
  return (
    storage.uploads.length > 0 ||
    storage.writes.some(({ kind }) => kind === 'copy') ||
    storage.commands.some(({ words }) => !isHarmless(words))
  );
}

function isHarmless([program, ...rest]: readonly (string | undefined)[]): boolean {
  if (program === undefined) return false;
  return (
    /(^|\/)(pip3?|nvidia-smi|ls|df|free|apt-get|apt|git|which|uname|lscpu|nvcc)$/.test(program) ||
    (rest.includes('-m') && rest.includes('pip'))
  );
}

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
