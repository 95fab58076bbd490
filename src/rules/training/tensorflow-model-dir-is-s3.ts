import { defineRule, type RuleFix } from '../../linter/rule.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { textOf, toSetting } from '../../sagemaker/launch/settings.js';
import { runsLocally } from '../../sagemaker/launch/uploaded-program.js';
import type { ArgumentRead } from '../../sagemaker/script/arguments/arguments.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { StorageWrite } from '../../sagemaker/script/storage/storage.js';
import { osNameAt } from '../../sagemaker/script/values/os-name.js';
import { contains } from '../../text/span.js';

/** What knows local files only: everything that does not go through tf.io, and HDF5 within Keras. */
const localCall =
  /^(joblib|sklearn\.externals|pickle|cPickle|_pickle|dill|cloudpickle|torch|numpy|json|yaml|builtins|io|codecs|gzip|bz2|lzma|shutil|os|cv2|matplotlib|tarfile|zipfile)\./;
const kerasCall = /^\.(save|save_weights)$|^(tensorflow\.|tf_)?keras(\.\w+)*\.save_model$|^tensorflow\S*\.save_model$/;

export default defineRule({
  id: 'SM214',
  name: 'tensorflow-model-dir-is-s3',
  area: 'training',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'A file is saved to args.model_dir, which the TensorFlow estimator sets to a location in S3',
  sources: [
    'https://sagemaker.readthedocs.io/en/stable/frameworks/tensorflow/sagemaker.tensorflow.html',
    'https://github.com/aws/sagemaker-python-sdk/issues/1895',
  ],
  appliesTo: 'script',

  *check({ script, use, document, project }) {
    const argument = script.arguments.arguments.find(({ names }) => names.some(({ text }) => text === '--model_dir'));
    if (!argument?.destination.known || !use.isEntry || use.launches.length === 0 || /["']s3/.test(document.text)) return;
    const links = toolkitLaunches(use, project);
    if (!links?.every(({ script: path, launch }) => path === document.path && passesLocation(launch))) return;
    const destination = argument.destination.value;
    const seen = new Set<number>();
    for (const write of script.storage.writes) {
      const { root } = write.path;
      if (root.kind !== 'argument' || root.name !== destination || !isLocal(write) || !isRun(script, write)) continue;
      const read = readIn(script, write, destination);
      if (!read || seen.has(read.expression.span.start)) continue;
      seen.add(read.expression.span.start);
      const written = document.text.slice(read.expression.span.start, read.expression.span.end);
      yield {
        at: read.expression.span,
        message: `${written} is a location in S3: the TensorFlow estimator passes --model_dir s3://... whatever the default says, and \`${write.name}\` writes to local folders only. SageMaker makes the model of what lies in SM_MODEL_DIR: save it there.`,
        related: links.slice(0, 1).map(({ launch }) => ({
          at: { document: launch.document, span: launch.nameSpan },
          message: 'The estimator passes --model_dir, unless it is given model_dir=False',
        })),
        fix: fixOf(script, read),
      };
    }
  },
});

/**
 * Whether the estimator passes a location in S3. With MPI and smdistributed it passes /opt/ml/model, in local mode
 * /opt/ml/shared/model (TensorFlow.hyperparameters of the SDK).
 */
function passesLocation(launch: TrainingLaunch): boolean {
  if (!launch.addedHyperparameters.includes('model_dir') || runsLocally(launch)) return false;
  const { distribution } = launch;
  const isPlain =
    distribution.kind === 'given' && distribution.node.kind === 'object'
      ? !distribution.node.isOpen && [...distribution.node.members.keys()].every((name) => !/^(mpi|smdistributed)$/.test(name))
      : distribution.kind === 'absent';
  const given = toSetting(launch.argument('model_dir'));
  return isPlain && (given.kind === 'absent' || /^s3:\/\//.test(textOf(given) ?? ''));
}

function isLocal({ kind, name, path }: StorageWrite): boolean {
  if (kind === 'folder' || kind === 'log') return false;
  return localCall.test(name) || (kerasCall.test(name) && /\.(h5|hdf5)$/.test(path.rest ?? ''));
}

function isRun({ flow }: ScriptModel, { site }: StorageWrite): boolean {
  return flow.runOf(site).when !== 'unknown';
}

/** Where the path says `args.model_dir`, in the call or in what its argument stands for. */
function readIn(script: ScriptModel, { pathExpression }: StorageWrite, destination: string): ArgumentRead | undefined {
  const resolved = pathExpression && script.evaluator.resolve(pathExpression);
  return script.arguments.reads.find(
    (read) => read.destination === destination && resolved !== undefined && contains(resolved.span, read.expression.span),
  );
}

function fixOf(script: ScriptModel, { expression }: ArgumentRead): RuleFix | undefined {
  const os = osNameAt(script, expression.span);
  if (!os) return undefined;
  const edits = [...(os.edit ? [os.edit] : []), { span: expression.span, newText: `${os.name}.environ["SM_MODEL_DIR"]` }];
  return { title: 'Save it in the folder of SM_MODEL_DIR', edits };
}
