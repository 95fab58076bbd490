import type { CallExpression, Expression } from '../../../languages/python/syntax.js';
import type { LaunchReading } from '../../launch/context.js';
import { launchClassNamed, launchClassOf } from '../../launch/signatures.js';

/** The surfaces of the SageMaker Python SDK. */
export type SdkSurface = 'sdk-v2' | 'sdk-v3';

/** What kind of object of the SDK a call makes. */
export type MakerKind =
  | 'training'
  | 'model'
  | 'builder'
  | 'pipeline'
  | 'package'
  | 'processing'
  | 'transformer'
  | 'tuner'
  | 'resource'
  | 'other';

/** A call that makes an object of the SDK. */
export interface Maker {
  readonly kind: MakerKind;
  readonly surface: SdkSurface;
  /** The class as the SDK calls it, without its module: `Model`, `EndpointConfig` of the resources. */
  readonly name: string;
  readonly call: CallExpression;
}

const versionThree = /^sagemaker\.(core|train|serve|modules|mlops)\.|^sagemaker_core\./;
const kinds: Readonly<Record<string, MakerKind>> = {
  PipelineModel: 'pipeline',
  ModelPackage: 'package',
  Transformer: 'transformer',
  HyperparameterTuner: 'tuner',
};
/** `sagemaker.core.resources`, and `sagemaker_core.main.resources` of the package that came before. */
const resources = /^sagemaker(?:_core\.main|_core|\.core)\.resources\.([A-Z]\w*)\.(?:create|get)$/;

/** What a call makes, by the import of the class; undefined for what is not of the SDK. */
export function makerOf(call: CallExpression, { names }: Pick<LaunchReading, 'names'>): Maker | undefined {
  const { callee } = call;
  if (callee.kind !== 'name' && callee.kind !== 'attribute') return undefined;
  const qualified = names.qualifiedName(callee) ?? names.qualifiedNames(callee).at(-1);
  if (qualified === undefined) {
    if (callee.kind !== 'name' || names.bindingsOf(callee).length > 0) return undefined;
    // The import is in a text that is not here, or has a star.
    const launchClass = commonNames.has(callee.name) ? undefined : launchClassNamed(callee.name);
    if (launchClass) return { kind: kindOf(launchClass.kind, callee.name), surface: 'sdk-v2', name: callee.name, call };
    const kind = Object.hasOwn(kinds, callee.name) && callee.name !== 'Transformer' ? kinds[callee.name] : undefined;
    return kind && { kind, surface: 'sdk-v2', name: callee.name, call };
  }
  if (!/^sagemaker(_core)?\./.test(qualified)) return undefined;
  const surface: SdkSurface = versionThree.test(qualified) ? 'sdk-v3' : 'sdk-v2';
  const [, resource] = resources.exec(qualified) ?? [];
  if (resource !== undefined) return { kind: 'resource', surface: 'sdk-v3', name: resource, call };
  const launchClass = launchClassOf(qualified);
  const name = launchClass?.name ?? qualified.slice(qualified.lastIndexOf('.') + 1);
  if (launchClass) return { kind: kindOf(launchClass.kind, name), surface, name, call };
  if (!/^[A-Z]/.test(name)) return undefined;
  return { kind: (Object.hasOwn(kinds, name) && kinds[name]) || 'other', surface, name, call };
}

/** Names that other libraries use, too: a star import of one of those may bring them. */
const commonNames = new Set(['Model', 'Processor', 'TensorFlow', 'Estimator']);

function kindOf(kind: 'training' | 'model' | 'processing', name: string): MakerKind {
  return name === 'ModelBuilder' ? 'builder' : kind;
}

/** Methods that give an object of the SDK which stands for the same as the one that they are called on. */
const passingOn = new Set(['compile', 'compile_model', 'right_size', 'create_model', 'build', 'attach', 'best_estimator', 'optimize']);

/** The objects of the SDK that an expression may stand for; empty where nobody can tell. */
export function makersOf(expression: Expression, reading: LaunchReading, depth = 0): readonly Maker[] {
  return reading.origins.originsOf(expression).flatMap((call) => {
    const maker = makerOf(call, reading);
    if (maker) return [maker];
    const { callee } = call;
    const isPassedOn = callee.kind === 'attribute' && passingOn.has(callee.name) && depth < 4;
    return isPassedOn ? makersOf(callee.object, reading, depth + 1) : [];
  });
}
