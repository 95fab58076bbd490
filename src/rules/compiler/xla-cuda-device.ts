import { defineRule } from '../../linter/rule.js';
import { compilerUseOf } from '../../project/compiler-use.js';

export default defineRule({
  id: 'SM602',
  name: 'xla-cuda-device',
  area: 'compiler',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A CUDA device in a script that trains with PyTorch/XLA',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-troubleshooting.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-pytorch-models.html',
  ],
  appliesTo: 'script',

  *check({ script, use }) {
    const compiler = compilerUseOf(script, use);
    if (!compiler || compiler.hasCaretaker) return;
    const { cuda, usesXla } = script.xla.devices;
    // With an XLA device at hand, `if args.cuda:` is a choice that nobody can judge.
    const uses = cuda.filter(({ span, isConditional }) => compiler.isXlaAt(span) && !(usesXla && isConditional));
    const [first, ...others] = uses;
    if (!first) return;
    const models = uses.map(({ span }) => script.xla.imports.modelNameAt(span));
    const edits = uses.flatMap(({ span, form }, index) => {
      const name = models[index]?.name;
      return name === undefined ? [] : [{ span, newText: form === 'to' ? `to(${name}.xla_device())` : `${name}.xla_device()` }];
    });
    const imports = models.flatMap((model) => model?.edit ?? []).slice(0, 1);
    const reason = usesXla
      ? 'The rest of this SageMaker job is on the XLA device, and operations that mix the two fail.'
      : 'SageMaker Training Compiler compiles what is on the XLA device, and nothing else.';
    yield {
      at: first.span,
      message: `${quote(first.written)} uses the GPU through CUDA, past PyTorch/XLA. ${reason} Use xm.xla_device().`,
      related: [
        ...(compiler.configuration ? [{ at: compiler.configuration, message: 'SageMaker Training Compiler is turned on here' }] : []),
        ...others.map(({ span }) => ({ at: span, message: 'CUDA is used here, too' })),
      ],
      fix: edits.length === uses.length ? { title: 'Use the XLA device', edits: [...edits, ...imports] } : undefined,
    };
  },
});

function quote(written: string): string {
  const text = written.startsWith('cuda(') ? `.${written}` : written;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
