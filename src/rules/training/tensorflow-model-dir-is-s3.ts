import { defineRule, type RuleFix } from '../../linter/rule.js';
import { toolkitLaunches } from '../../project/toolkit-launches.js';
import { passesModelLocation } from '../../sagemaker/launch/model-directory.js';
import type { ArgumentRead } from '../../sagemaker/script/arguments/arguments.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import { writesLocally } from '../../sagemaker/script/storage/local-writes.js';
import type { StorageWrite } from '../../sagemaker/script/storage/storage.js';
import { osNameAt } from '../../sagemaker/script/values/os-name.js';
import { contains } from '../../text/span.js';

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
    if (!links?.every(({ script: path, launch }) => path === document.path && passesModelLocation(launch))) return;
    const destination = argument.destination.value;
    const seen = new Set<number>();
    for (const write of script.storage.writes) {
      const { root } = write.path;
      if (
        root.kind !== 'argument' ||
        root.name !== destination ||
        !writesLocally(write) ||
        script.flow.runOf(write.site).when === 'unknown'
      )
        continue;
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
