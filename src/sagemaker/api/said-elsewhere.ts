import type { Operation } from '../request/model.js';
import type { Violated } from './violation.js';

/** Constraints of the API that a rule of its own says, with better words and more knowledge than the API's model has. */
interface OwnRule {
  readonly rule: string;
  /** Paths in the API, after the operation: `CreateModel.Containers`. */
  readonly path: RegExp;
  /** What the rule says of these members; everything where nothing is said. */
  readonly kinds?: readonly Violated['kind'][];
  readonly only?: (violated: Violated) => boolean;
}

const isTooMuch = (violated: Violated) => violated.kind === 'wrong-size' && violated.max !== undefined && violated.size > violated.max;
const isTooLittle = (violated: Violated) => violated.kind === 'wrong-size' && !isTooMuch(violated);
const isCaseOnly = (violated: Violated) =>
  violated.kind === 'unknown-value' && violated.values.some((value) => value.toLowerCase() === violated.text.toLowerCase());
const isScalar = (violated: Violated) => violated.kind === 'wrong-type' && violated.value.kind === 'scalar';
const isAboutList = (violated: Violated) =>
  (violated.kind === 'wrong-type' && violated.wanted === 'list' && violated.value.kind === 'scalar') ||
  (violated.kind === 'wrong-size' && violated.what === 'entries');
const text = ['not-matching', 'wrong-size'] as const;

/** The catalogue, by rule. What a rule leaves to the API's model is not here. */
const ownRules: readonly OwnRule[] = [
  { rule: 'SM302', path: /\.MaxWaitTimeInSeconds$/, kinds: ['wrong-size'] },
  { rule: 'SM305', path: /\.VpcConfig\.(Subnets|SecurityGroupIds)$/, kinds: ['missing'] },
  { rule: 'SM305', path: /\.VpcConfig\.(Subnets|SecurityGroupIds)$/, only: isAboutList },
  { rule: 'SM312', path: /\.KeepAlivePeriodInSeconds$/, kinds: ['wrong-size'] },
  { rule: 'SM327', path: /\.(TrainingJobName|ProcessingJobName|HyperParameterTuningJobName)$/, kinds: text },
  // Where a name is used again it is wrong for the same reason.
  { rule: 'SM501', path: /\.(EndpointName|EndpointConfigName|ModelName|VariantName|ContainerHostname)$/, kinds: text },
  { rule: 'SM501', path: /\.(TransformJobName|CompilationJobName|InferenceComponentName)$/, kinds: text },
  { rule: 'SM501', path: /^CreateInferenceRecommendationsJob\.JobName$|^CreateInferenceExperiment\.Name$/, kinds: text },
  { rule: 'SM504', path: /\.DataProcessing\.(In|Out)putFilter$/, kinds: text },
  { rule: 'SM508', path: /^(Create|Update)Endpoint\..*\.(LinearStepSize|MaximumBatchSize)\.Value$/, kinds: ['wrong-size'] },
  {
    rule: 'SM510',
    path: /^(Create|Update)Endpoint\..*\.(TerminationWait|WaitInterval|MaximumExecutionTimeout)InSeconds$/,
    kinds: ['wrong-size'],
  },
  { rule: 'SM512', path: /^(Create|Update)Endpoint\..*\.Alarms$/, only: isTooLittle },
  { rule: 'SM514', path: /\.MemorySizeInMB$/, kinds: ['wrong-size'] },
  { rule: 'SM515', path: /\.(MaxConcurrency|ProvisionedConcurrency)$/, kinds: ['wrong-size'] },
  { rule: 'SM517', path: /^CreateEndpointConfig\.ShadowProductionVariants$/, only: isTooMuch },
  { rule: 'SM520', path: /^CreateModel\.Containers$/, only: isTooMuch },
  { rule: 'SM522', path: /\.InferenceExecutionConfig\.Mode$/, only: isCaseOnly },
  { rule: 'SM528', path: /^Create(Model|TransformJob)\.(.*\.)?Environment$/, kinds: ['wrong-type'], only: isScalar },
  { rule: 'SM528', path: /^Create(Model|TransformJob)\.(.*\.)?Environment$/, only: isTooMuch },
  { rule: 'SM530', path: /\.AcceleratorType$/ },
  { rule: 'SM531', path: /^CreateCompilationJob\.OutputConfig\.TargetDevice$/, kinds: ['unknown-value'] },
  { rule: 'SM531', path: /^CreateCompilationJob\.OutputConfig\.TargetPlatform\./, kinds: ['missing'] },
  {
    rule: 'SM534',
    path: /^CreateInferenceRecommendationsJob\.InputConfig\.(JobDurationInSeconds|TrafficPattern\.(Phases|Stairs)\..*)$/,
    kinds: ['wrong-size'],
  },
  { rule: 'SM535', path: /\.PrefixAwareRoutingConfig\./, kinds: ['missing'] },
  { rule: 'SM536', path: /^CreateEndpointConfig\.DataCaptureConfig\.\w+$/, kinds: ['missing'] },
  { rule: 'SM536', path: /^CreateEndpointConfig\.DataCaptureConfig\.InitialSamplingPercentage$/, kinds: ['wrong-size'] },
  { rule: 'SM803', path: /\.InputDataConfig\.DataSource\.S3DataSource\.S3Uri$/, kinds: text },
  { rule: 'SM807', path: /\.FileSystemDataSource\.DirectoryPath$/, kinds: text },
];

/** The rule that says this of a member; undefined where only the API's model does. `path` is that of the member, after the operation's. */
export function ruleThatSays(operation: Operation, path: string, violated: Violated): string | undefined {
  const full = `${operation}.${path}`;
  return ownRules.find((own) => own.path.test(full) && (own.kinds?.includes(violated.kind) ?? true) && (own.only?.(violated) ?? true))
    ?.rule;
}
