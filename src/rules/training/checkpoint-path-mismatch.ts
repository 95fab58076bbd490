import { defineRule } from '../../linter/rule.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import { checkpointFolder } from '../../sagemaker/launch/checkpoints.js';
import { checkpointSaves, mayKeepIn } from '../../sagemaker/launch/kept-checkpoints.js';
import type { Setting } from '../../sagemaker/launch/model.js';
import { pathInJob } from '../../sagemaker/launch/path-in-job.js';
import { mayResume } from '../../sagemaker/launch/resuming.js';
import { scalarOf } from '../../sagemaker/launch/settings.js';
import { moveIntoFolder } from '../../sagemaker/script/storage/path-start.js';

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
    if (mayKeepIn(folder, scripts, launches)) return;
    const saves = checkpointSaves(script);
    const [first, ...more] = saves;
    const place = first && pathInJob(first.path, script, launch)?.text;
    if (!first?.pathExpression || place === undefined) return;
    const written = document.text.slice(first.pathExpression.span.start, first.pathExpression.span.end);
    const folderAsWritten = /^[\w.]+$/.test(written) ? `${written}, which is ${shown(place)}` : shown(place);
    // After a Spot interruption the folder helps only a script that goes on from it.
    const helps = mayResume(scripts, folder, launch) || scalarOf(launch.useSpot) !== true;
    const edits = helps ? moveIntoFolder(saves, script, folder) : undefined;
    yield {
      at: first.pathExpression.span,
      message: `\`${first.name}\` keeps checkpoints in ${folderAsWritten}, and of this job SageMaker brings only ${folder} to checkpoint_s3_uri and back. After an interruption there are none. Save them in ${folder}, or name their folder as checkpoint_local_path.`,
      related: [
        ...more.map(({ site, name }) => ({ at: site.call.span, message: `\`${name}\` keeps checkpoints elsewhere, too` })),
        ...placeOf(launch.checkpointUri),
      ],
      fix: edits && { title: `Save them in ${folder}`, edits },
    };
  },
});

function shown(path: string): string {
  return path.startsWith('/') ? path : `${path}, a folder beside the script`;
}

function placeOf(setting: Setting) {
  return setting.kind === 'given'
    ? [{ at: { document: setting.document, span: setting.argument }, message: 'What SageMaker keeps is asked for here' }]
    : [];
}
