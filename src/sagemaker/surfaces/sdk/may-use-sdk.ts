const importsSdk = /^[ \t]*(?:import|from)[ \t]+sagemaker(?:_core)?\b/m;
const use =
  /\b(?:Estimator|PyTorch|TensorFlow|HuggingFace|SKLearn|XGBoost|MXNet|Chainer|RLEstimator|ModelTrainer|ModelBuilder|\w*Model|ModelPackage|\w*Processor|Transformer|HyperparameterTuner)\s*\(|\.(?:deploy|transform|transformer|compile|compile_model|right_size|register|create|create_model|endpoint_from_production_variants)\s*\(/;

/** What a mock is asked for is never sent. */
const mocks = /^[ \t]*(?:from[ \t]+(?:unittest\.)?mock\b|import[ \t]+(?:unittest\.)?mock\b|from[ \t]+unittest[ \t]+import[^\n]*\bmock\b)/m;

/** Whether a text may use the SageMaker Python SDK to ask for something: asked before it is parsed. */
export function mayUseSdk(text: string): boolean {
  return importsSdk.test(text) && use.test(text) && !mocks.test(text);
}
