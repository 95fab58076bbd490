import type { Expression, StringExpression } from '../../../languages/python/syntax.js';
import type { PythonCall } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import { isDefault, type StringSite, stringSites } from '../expression-sites.js';
import { lazy } from '../lazy.js';
import { fullName } from '../storage/storage-call.js';
import { readSwallowedFailures, type SwallowedFailure } from './exceptions.js';
import { type HyperparameterUse, readHyperparameterUses } from './hyperparameters-file.js';
import { readTruthComparisons, type TruthComparison } from './truth-comparisons.js';

/** How the process of a script ends, and what it makes of what SageMaker tells it. */
export interface ProcessReading {
  /** Handlers around the work that let the script end as if all had gone well. */
  readonly swallowedFailures: readonly SwallowedFailure[];
  /** Handlers for SIGTERM. */
  readonly terminationHandlers: readonly TerminationHandler[];
  /** Host names of SageMaker's clusters in the code: `algo-1`. */
  readonly hostNames: readonly HostName[];
  /** Values of hyperparameters.json, which are texts, used as numbers. */
  readonly hyperparameterUses: readonly HyperparameterUse[];
  /** Comparisons with "True" or "False". */
  readonly truthComparisons: readonly TruthComparison[];
}

/** `signal.signal(signal.SIGTERM, handler)`. */
export interface TerminationHandler {
  readonly site: PythonCall;
  /** undefined where the call does not show it. */
  readonly handler: Expression | undefined;
  /** It is ignored, or left to the system. */
  readonly isNone: boolean;
}

export interface HostName {
  readonly string: StringExpression;
  /** `algo-1`. */
  readonly name: string;
  /** It is only used where something else is not given. */
  readonly isDefault: boolean;
  /** It is compared with something. */
  readonly isCompared: boolean;
  readonly site: StringSite;
}

/** Reads how the process of a script ends, and what it makes of what SageMaker tells it. */
export function readProcess(context: ScriptContext): ProcessReading {
  return lazy<ProcessReading>({
    swallowedFailures: () => readSwallowedFailures(context),
    terminationHandlers: () => readTerminationHandlers(context),
    hostNames: () => readHostNames(context),
    hyperparameterUses: () => readHyperparameterUses(context),
    truthComparisons: () => readTruthComparisons(context),
  });
}

function readTerminationHandlers(context: ScriptContext): TerminationHandler[] {
  if (!context.syntax.text.includes('SIGTERM')) return [];
  return context.calls.flatMap((site): TerminationHandler[] => {
    const full = fullName(site.call, context);
    const isLoop = site.call.callee.kind === 'attribute' && site.call.callee.name === 'add_signal_handler';
    const [signal, handler] = site.call.arguments;
    if ((full !== 'signal.signal' && !isLoop) || signal === undefined) return [];
    if (context.names.qualifiedName(context.evaluator.resolve(signal.value)) !== 'signal.SIGTERM') return [];
    const name = handler && context.names.qualifiedName(handler.value);
    return [{ site, handler: handler?.value, isNone: name === 'signal.SIG_IGN' || name === 'signal.SIG_DFL' }];
  });
}

function readHostNames({ syntax }: ScriptContext): HostName[] {
  return stringSites(syntax, /(^|[^\w-])algo-\d+(?![\w-])/, /algo-\d/g).map((site) => {
    const [parent] = site.ancestors;
    const isCompared = parent?.kind === 'binary' && /^(==|!=|in|not in|is)$/.test(parent.operator);
    return { string: site.node, name: /algo-\d+/.exec(site.start)?.[0] ?? '', isDefault: isDefault(site), isCompared, site };
  });
}
