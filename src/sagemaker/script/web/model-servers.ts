import { walkStatements } from '../../../languages/python/walk.js';
import type { ScriptContext } from '../context.js';
import type { ServerReading } from '../server.js';

/** Modules of servers that bring /ping and /invocations, and of the toolkits that start one. */
const modules =
  /^(sagemaker_inference|sagemaker_containers|sagemaker_pytorch_serving_container|sagemaker_huggingface_inference_toolkit|sagemaker_mxnet_serving_container|sagemaker_sklearn_container|sagemaker_xgboost_container|sagemaker_serving_container|multi_model_server|mms|torchserve|bentoml|ray\.serve|mlflow\.pyfunc\.scoring_server|mlflow\.sagemaker|vllm\.entrypoints|sglang\.srt\.entrypoints|djl_python|lmi|sagemaker_algorithm_toolkit|mlserver|kserve|litserve)(\.|$)/;

/** Finds the model servers that a file imports; those that it starts as programs are among its starts. */
export function readModelServers({ syntax }: ScriptContext): ServerReading['modelServers'] {
  const found: { name: string; span: { start: number; end: number } }[] = [];
  walkStatements(syntax.body, (statement) => {
    if (statement.kind !== 'import') return;
    for (const { name, span } of statement.names) {
      const full = statement.from === undefined ? name : `${statement.from}.${name}`;
      const module = modules.exec(full)?.[1];
      if (module !== undefined) found.push({ name: module, span });
    }
  });
  return found;
}
