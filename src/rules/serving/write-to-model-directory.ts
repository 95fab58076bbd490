import { defineRule } from '../../linter/rule.js';
import { handlerToolkit } from '../../project/handler-toolkit.js';
import type { ScriptUse } from '../../project/links.js';
import { servingWrites } from '../../sagemaker/script/storage/serving-writes.js';

export default defineRule({
  id: 'SM414',
  name: 'write-to-model-directory',
  area: 'serving',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'Serving code writes to /opt/ml/model, which is read-only on an endpoint',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html'],
  appliesTo: 'script',

  *check({ script, use, document }) {
    // Tests run on the machine at hand, where the folder is one like any other.
    if (
      /(^|\/)tests?\//.test(document.path) ||
      use.serves.length === 0 ||
      use.trains.length > 0 ||
      use.processes.length > 0 ||
      hasOwnModel(use)
    )
      return;
    for (const { write, path } of servingWrites(script, handlerToolkit(use, script) === 'script-mode')) {
      const { name, pathExpression, site } = write;
      yield {
        at: pathExpression?.span ?? site.call.span,
        message: `\`${name}\` writes to ${path}: on an endpoint /opt/ml/model holds the model and is read-only, and the call ends with "Read-only file system". Write below /tmp.`,
      };
    }
  },
});

/** Without a model in S3 nothing is mounted there, and what the image has there is its own. */
function hasOwnModel({ models, images }: ScriptUse): boolean {
  return (
    models.some(({ launch }) => launch.modelData.kind === 'absent') ||
    images.some(({ image }) => image.document.text.includes('/opt/ml/model'))
  );
}
