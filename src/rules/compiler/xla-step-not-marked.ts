import { defineRule } from '../../linter/rule.js';
import { compilerUseOf, relatedScripts } from '../../project/compiler-use.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { TrainingLoop } from '../../sagemaker/script/xla/loops.js';

export default defineRule({
  id: 'SM604',
  name: 'xla-step-not-marked',
  area: 'compiler',
  severity: 'warning',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A training loop under PyTorch/XLA in which nothing ends a step',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-pytorch-models.html',
    'https://github.com/pytorch/xla/pull/2417',
  ],
  appliesTo: 'script',

  *check({ script, use }) {
    const compiler = compilerUseOf(script, use);
    if (!compiler || compiler.hasCaretaker || relatedScripts(script, use).some((other) => other.xla.marksSteps)) return;
    const { imports, loops } = script.xla;
    for (const loop of loops) {
      if (!compiler.isXlaAt(loop.head) || loop.mayBeMarkedElsewhere) continue;
      const model = imports.modelNameAt(loop.head);
      const edit = model && loop.appendToBody(`${model.name}.mark_step()`);
      yield {
        at: loop.head,
        message: `Nothing ends the steps of \`${headOf(script, loop)}\`. PyTorch/XLA only records operations until a step is marked, so the graph grows with each pass, and the SageMaker job stalls. Add xm.mark_step() at the end of the loop, or go over an MpDeviceLoader, which marks the steps itself.`,
        related: compiler.configuration ? [{ at: compiler.configuration, message: 'SageMaker Training Compiler is turned on here' }] : [],
        fix: edit ? { title: 'Mark the step at the end of the loop', edits: [edit, ...(model.edit ? [model.edit] : [])] } : undefined,
      };
    }
  },
});

function headOf({ document }: ScriptModel, { head }: TrainingLoop): string {
  const text = document.text.slice(head.start, head.end).replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
