import { isSlip } from '../../linter/nearest-name.js';
import { defineRule, type RuleFix, type RuleReport } from '../../linter/rule.js';
import { type MissingEntryPoint, searchEntryPoint } from '../../project/entry-point-search.js';
import { joinPath } from '../../project/paths.js';
import type { Setting, TrainingLaunch } from '../../sagemaker/launch/model.js';
import { sourceCodeOf } from '../../sagemaker/launch/source-code.js';

type Given = Setting & { readonly kind: 'given' };

export default defineRule({
  id: 'SM313',
  name: 'entry-point-not-found',
  area: 'launch',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'The script that a job names is not where the SDK looks for it',
  sources: [
    'https://sagemaker.readthedocs.io/en/v2/overview.html#prepare-a-training-script',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/fw_utils.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/v3.20.0/sagemaker-train/src/sagemaker/train/model_trainer.py',
  ],
  appliesTo: 'launch',

  *check({ launch, link, document, project }) {
    if (launch.kind !== 'training' || launch.surface === 'boto3' || launch.entryPoint.kind !== 'given') return;
    const { entryPoint, sourceDirectory } = launch;
    if (sourceCodeOf(launch) && sourceDirectory.kind === 'absent') {
      yield {
        at: { document: entryPoint.document, span: entryPoint.argument },
        message:
          'SourceCode has `entry_script` and no `source_dir`, which SDK v3 looks for it in: ModelTrainer raises ValueError. Give `source_dir`, the folder of the script.',
      };
      return;
    }
    const missing = searchEntryPoint({ ...link, launch }, project.filesFor(document.path));
    if (missing) yield* reportOf(missing, entryPoint, launch);
  },
});

function* reportOf(missing: MissingEntryPoint, { node, document }: Given, launch: TrainingLaunch): Iterable<RuleReport> {
  const { entry, source, folder, withoutFolder, beside, below, neighbours } = missing;
  const place = folder === '' ? 'this folder' : folder;
  const where =
    source === undefined ? `\`${entry}\` is not in ${place}` : `There is no ${entry} in ${place}, where source_dir has the SDK look for it`;
  const isNotebook = /\.ipynb$/.test(document.path);
  const say = (message: string, file: string, better?: string): RuleReport => ({
    at: { document: node.document, span: node.span },
    message,
    related: [{ at: { file, span: { start: 0, end: 0 } }, message: 'The file that is there' }],
    fix: better === undefined ? undefined : fixFor(node, entry, better),
  });
  if (withoutFolder !== undefined) {
    const message = `The SDK looks for \`${entry}\` within source_dir, and that is ${source} already: no such file is found. Write \`${withoutFolder}\`.`;
    yield say(message, joinPath(folder, withoutFolder), withoutFolder);
    return;
  }
  const name = entry.slice(entry.lastIndexOf('/') + 1);
  const near = neighbours.find((other) => isSlip(name, other));
  const [only, ...others] = below;
  if (near !== undefined && (source !== undefined || below.length === 0)) {
    const better = `${entry.slice(0, entry.length - name.length)}${near}`;
    yield say(`${where}. Did you mean \`${better}\`?`, joinPath(folder, better), better);
  } else if (beside !== undefined) {
    yield say(`${where}. It lies outside, as ${beside}. Move it there, or give the folder that it is in.`, beside);
  } else if (only !== undefined) {
    // A script may be started from the folder that has it.
    if (others.length === 0 && (source !== undefined || isNotebook))
      yield say(`${where}. It is in a folder below: write \`${only}\`.`, joinPath(folder, only), only);
  } else if (neighbours.length > 0 && (source !== undefined || isNotebook)) {
    const list = neighbours.slice(0, 4).join(', ');
    const error = launch.surface === 'sdk-v3' ? 'ModelTrainer raises ValueError' : 'fit() fails before anything is sent';
    const message = `${where}: ${error}. There is ${list}${neighbours.length > 4 ? ' and others' : ''}.`;
    yield { at: { document: node.document, span: node.span }, confidence: 'medium', message };
  }
}

/** The file's name in its quotes; one that is put together of pieces stays. */
function fixFor({ document, span }: Given['node'], entry: string, better: string): RuleFix | undefined {
  const written = document.text.slice(span.start, span.end);
  const quoted = /^(["'])(?:\.\/)*(.*)\1$/.exec(written);
  if (quoted?.[2] !== entry) return undefined;
  return { title: `Write ${better}`, edits: [{ document, span, newText: `${quoted[1]}${better}${quoted[1]}` }] };
}
