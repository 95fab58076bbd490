import type { CallExpression } from '../../languages/python/syntax.js';
import type { PythonCall } from '../../languages/python/walk.js';
import { launchBase } from './base.js';
import type { LaunchReading } from './context.js';
import type { ProcessingLaunch, Setting } from './model.js';
import { absent, settingOf, unknownSetting } from './settings.js';
import type { LaunchClass } from './signatures.js';

/** The first parameter of `.run(...)`; a plain Processor runs what its image has. */
const firstOfRun: Readonly<Record<string, string>> = { Processor: 'inputs', PySparkProcessor: 'submit_app' };

/** Reads a processor of the SDK: one launch for each `.run(...)` and each step of a pipeline that it is given to. */
export function readProcessor(made: PythonCall, launchClass: LaunchClass, reading: LaunchReading): readonly ProcessingLaunch[] {
  const { name, framework, surface, positional } = launchClass;
  const { reader, names, origins } = reading;
  const node = reader.readCall(made.call, names.qualifiedName(made.call.callee) ?? name, positional);
  const launch = (entryPoint: Setting, sourceDirectory: Setting): ProcessingLaunch => ({
    ...launchBase(reading, made.call, { surface, written: name, framework, arguments: node }),
    kind: 'processing',
    image: settingOf(node, 'image_uri'),
    entryPoint,
    sourceDirectory,
  });
  const first = firstOfRun[name] ?? 'code';
  const runs: CallExpression[] = [
    ...origins
      .usesOf(made.call)
      .filter(({ method }) => method === 'run')
      .map(({ call }) => call.call),
    ...origins
      .passedTo(made.call)
      .filter(({ call }) => names.qualifiedName(call.call.callee)?.endsWith('.ProcessingStep'))
      .map(({ call }) => call.call),
  ];
  if (runs.length === 0) return [launch(name === 'Processor' ? absent : unknownSetting, absent)];
  return runs.map((run) => {
    const given = reader.readCall(run, undefined, run.callee.kind === 'attribute' && run.callee.name === 'run' ? [first] : ['name']);
    return launch(settingOf(given, 'code', 'submit_app'), settingOf(given, 'source_dir'));
  });
}
