import type { ScriptModel } from '../script/model.js';
import { codeOf, type StorageWrite } from '../script/storage/storage.js';
import { isBelow } from './checkpoints.js';
import type { TrainingLaunch } from './model.js';
import { pathInJob } from './path-in-job.js';
import { isKeeping } from './resuming.js';
import { scalarOf } from './settings.js';

/** The calls by which a script keeps checkpoints: what is called so, and models whose path says it. */
export function checkpointSaves({ storage }: ScriptModel): readonly StorageWrite[] {
  return storage.writes.filter((write) => isKeeping(write) && isCheckpoint(write));
}

function isCheckpoint({ kind, path }: StorageWrite): boolean {
  const written = path.root.kind === 'literal' ? path.root.text : '';
  return kind === 'checkpoint' || (kind === 'model' && /checkpoint|ckpt/i.test(`${written}/${path.rest ?? ''}`));
}

/**
 * Whether something may be kept in a folder by the scripts of some launches: one of them names it, saves in it or in a place
 * that nobody can tell, or is given it by a launch.
 */
export function mayKeepIn(folder: string, scripts: readonly ScriptModel[], launches: readonly TrainingLaunch[]): boolean {
  return launches.some((launch) => isGiven(launch, folder)) || scripts.some((script) => savesIn(script, folder, launches));
}

function savesIn(script: ScriptModel, folder: string, launches: readonly TrainingLaunch[]): boolean {
  const { storage, document } = script;
  if (storage.commands.length > 0 || storage.uploads.length > 0 || codeOf(document.text).includes(folder)) return true;
  return storage.writes.some(({ kind, path }) => {
    if (kind !== 'checkpoint' && kind !== 'model' && kind !== 'copy') return false;
    return launches.some((launch) => {
      const found = pathInJob(path, script, launch);
      return found === undefined || found.text === '' || /^\w+:\/\//.test(found.text) || isBelow(found.text, folder);
    });
  });
}

/** Whether a hyperparameter or variable gives a script the folder, or what it is given is not seen. */
function isGiven({ hyperparameters, environment }: TrainingLaunch, folder: string): boolean {
  return [hyperparameters, environment].some((setting) => {
    if (setting.kind !== 'given') return setting.kind === 'unknown';
    if (setting.node.kind !== 'object' || setting.node.isOpen) return true;
    return [...setting.node.members.values()].some(({ value, place }) => {
      const text = scalarOf({ kind: 'given', node: value, argument: place.span, document: place.document });
      return text === undefined || (typeof text === 'string' && isBelow(text, folder));
    });
  });
}
