import { defineRule } from '../../linter/rule.js';
import { compilerUseOf } from '../../project/compiler-use.js';

export default defineRule({
  id: 'SM606',
  name: 'xla-dynamic-shapes',
  area: 'compiler',
  severity: 'information',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'Batches are padded to their longest text, so that XLA compiles for each new length',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-pytorch-models.html'],
  appliesTo: 'script',

  *check({ script, use }) {
    const compiler = compilerUseOf(script, use);
    if (!compiler) return;
    for (const padding of script.xla.padding) {
      if (!compiler.isXlaAt(padding.argument)) continue;
      const length = padding.hasMaxLength ? '' : ' and set max_length';
      yield {
        at: padding.argument,
        message: `${padding.written} pads each batch to its longest text: batches differ in length, and XLA compiles the model again for each new one while the SageMaker job waits. Use padding="max_length"${length}, so that all have one shape.`,
        related: compiler.configuration ? [{ at: compiler.configuration, message: 'SageMaker Training Compiler is turned on here' }] : [],
        fix: { title: 'Pad to max_length', edits: [{ span: padding.value, newText: '"max_length"' }] },
      };
    }
  },
});
