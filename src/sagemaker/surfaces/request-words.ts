/** A word of SageMaker's that a saved request has, for tests before a text is parsed: it may say `sagemaker` nowhere. */
const requestWord =
  /["']?\b(TrainingJobName|HyperParameterTuningJobName|ProcessingJobName|TransformJobName|CompilationJobName|ShadowModeConfig|InferenceComponentName|EndpointConfigName|DesiredWeightsAndCapacities|InferenceSpecification|PrimaryContainer|ModelName|JobType)\b["']?\s*:/;

/** Whether a text may call SageMaker on a command line: asked before it is parsed. */
export function mayCallCommandLine(text: string): boolean {
  return /\bsagemaker(-runtime)?\s+(\\\r?\n\s*)?(create|update|invoke)-/.test(text);
}

/** Whether a text of YAML or JSON may ask SageMaker for something: asked before it is parsed. */
export function mayHoldRequests(text: string): boolean {
  return /sagemaker/i.test(text) || requestWord.test(text);
}
