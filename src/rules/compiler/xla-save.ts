import { defineRule, type RuleFix } from '../../linter/rule.js';
import { type CompilerUse, compilerUseOf } from '../../project/compiler-use.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';
import type { XlaSave } from '../../sagemaker/script/xla/saves.js';

export default defineRule({
  id: 'SM601',
  name: 'xla-save',
  area: 'compiler',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'torch.save of a state that lies on the XLA device; xm.save brings it to the CPU first',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-tips-pitfalls.html',
    'https://github.com/pytorch/xla/issues/2858',
  ],
  appliesTo: 'script',

  *check({ script, use }) {
    const compiler = compilerUseOf(script, use);
    if (!compiler || compiler.hasCaretaker) return;
    for (const save of script.xla.saves) {
      if (!compiler.isXlaAt(save.call)) continue;
      const subject = compiler.launch
        ? `Under compiler_config the model belongs on the XLA device, and torch.save would write ${shorten(save.state)}`
        : `The model is on the XLA device, and torch.save writes ${shorten(save.state)}`;
      const advice =
        save.guard.kind === 'rank'
          ? 'Call xm.save outside of the condition: it copies the state to the CPU, writes in one process, and waits for all of them.'
          : 'Use xm.save: it copies the state to the CPU and writes in one process only.';
      yield {
        at: save.callee,
        message: `${subject} as tensors of that device: a SageMaker endpoint, which has no torch_xla, cannot load them. ${advice}`,
        related: compiler.configuration ? [{ at: compiler.configuration, message: 'SageMaker Training Compiler is turned on here' }] : [],
        fix: fixOf(script, save, compiler),
      };
    }
  },
});

function shorten(written: string): string {
  const text = written.replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** xm.save waits for all processes: below a condition that not all of them meet it would wait for ever. */
function fixOf(script: ScriptModel, save: XlaSave, compiler: CompilerUse): RuleFix | undefined {
  const model = script.xla.imports.modelNameAt(save.call);
  if (!model || !save.argumentEdits) return undefined;
  const edits = [...save.argumentEdits, ...(model.edit ? [model.edit] : [])];
  const newText = `${model.name}.save`;
  if (save.guard.kind !== 'rank') {
    const mayDiffer = save.guard.kind === 'condition' && compiler.hasSeveralProcesses === true;
    return {
      title: `Save with ${newText}`,
      safety: mayDiffer ? 'unsafe' : 'safe',
      edits: [{ span: save.callee, newText }, ...edits],
    };
  }
  if (!save.onlyStatementOf) return undefined;
  return {
    title: `Save with ${newText} in all processes`,
    safety: 'unsafe',
    edits: [{ span: { start: save.onlyStatementOf.start, end: save.callee.end }, newText }, ...edits],
  };
}
