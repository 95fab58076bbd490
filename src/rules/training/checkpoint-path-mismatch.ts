import { defineRule, type RuleFix } from '../../linter/rule.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import { checkpointFolder, isBelow } from '../../sagemaker/launch/checkpoints.js';
import type { Setting, TrainingLaunch } from '../../sagemaker/launch/model.js';
import { pathInJob } from '../../sagemaker/launch/path-in-job.js';
import { isKeeping, mayResume } from '../../sagemaker/launch/resuming.js';
import { scalarOf } from '../../sagemaker/launch/settings.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import { pathStart } from '../../sagemaker/script/storage/path-start.js';
import { codeOf, type StorageWrite } from '../../sagemaker/script/storage/storage.js';

export default defineRule({
  id: 'SM213',
  name: 'checkpoint-path-mismatch',
  area: 'training',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'Checkpoints are saved in another folder than the one that the launch keeps',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/model-checkpoints.html'],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    if (!use.isEntry || use.launches.length === 0) return;
    const links = toolkitLaunches(use, project);
    const launches = links?.every((link) => link.script === document.path) ? links.map(({ launch }) => launch) : [];
    const [launch, ...others] = launches;
    const folder = launch && checkpointFolder(launch);
    const scripts = [script, ...use.imports];
    if (!launch || folder === undefined || others.some((other) => checkpointFolder(other) !== folder)) return;
    if (launches.some((each) => mentions(each, folder)) || scripts.some((each) => mayKeep(each, folder, launches))) return;
    const saves = script.storage.writes.filter((write) => isKeeping(write) && isCheckpoint(write));
    const [first, ...more] = saves;
    const place = first && pathInJob(first.path, script, launch)?.text;
    if (!first?.pathExpression || place === undefined) return;
    const written = document.text.slice(first.pathExpression.span.start, first.pathExpression.span.end);
    const folderAsWritten = /^[\w.]+$/.test(written) ? `${written}, which is ${shown(place)}` : shown(place);
    yield {
      at: first.pathExpression.span,
      message: `\`${first.name}\` keeps checkpoints in ${folderAsWritten}, and of this job SageMaker brings only ${folder} to checkpoint_s3_uri and back. After an interruption there are none. Save them in ${folder}, or name their folder as checkpoint_local_path.`,
      related: [
        ...more.map(({ site, name }) => ({ at: site.call.span, message: `\`${name}\` keeps checkpoints elsewhere, too` })),
        ...placeOf(launch.checkpointUri),
      ],
      fix: mayResume(scripts, folder, launch) || scalarOf(launch.useSpot) !== true ? fixOf(saves, script, folder) : undefined,
    };
  },
});

function shown(path: string): string {
  return path.startsWith('/') ? path : `${path}, a folder beside the script`;
}

function isCheckpoint({ kind, path }: StorageWrite): boolean {
  const written = path.root.kind === 'literal' ? path.root.text : '';
  return kind === 'checkpoint' || (kind === 'model' && /checkpoint|ckpt/i.test(`${written}/${path.rest ?? ''}`));
}

/** Whether a script names the folder, or keeps something in a place that nobody can tell, or in the folder. */
function mayKeep(script: ScriptModel, folder: string, launches: readonly TrainingLaunch[]): boolean {
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

/** Whether the folder is given to the script, or what it is given is not seen. */
function mentions({ hyperparameters, environment }: TrainingLaunch, folder: string): boolean {
  return [hyperparameters, environment].some((setting) => {
    if (setting.kind !== 'given') return setting.kind === 'unknown';
    if (setting.node.kind !== 'object' || setting.node.isOpen) return true;
    return [...setting.node.members.values()].some(({ value, place }) => {
      const text = scalarOf({ kind: 'given', node: value, argument: place.span, document: place.document });
      return text === undefined || (typeof text === 'string' && isBelow(text, folder));
    });
  });
}

function placeOf(setting: Setting) {
  return setting.kind === 'given'
    ? [{ at: { document: setting.document, span: setting.argument }, message: 'What SageMaker keeps is asked for here' }]
    : [];
}

/** Begins each of the paths with the folder; the name of a file stays. */
function fixOf(saves: readonly StorageWrite[], script: ScriptModel, folder: string): RuleFix | undefined {
  const edits = new Map<number, { readonly span: { start: number; end: number }; readonly newText: string }>();
  for (const { pathExpression } of saves) {
    const start = pathExpression && pathStart(pathExpression, script);
    const span = start?.string.contentSpan;
    if (!start || !span) return undefined;
    const text = start.string.value ?? '';
    const file = text.split('/').at(-1) ?? '';
    const newText = start.isWhole && file.includes('.') ? `${folder}/${file}` : `${folder}${text.endsWith('/') ? '/' : ''}`;
    edits.set(span.start, { span, newText });
  }
  return { title: `Save them in ${folder}`, edits: [...edits.values()] };
}
