import type { Operation } from '../request/model.js';

/** The methods of boto3's clients, with members of which one shows that the method is SageMaker's own. */
export const apiMethods: Readonly<Record<string, { readonly operation: Operation; readonly evidence: readonly string[] }>> = {
  create_training_job: entry('CreateTrainingJob', 'TrainingJobName AlgorithmSpecification InputDataConfig ResourceConfig'),
  create_hyper_parameter_tuning_job: entry('CreateHyperParameterTuningJob', 'HyperParameterTuningJobName TrainingJobDefinition'),
  create_processing_job: entry('CreateProcessingJob', 'ProcessingJobName AppSpecification'),
  create_model: entry('CreateModel', 'PrimaryContainer Containers ExecutionRoleArn'),
  create_model_package: entry('CreateModelPackage', 'ModelPackageGroupName InferenceSpecification'),
  create_endpoint_config: entry('CreateEndpointConfig', 'EndpointConfigName ProductionVariants'),
  create_endpoint: entry('CreateEndpoint', 'EndpointConfigName'),
  update_endpoint: entry('UpdateEndpoint', 'EndpointConfigName'),
  update_endpoint_weights_and_capacities: entry('UpdateEndpointWeightsAndCapacities', 'DesiredWeightsAndCapacities'),
  create_transform_job: entry('CreateTransformJob', 'TransformJobName TransformInput'),
  create_compilation_job: entry('CreateCompilationJob', 'CompilationJobName'),
  create_inference_recommendations_job: entry('CreateInferenceRecommendationsJob', 'JobType InputConfig'),
  create_inference_experiment: entry('CreateInferenceExperiment', 'ModelVariants ShadowModeConfig'),
  create_inference_component: entry('CreateInferenceComponent', 'InferenceComponentName'),
  invoke_endpoint: entry('InvokeEndpoint', 'EndpointName'),
  invoke_endpoint_async: entry('InvokeEndpointAsync', 'EndpointName'),
};

function entry(operation: Operation, evidence: string): { readonly operation: Operation; readonly evidence: readonly string[] } {
  return { operation, evidence: evidence.split(' ') };
}

const methodCall = new RegExp(`\\b(?:${Object.keys(apiMethods).join('|')})\\s*\\(`);

/** Whether a text may call the API: asked before it is parsed. */
export function mayCallApi(text: string): boolean {
  return methodCall.test(text);
}
