import type { PythonCall } from '../../languages/python/walk.js';
import { lookUp, type RequestNode } from '../request/tree.js';
import { fitChannels, type GivenChannels, joinChannels, listChannels, noChannels, unknownChannels } from './channels.js';
import type { LaunchReading } from './context.js';
import type { Addition } from './hyperparameters.js';
import type { ChannelReading, Setting } from './model.js';

/** What happens to an estimator or trainer after it has been made. */
export interface Starts {
  readonly channels: ChannelReading;
  /** The ranges of the tuners that it is given to. */
  readonly ranges: readonly Addition[];
}

/** Reads the inputs of one start. */
type InputReader = (node: RequestNode) => GivenChannels;

const tunerClass = /^(sagemaker\.(train\.)?tuner\.|sagemaker\.train\.|sagemaker\.)?HyperparameterTuner$/;
const stepClass = /(^|\.)(TrainingStep|TuningStep)$/;
/** Functions and classes that an estimator is given to without being started in another way. */
const harmless = /^(builtins|logging|pprint|json|sagemaker)\./;

/**
 * Reads how a job is started: `.fit(inputs)` and `.train(...)` of its own and of a tuner that it is given to, and the
 * steps of a pipeline. Given to anything else, it may be started with channels that nobody sees.
 */
export function readStarts(made: PythonCall, reading: LaunchReading, version: 'v2' | 'v3', inputMode: Setting): Starts {
  const { origins, reader, names } = reading;
  const readInputs: InputReader =
    version === 'v2'
      ? (node) => fitChannels(node, inputMode)
      : (node) => (node.kind === 'list' ? listChannels(node, 'channel_name', inputMode) : fitChannels(node, inputMode));
  const starts: { given: GivenChannels; span: PythonCall['call']['span'] }[] = [];
  const ranges: Addition[] = [];
  let mayHaveMore = false;

  function start(use: PythonCall, parameters: readonly string[], positional: readonly string[]): void {
    const node = reader.readCall(use.call, undefined, positional);
    const found = parameters.map((name) => lookUp(node, name));
    const given = found.find((each) => each.kind === 'given');
    if (given?.kind === 'given') starts.push({ given: readInputs(given.member.value), span: use.call.span });
    else starts.push({ given: found.some((each) => each.kind === 'unknown') ? unknownChannels : noChannels, span: use.call.span });
  }

  /** Its own methods, and those of a tuner. */
  function startsBy(call: PythonCall): void {
    for (const use of origins.usesOf(call.call)) {
      if (use.method === 'fit' || use.method === 'tune') start(use.call, ['inputs'], ['inputs']);
      else if (use.method === 'train' && version === 'v3') start(use.call, ['input_data_config'], ['input_data_config']);
    }
  }

  startsBy(made);
  for (const { call } of origins.passedTo(made.call)) {
    const qualified = names.qualifiedName(call.call.callee) ?? (call.call.callee.kind === 'name' ? call.call.callee.name : undefined);
    if (qualified !== undefined && tunerClass.test(qualified)) {
      const tuner = reader.readCall(call.call, qualified, ['estimator', 'objective_metric_name', 'hyperparameter_ranges']);
      const given = lookUp(tuner, 'hyperparameter_ranges');
      if (given.kind === 'given') ranges.push({ node: given.member.value, isCertain: true });
      startsBy(call);
      startSteps(call, 'tuner');
    } else if (qualified === undefined || (!harmless.test(qualified) && !stepClass.test(qualified))) {
      mayHaveMore = true;
    }
  }
  startSteps(made, version === 'v2' ? 'estimator' : 'model_trainer');

  /** `TrainingStep(estimator=..., inputs=...)`; `step_args=estimator.fit(...)` is a start by itself. */
  function startSteps(call: PythonCall, parameter: string): void {
    for (const { call: step, name } of origins.passedTo(call.call)) {
      const qualified = names.qualifiedName(step.call.callee) ?? (step.call.callee.kind === 'name' ? step.call.callee.name : '');
      if (stepClass.test(qualified) && (name === parameter || name === undefined))
        start(step, ['inputs', 'data'], ['name', 'step_args', 'estimator']);
      else if (call !== made && !harmless.test(qualified)) mayHaveMore = true;
    }
  }

  return { channels: joinChannels(starts, mayHaveMore), ranges };
}
