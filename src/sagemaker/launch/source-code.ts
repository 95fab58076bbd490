import { lookUp, type ObjectNode } from '../request/tree.js';
import type { TrainingLaunch } from './model.js';

/** The SourceCode(...) that a ModelTrainer is given; undefined where it has none, and where nobody can tell what it is. */
export function sourceCodeOf(launch: TrainingLaunch): ObjectNode | undefined {
  if (launch.surface !== 'sdk-v3') return undefined;
  const found = lookUp(launch.arguments, 'source_code');
  return found.kind === 'given' && found.member.value.kind === 'object' ? found.member.value : undefined;
}
