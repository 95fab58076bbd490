import type { ScriptModel } from '../script/model.js';
import { codeOf, type StorageWrite } from '../script/storage/storage.js';
import { isBelow } from './checkpoints.js';
import type { TrainingLaunch } from './model.js';
import { pathInJob } from './path-in-job.js';

/** Whoever goes on from a checkpoint says one of these, a library that does it unasked included. */
const resumingWord =
  /resum|restor|load_(state|weights|checkpoint|ckpt|model|from)|last_?(checkpoint|ckpt)|latest|(from|init)_?(checkpoint|ckpt)|ckpt_path|(start|initial|begin|first)_?epoch|warm_?start|reload|xgb_model|init_model|RunConfig|MonitoredTrainingSession|checkpointing/i;

/**
 * Whether a job may go on from a checkpoint of a folder: a hyperparameter asks for it, or the script or what it imports
 * loads something, looks into the folder, or starts another program. Over-approximated, so that its absence says something.
 */
export function mayResume(scripts: readonly ScriptModel[], folder: string, launch: TrainingLaunch): boolean {
  return asksToResume(launch) || scripts.some((script) => loads(script, folder, launch));
}

/** A hyperparameter that speaks of going on, or hyperparameters that nobody sees. */
function asksToResume({ hyperparameters }: TrainingLaunch): boolean {
  if (hyperparameters.kind === 'absent') return false;
  if (hyperparameters.kind === 'unknown' || hyperparameters.node.kind !== 'object') return true;
  return hyperparameters.node.isOpen || [...hyperparameters.node.members.keys()].some((name) => resumingWord.test(name));
}

function loads(script: ScriptModel, folder: string, launch: TrainingLaunch): boolean {
  const { storage, document } = script;
  if (storage.resumes.length > 0 || storage.commands.length > 0 || resumingWord.test(codeOf(document.text))) return true;
  return storage.reads.some(({ path }) => {
    const found = pathInJob(path, script, launch);
    return found === undefined ? path.root.kind === 'argument' : isBelow(found.text, folder);
  });
}

/** Whether a call keeps something of a training: no folder that is made, no logs, and no Trainer that is told to keep nothing. */
export function isKeeping({ kind, site }: StorageWrite): boolean {
  const isOff = site.call.arguments.some(({ name, value }) => name === 'save_strategy' && value.kind === 'string' && value.value === 'no');
  return kind !== 'folder' && kind !== 'log' && !isOff;
}
