/**
 * The variables that the training toolkit sets for the script, and SDK v3's driver mostly, too. SageMaker itself sets none of
 * them. From to_env_vars() of aws/sagemaker-training-toolkit (environment.py).
 */
const fixed = new Set(
  (
    'MODEL_DIR INPUT_DIR INPUT_CONFIG_DIR OUTPUT_DIR OUTPUT_DATA_DIR OUTPUT_INTERMEDIATE_DIR CHANNELS HPS USER_ARGS HOSTS ' +
    'CURRENT_HOST NETWORK_INTERFACE_NAME CURRENT_INSTANCE_TYPE CURRENT_INSTANCE_GROUP CURRENT_INSTANCE_GROUP_HOSTS INSTANCE_GROUPS ' +
    'INSTANCE_GROUPS_DICT DISTRIBUTION_INSTANCE_GROUPS IS_HETERO NUM_GPUS NUM_CPUS NUM_NEURONS LOG_LEVEL MODULE_NAME MODULE_DIR ' +
    'USER_ENTRY_POINT FRAMEWORK_MODULE FRAMEWORK_PARAMS RESOURCE_CONFIG INPUT_DATA_CONFIG TRAINING_ENV'
  )
    .split(' ')
    .map((name) => `SM_${name}`),
);

/** Whether the training toolkit is who sets a variable. */
export function isToolkitVariable(name: string): boolean {
  return fixed.has(name) || /^SM_(?:CHANNEL|HP)_./.test(name);
}

/** Where SageMaker has the folder that a variable names, with the toolkit or without; undefined for all others. */
export const folderOfVariable: ReadonlyMap<string, string> = new Map([
  ['SM_MODEL_DIR', '/opt/ml/model'],
  ['SM_OUTPUT_DATA_DIR', '/opt/ml/output/data'],
  ['SM_OUTPUT_DIR', '/opt/ml/output'],
  ['SM_INPUT_DIR', '/opt/ml/input'],
  ['SM_INPUT_CONFIG_DIR', '/opt/ml/input/config'],
]);
