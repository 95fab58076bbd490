import { defineRule } from '../../linter/rule.js';
import { isWithin } from '../../sagemaker/image/paths.js';
import { certain } from '../../sagemaker/value.js';

/** What a training job does with the folders that it takes over. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['/opt/ml/input', 'puts its channels and settings there'],
  ['/opt/ml/output', 'uploads what the script writes there'],
  ['/opt/ml/checkpoints', 'keeps it in step with the checkpoints in S3'],
  ['/opt/ml/model', 'uploads it as the trained model'],
]);

export default defineRule({
  id: 'SM114',
  name: 'data-under-reserved-path',
  area: 'image',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'Files are copied into a folder that a training job takes over',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-dockerfile.html'],
  appliesTo: 'image',

  *check({ image }) {
    if (image.purpose.serve.length > 0 || image.purpose.processing.length > 0) return;
    for (const copy of image.copies) {
      // The path alone does not make it an image for training.
      const { span } = copy.instruction;
      const trains = image.purpose.train.some(
        (evidence) => evidence.span === undefined || evidence.span.start < span.start || evidence.span.end > span.end,
      );
      const path = certain(copy.destination.path);
      const folder = path === undefined ? undefined : [...reserved.keys()].find((candidate) => isWithin(candidate, path));
      if (!trains || path === undefined || folder === undefined) continue;
      // Images that also serve elsewhere are given a model on purpose.
      const isModel = folder === '/opt/ml/model';
      yield {
        at: copy.destination.span,
        message: `${copy.instruction.keyword} puts files into ${copy.destination.text}, but a training job takes ${folder} over and ${reserved.get(folder)}: what the image has there may not be seen, or is not meant to be. Use a folder outside of /opt/ml, or a channel of the job.`,
        ...(isModel ? { severity: 'hint' as const, confidence: 'low' as const } : {}),
      };
    }
  },
});
