import type { CallExpression } from '../../languages/python/syntax.js';
import type { PythonCall } from '../../languages/python/walk.js';
import type { ObjectNode } from '../request/tree.js';
import { launchBase } from './base.js';
import type { LaunchReading } from './context.js';
import type { ModelLaunch, Setting, TrainingLaunch } from './model.js';
import { absent, settingOf, unknownSetting } from './settings.js';
import type { LaunchClass } from './signatures.js';

/** Models that are deployed together or behind one endpoint, by the calls that make them. */
export interface ModelGroups {
  readonly inPipeline: ReadonlySet<CallExpression>;
  readonly inMultiModel: ReadonlySet<CallExpression>;
}

/** Finds the models that `PipelineModel([...])` and `MultiDataModel(model=...)` are made with. */
export function readModelGroups({ document, calls, names, evaluator, origins }: LaunchReading): ModelGroups {
  const inPipeline = new Set<CallExpression>();
  const inMultiModel = new Set<CallExpression>();
  if (!/\b(PipelineModel|MultiDataModel)\b/.test(document.text)) return { inPipeline, inMultiModel };
  for (const { call } of calls) {
    const qualified = names.qualifiedName(call.callee);
    if (qualified === undefined || !/^sagemaker\..*\b(PipelineModel|MultiDataModel)$/.test(qualified)) continue;
    if (qualified.endsWith('PipelineModel')) {
      const models = argumentOf(call, 'models', 0);
      const list = models && evaluator.resolve(models);
      if (list?.kind !== 'list' || list.elements.length < 2) continue;
      for (const origin of list.elements.flatMap((element) => origins.originsOf(element))) inPipeline.add(origin);
    } else {
      const model = argumentOf(call, 'model', 2);
      for (const origin of model ? origins.originsOf(model) : []) inMultiModel.add(origin);
    }
  }
  return { inPipeline, inMultiModel };
}

function argumentOf(call: CallExpression, name: string, position: number) {
  const positional = call.arguments[position];
  const isPositional = positional?.name === undefined && positional?.star === '';
  return call.arguments.find((argument) => argument.name === name)?.value ?? (isPositional ? positional?.value : undefined);
}

/**
 * Reads a model class of the SDK. Undefined for a MultiDataModel that is made with another model of the file: that one
 * has the container.
 */
export function readModel(
  made: PythonCall,
  launchClass: LaunchClass,
  reading: LaunchReading,
  groups: ModelGroups,
): ModelLaunch | undefined {
  const { reader, names, origins } = reading;
  const { name, framework, surface } = launchClass;
  const node = reader.readCall(made.call, names.qualifiedName(made.call.callee) ?? name, positionalOf(made.call, launchClass, reading));
  const inner = name === 'MultiDataModel' ? argumentOf(made.call, 'model', 2) : undefined;
  if (inner && origins.originsOf(inner).some((origin) => names.qualifiedName(origin.callee)?.startsWith('sagemaker.'))) return undefined;
  const own = inner && settingOf(node, 'model').kind !== 'absent' ? () => unknownSetting : undefined;
  const setting = (...paths: string[]): Setting => own?.() ?? settingOf(node, ...paths);
  return {
    ...launchBase(reading, made.call, { surface, written: name, framework, arguments: node }),
    kind: 'model',
    entryPoint: setting('entry_point', 'source_code.entry_script'),
    sourceDirectory: setting('source_dir', 'source_code.source_dir'),
    image: setting('image_uri', 'image'),
    environment: setting('env', 'env_vars'),
    modelData: setting('model_data', 'model_data_prefix', 's3_model_data_url'),
    frameworkVersion:
      framework === 'huggingface' ? settingOf(node, 'pytorch_version', 'tensorflow_version') : settingOf(node, 'framework_version'),
    isInPipeline: groups.inPipeline.has(made.call),
    isMultiModel: name === 'MultiDataModel' || groups.inMultiModel.has(made.call),
    estimator: undefined,
  };
}

/** Version 1 began with the model's data, version 2 begins with the image. */
function positionalOf(call: CallExpression, { name, positional }: LaunchClass, { evaluator }: LaunchReading): readonly string[] {
  const first = call.arguments[0];
  if (name !== 'Model' || !first || first.name !== undefined) return positional;
  const text = evaluator.text(first.value);
  return text.known && text.value.startsWith('s3://') ? ['model_data', 'image', 'role'] : positional;
}

const deploying = new Set(['deploy', 'create_model', 'transformer']);
/** TensorFlow Serving has no use for the training script, and a plain Estimator packs no code for its model. */
const keepsEntryPoint = new Set(['pytorch', 'huggingface', 'sklearn', 'xgboost', 'mxnet', 'chainer']);

/** The models that `estimator.deploy(...)`, `.create_model(...)` and `.transformer(...)` make. */
export function readEstimatorModels(
  made: PythonCall,
  training: TrainingLaunch,
  reading: LaunchReading,
  groups: ModelGroups,
): readonly ModelLaunch[] {
  const { framework, surface } = training;
  return reading.origins
    .usesOf(made.call)
    .filter(({ method }) => deploying.has(method))
    .map(({ method, call: { call } }) => {
      const node = reading.reader.readCall(call, undefined, method === 'create_model' ? [] : ['initial_instance_count', 'instance_type']);
      const keeps = framework !== undefined && keepsEntryPoint.has(framework);
      return {
        ...launchBase(reading, call, { surface, written: method, framework, arguments: node }),
        qualified: training.qualified,
        kind: 'model',
        entryPoint: orElse(node, 'entry_point', keeps ? training.entryPoint : absent),
        sourceDirectory: orElse(node, 'source_dir', keeps ? training.sourceDirectory : absent),
        image: orElse(node, 'image_uri', training.image),
        environment: settingOf(node, 'env'),
        modelData: unknownSetting,
        frameworkVersion: training.frameworkVersion,
        isInPipeline: groups.inPipeline.has(call),
        isMultiModel: groups.inMultiModel.has(call),
        estimator: training.span,
      } satisfies ModelLaunch;
    });
}

function orElse(node: ObjectNode, name: string, otherwise: Setting): Setting {
  const setting = settingOf(node, name);
  return setting.kind === 'absent' ? otherwise : setting;
}
