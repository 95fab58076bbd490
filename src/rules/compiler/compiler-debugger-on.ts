import { defineRule, type RuleEdit } from '../../linter/rule.js';
import { compilerConfigurationOf } from '../../sagemaker/launch/compiler-conflicts.js';
import { addArgument } from '../../sagemaker/launch/edits.js';
import type { TrainingLaunch } from '../../sagemaker/launch/model.js';
import { isNone, scalarOf, settingOf } from '../../sagemaker/launch/settings.js';
import { lookUp } from '../../sagemaker/request/tree.js';

/** The arguments that turn debugger and profiler off. */
const off = { disable_profiler: 'True', debugger_hook_config: 'False' };

export default defineRule({
  id: 'SM610',
  name: 'compiler-debugger-on',
  area: 'compiler',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'Debugger or profiler stay on beside SageMaker Training Compiler',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/training-compiler-tips-pitfalls.html',
    'https://github.com/aws/sagemaker-python-sdk/blob/v2.257.6/src/sagemaker/training_compiler/config.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    if (launch.kind !== 'training') return;
    const configuration = compilerConfigurationOf(launch);
    if (!configuration || scalarOf(settingOf(configuration.node, 'enabled')) === false) return;
    const missing: string[] = [];
    const edits: RuleEdit[] = [];
    if (isProfiling(launch)) {
      missing.push('disable_profiler=True');
      edits.push(...replaced(launch, 'disable_profiler'));
    }
    if (isDebugging(launch)) {
      missing.push('debugger_hook_config=False');
      edits.push(...replaced(launch, 'debugger_hook_config'));
    }
    if (missing.length === 0) return;
    const added = missing.filter((argument) => launch.argument(argument.slice(0, argument.indexOf('='))).kind === 'absent');
    const addition = added.length > 0 ? addArgument(launch, ...added) : undefined;
    const what =
      missing.length > 1
        ? 'Debugger and the profiler stay'
        : missing[0] === 'disable_profiler=True'
          ? 'the profiler stays'
          : 'Debugger stays';
    const isWhole = added.length === 0 || addition !== undefined;
    yield {
      at: { document: configuration.document, span: configuration.argument },
      message: `compiler_config turns SageMaker Training Compiler on, and ${what} on beside it: what looks into the model while it trains makes it compile again, and slow. Pass ${missing.join(' and ')}.`,
      fix: isWhole ? { title: `Pass ${missing.join(' and ')}`, edits: addition ? [...edits, addition] : edits } : undefined,
    };
  },
});

/** The profiler is on unless it is turned off. */
function isProfiling(launch: TrainingLaunch): boolean {
  const found = launch.argument('disable_profiler');
  if (found.kind !== 'given') return found.kind === 'absent';
  const { value } = found.member;
  return value.kind === 'scalar' && value.value.known && !value.value.assumed && value.value.value === false;
}

/**
 * Debugger is on unless it is turned off: for want of a value the SDK makes one before it starts the job. Where
 * checkpoints are kept it does not always do so.
 */
function isDebugging(launch: TrainingLaunch): boolean {
  const found = launch.argument('debugger_hook_config');
  if (found.kind === 'absent') return launch.checkpointUri.kind === 'absent';
  if (found.kind === 'unknown') return false;
  const { value } = found.member;
  if (isNone(value)) return false;
  return value.kind === 'object' || (value.kind === 'scalar' && value.value.known && !value.value.assumed && value.value.value === true);
}

/** The edit of a value that is written and is the wrong one. */
function replaced(launch: TrainingLaunch, name: keyof typeof off): RuleEdit[] {
  const found = lookUp(launch.arguments, name);
  if (found.kind !== 'given') return [];
  const { document, span } = found.member.value;
  return [{ document, span, newText: off[name] }];
}
