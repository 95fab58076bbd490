import { defineRule } from '../../linter/rule.js';
import { compilerUseOf } from '../../project/compiler-use.js';

export default defineRule({
  id: 'SM605',
  name: 'xla-value-read-in-loop',
  area: 'compiler',
  severity: 'information',
  fix: 'none',
  since: '0.1.0',
  summary: 'A value is read from the XLA device in every pass of a training loop',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-pytorch-models.html'],
  appliesTo: 'script',

  *check({ script, use }) {
    const compiler = compilerUseOf(script, use);
    if (!compiler || compiler.hasCaretaker) return;
    for (const { reads } of script.xla.loops) {
      const [first, ...others] = reads;
      if (!first || !compiler.isXlaAt(first.span)) continue;
      const written = first.written.length > 60 ? `${first.written.slice(0, 57)}...` : first.written;
      yield {
        at: first.span,
        message: `${written} reads a value from the device in every pass, so PyTorch/XLA compiles and runs what it has recorded so far, and the SageMaker job waits for it. Read it every hundred steps or so, or in a function given to xm.add_step_closure.`,
        related: others.map(({ span }) => ({ at: span, message: 'A value is read here, too' })),
      };
    }
  },
});
