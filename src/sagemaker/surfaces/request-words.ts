/** A word of SageMaker's that a saved request has, for tests before a text is parsed: it may say `sagemaker` nowhere. */
const requestWord =
  /["']?\b(TrainingJobName|HyperParameterTuningJobName|ProcessingJobName|TransformJobName|CompilationJobName|ShadowModeConfig|InferenceComponentName|EndpointConfigName|DesiredWeightsAndCapacities|InferenceSpecification|PrimaryContainer|ModelName|JobType)\b["']?\s*:/;

/** Whether a text of YAML or JSON may ask SageMaker for something: asked before it is parsed. */
export function mayHoldRequests(text: string): boolean {
  return /sagemaker/i.test(text) || requestWord.test(text);
}
