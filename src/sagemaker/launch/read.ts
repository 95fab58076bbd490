import { callsOfModule } from '../../languages/python/kept.js';
import type { PythonCall } from '../../languages/python/walk.js';
import { createRequestReader } from '../request/read-python.js';
import { readFlow } from '../script/flow.js';
import type { ScriptModel } from '../script/model.js';
import { readOperation } from './boto3.js';
import type { LaunchContext, LaunchReading } from './context.js';
import { importsSdk, mayLaunch } from './may-launch.js';
import type { Launch } from './model.js';
import { type ModelGroups, readEstimatorModels, readModel, readModelGroups } from './models.js';
import { readOrigins } from './origins.js';
import { readProcessor } from './processing.js';
import { isRemoteFunction, readBareDecorators, readRemote } from './remote.js';
import { readEstimator } from './sdk-v2.js';
import { readModelTrainer } from './sdk-v3.js';
import { type LaunchClass, launchClassNamed, launchClassOf, positionalParameters } from './signatures.js';

/** Names that other libraries use, too: a star import of one of those may bring them. */
const commonNames = new Set(['Model', 'Processor', 'TensorFlow', 'Estimator']);

/**
 * Reads the jobs and models that a Python file or the program of a notebook would start, in the order of the text. Calls
 * that are given from outside may be shared with other readings.
 */
export function readLaunches(
  script: Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator'> & { readonly calls?: readonly PythonCall[] },
): readonly Launch[] {
  if (!mayLaunch(script.document.text)) return [];
  const reading = launchReadingOf(script);
  const { document, names } = reading;
  const usesSdk = importsSdk.test(document.text);
  let groups: ModelGroups | undefined;
  const found: Launch[] = usesSdk ? readBareDecorators(reading) : [];
  for (const made of reading.calls) {
    if (usesSdk) {
      const qualified = names.qualifiedName(made.call.callee);
      if (qualified !== undefined && isRemoteFunction(qualified)) found.push(readRemote(made.call, qualified, reading));
      const launchClass = classOf(made, reading);
      if (launchClass) {
        groups ??= readModelGroups(reading);
        found.push(...readClass(made, launchClass, reading, groups));
        continue;
      }
    }
    found.push(...readOperation(made, reading));
  }
  return found.sort((first, second) => first.span.start - second.span.start);
}

type Readable = Pick<ScriptModel, 'document' | 'syntax' | 'names' | 'evaluator'> & { readonly calls?: readonly PythonCall[] };

/** Launches and requests of one text are read with the same: what both follow is followed once. */
const readings = new WeakMap<Readable['names'], LaunchReading>();

/** What launches and requests of a file are read with. */
export function launchReadingOf(script: Readable): LaunchReading {
  let reading = readings.get(script.names);
  if (reading?.document !== script.document) {
    reading = createLaunchReading(script);
    readings.set(script.names, reading);
  }
  return reading;
}

function createLaunchReading(script: Readable): LaunchReading {
  const { document, syntax, names, evaluator } = script;
  const context: LaunchContext = { document, syntax, names, evaluator, calls: script.calls ?? callsOfModule(syntax.body) };
  const flow = readFlow(syntax.body, names, () => context.calls);
  return { ...context, reader: createRequestReader({ ...context, flow, positional: positionalParameters }), origins: readOrigins(context) };
}

/** The class that a call makes an object of: by its import, of which all must agree where there are several. */
export function classOf({ call: { callee } }: PythonCall, { names }: LaunchReading): LaunchClass | undefined {
  // Methods have lower-case names, and so has no class, unless it is imported under another one.
  if (callee.kind === 'attribute' ? !/^[A-Z]/.test(callee.name) : callee.kind !== 'name') return undefined;
  const qualified = names.qualifiedNames(callee);
  if (qualified.length > 0) {
    const classes = qualified.map(launchClassOf);
    return classes.every((each) => each?.name === classes[0]?.name) ? classes.at(-1) : undefined;
  }
  if (callee.kind !== 'name' || commonNames.has(callee.name) || names.bindingsOf(callee).length > 0) return undefined;
  // The import is in a text that is not here, or has a star.
  return launchClassNamed(callee.name);
}

function readClass(made: PythonCall, launchClass: LaunchClass, reading: LaunchReading, groups: ModelGroups): readonly Launch[] {
  switch (launchClass.kind) {
    case 'processing':
      return readProcessor(made, launchClass, reading);
    case 'model': {
      const model = readModel(made, launchClass, reading, groups);
      return model ? [model] : [];
    }
    case 'training': {
      const training =
        launchClass.name === 'ModelTrainer' ? readModelTrainer(made, launchClass, reading) : readEstimator(made, launchClass, reading);
      return [training, ...readEstimatorModels(made, training, reading, groups)];
    }
  }
}
