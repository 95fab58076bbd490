import { defineRule } from '../../linter/rule.js';
import { isMisspeltXla } from '../../sagemaker/launch/compiler-conflicts.js';
import { renameMember } from '../../sagemaker/request/edit-python.js';

export default defineRule({
  id: 'SM608',
  name: 'compiler-distribution-key',
  area: 'compiler',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'distribution names PyTorch/XLA otherwise than pytorchxla',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-enable-pytorch.html',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/pytorch/training_compiler/config.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    if (launch.kind !== 'training' || (launch.framework !== 'pytorch' && launch.framework !== 'huggingface')) return;
    const { compilerConfig, distribution } = launch;
    if (compilerConfig.kind !== 'given' || distribution.kind !== 'given' || distribution.node.kind !== 'object') return;
    const { members } = distribution.node;
    if (members.has('pytorchxla')) return;
    for (const member of members.values()) {
      if (!isMisspeltXla(member.name)) continue;
      const edit = renameMember(member, 'pytorchxla');
      yield {
        at: member.namePlace,
        message: `"${member.name}" is no key that the SDK knows: it calls PyTorch/XLA "pytorchxla", and with SageMaker Training Compiler it refuses a distribution without that key, or trains with one GPU.`,
        related: [
          { at: { document: compilerConfig.document, span: compilerConfig.argument }, message: 'Training Compiler is turned on here' },
        ],
        fix: edit && { title: 'Write pytorchxla', edits: [{ ...edit, document: member.namePlace.document }] },
      };
    }
  },
});
