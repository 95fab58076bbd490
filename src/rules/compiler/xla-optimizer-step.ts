import { defineRule } from '../../linter/rule.js';
import { compilerUseOf, relatedScripts } from '../../project/compiler-use.js';

export default defineRule({
  id: 'SM603',
  name: 'xla-optimizer-step',
  area: 'compiler',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'optimizer.step() under PyTorch/XLA leaves the gradients of the other processes out',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-pytorch-models.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-troubleshooting.html',
  ],
  appliesTo: 'script',

  *check({ script, use }) {
    const compiler = compilerUseOf(script, use);
    // In one process nothing has to be reduced.
    if (!compiler || compiler.hasCaretaker || compiler.hasSeveralProcesses === false) return;
    const { xla } = script;
    const steps = xla.optimizerSteps.filter(({ call }) => compiler.isXlaAt(call));
    const [first, ...others] = steps;
    const related = relatedScripts(script, use);
    if (!first || related.some((other) => other.xla.reducesGradients)) return;
    // `optimizer.step()` and then `xm.mark_step()` is how PyTorch/XLA writes it for one device.
    if (!compiler.hasSeveralProcesses && related.some((other) => other.xla.marksSteps)) return;
    const models = steps.map(({ call }) => xla.imports.modelNameAt(call));
    const edits = steps.flatMap(({ call, optimizer }, index) => {
      const name = models[index]?.name;
      return name === undefined ? [] : [{ span: call, newText: `${name}.optimizer_step(${optimizer})` }];
    });
    const imports = models.flatMap((model) => model?.edit ?? []).slice(0, 1);
    const effect = compiler.hasSeveralProcesses
      ? 'every process of the SageMaker job steps with its own gradients, and the copies of the model drift apart'
      : 'as soon as SageMaker trains on more than one GPU, the copies of the model drift apart';
    yield {
      at: first.call,
      severity: compiler.hasSeveralProcesses ? 'error' : 'information',
      message: `${first.optimizer}.step() does not reduce gradients across processes under PyTorch/XLA: ${effect}. Use xm.optimizer_step(${first.optimizer}), which reduces them and then steps.`,
      related: [
        ...(compiler.configuration ? [{ at: compiler.configuration, message: 'SageMaker Training Compiler is turned on here' }] : []),
        ...others.map(({ call, optimizer }) => ({ at: call, message: `${optimizer}.step() is called here, too` })),
      ],
      fix: edits.length === steps.length ? { title: 'Step with xm.optimizer_step', edits: [...edits, ...imports] } : undefined,
    };
  },
});
