import type { ScriptModel } from '../model.js';
import type { StorageWrite } from './storage.js';
import { isInServingFunction } from './storage-call.js';

/** What saves checkpoints by itself while it trains: the callbacks of Lightning and Keras, and Lightning's Trainer. */
const savingCallback = /\b(ModelCheckpoint|Trainer)$/;
/** Lightning's loggers of tracking services may keep checkpoints there. */
const trackingLogger = /\b(Wandb|MLFlow|Comet|Neptune|ClearML|DVCLive)\w*Logger\b/;

/**
 * The saves by which a script of a program keeps its model, `family` being all scripts of the program: those of models, or
 * the callbacks that keep checkpoints where nothing in the program saves anything else.
 */
export function modelSaves({ storage }: ScriptModel, family: readonly ScriptModel[]): readonly StorageWrite[] {
  const models = storage.writes.filter((write) => write.kind === 'model' && isSave(write) && !isOther(write));
  if (models.length > 0) return models;
  const saves = family.flatMap((member) => member.storage.writes.filter(isSave));
  if (!saves.every(({ name }) => savingCallback.test(name)) || family.some(({ document }) => trackingLogger.test(document.text))) return [];
  return storage.writes.filter(({ kind, name, pathExpression }) => kind === 'checkpoint' && pathExpression && savingCallback.test(name));
}

/**
 * Whether what a script saves is gone with the container: every model and checkpoint goes to a known folder that SageMaker
 * does not keep. A script that names the folder of the model, copies, uploads, starts programs or changes its own folder may
 * keep it in ways of its own.
 */
export function losesSaves({ storage, document }: ScriptModel): boolean {
  if (storage.namesModelDirectory || /\bchdir\b|\bs3:\/\/|\bto_hub\b|hub_model_id/.test(document.text)) return false;
  const mayCopy = storage.uploads.length > 0 || storage.writes.some(({ kind }) => kind === 'copy');
  return !mayCopy && storage.commands.every(({ words }) => isHarmless(words)) && storage.writes.filter(isSave).every(isLost);
}

function isSave({ kind, site }: StorageWrite): boolean {
  return (kind === 'model' || kind === 'checkpoint') && !isInServingFunction(site);
}

/** Anything can be pickled: a file that is called after data is no model. */
function isOther({ name, path }: StorageWrite): boolean {
  const file = path.text?.split('/').at(-1) ?? '';
  return /\bdump$/.test(name) && /cache|vocab|data|feature|history|metric|result|pred|split|index/i.test(file) && !/model/i.test(file);
}

/** Whether the path is known, and nothing of what SageMaker keeps. */
function isLost({ name, path, pathArgument, site }: StorageWrite): boolean {
  // Lightning's Trainer works in the folder that it is started in, unless it is told another one.
  if (/\bTrainer$/.test(name) && !pathArgument) return site.call.arguments.every(({ star }) => star === '');
  return path.text !== undefined && !/^\w+:\/\/|^\/opt\/ml(\/(model|output|checkpoints|processing)|\/?$)|^$/.test(path.text);
}

function isHarmless([program, ...rest]: readonly (string | undefined)[]): boolean {
  if (program === undefined) return false;
  return (
    /(^|\/)(pip3?|nvidia-smi|ls|df|free|apt-get|apt|git|which|uname|lscpu|nvcc)$/.test(program) ||
    (rest.includes('-m') && rest.includes('pip'))
  );
}
