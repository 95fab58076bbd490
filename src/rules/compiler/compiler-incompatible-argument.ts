import { defineRule, type RuleReport } from '../../linter/rule.js';
import { hasSeveralGpus, isFrom, isRelease } from '../../sagemaker/facts/training-compiler.js';
import { compilerConfigurationOf, compilerConflicts } from '../../sagemaker/launch/compiler-conflicts.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { scalarOf, textOf } from '../../sagemaker/launch/settings.js';
import { lookUp } from '../../sagemaker/request/tree.js';
import type { ScriptModel } from '../../sagemaker/script/model.js';

export default defineRule({
  id: 'SM609',
  name: 'compiler-incompatible-argument',
  area: 'compiler',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'An argument of the estimator does not go with SageMaker Training Compiler',
  sources: [
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/training_compiler/config.py',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/huggingface/training_compiler/config.py',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-enable-pytorch.html',
  ],
  appliesTo: 'launch',

  *check({ launch, script }) {
    if (launch.kind !== 'training') return;
    const configuration = compilerConfigurationOf(launch);
    for (const { at, message } of compilerConflicts(launch)) {
      const isItself = configuration?.argument === at.span;
      yield {
        at,
        message,
        related:
          configuration && !isItself
            ? [{ at: { document: configuration.document, span: configuration.argument }, message: 'Training Compiler is turned on here' }]
            : [],
      };
    }
    if (configuration && script) yield* missingLauncher(launch, script);
  },
});

/** Up to PyTorch 1.10.2 a launcher starts the processes, and is told the script by a hyperparameter. */
function* missingLauncher(launch: TrainingLaunch, script: ScriptModel): Iterable<RuleReport> {
  const { frameworkVersion, instanceType, instanceCount, hyperparameters, distribution, entryPoint } = launch;
  const version = textOf(frameworkVersion);
  const type = textOf(instanceType);
  if (launch.framework !== 'huggingface' || launch.argument('tensorflow_version').kind !== 'absent') return;
  if (version === undefined || !isRelease(version) || isFrom(version, '1.11') || type === undefined) return;
  if (entryPoint.kind !== 'given' || distribution.kind !== 'absent') return;
  if (!hasSeveralGpus(type) && !(Number(scalarOf(instanceCount)) > 1)) return;
  if (hyperparameters.kind === 'unknown' || script.xla.hasSeveralProcesses) return;
  if (hyperparameters.kind === 'given') {
    if (hyperparameters.node.kind !== 'object' || lookUp(hyperparameters.node, 'training_script').kind !== 'absent') return;
  }
  yield {
    at: { document: entryPoint.document, span: entryPoint.argument },
    severity: 'warning',
    confidence: 'medium',
    message: `${textOf(entryPoint) ?? 'The entry point'} trains on one GPU only: with SageMaker Training Compiler for PyTorch ${version} a launcher script starts a process for each GPU. Make that the entry point, and pass this script as the hyperparameter training_script.`,
  };
}
