import { defineRule } from '../../linter/rule.js';
import { servingToolkits } from '../../sagemaker/facts/packages.js';
import type { ImageModel } from '../../sagemaker/image/model.js';
import { removeVariable } from '../../sagemaker/image/setting-edits.js';
import { certain } from '../../sagemaker/value.js';

const label = 'com.amazonaws.sagemaker.capabilities.multi-models';
/** Toolkits that ask only whether SAGEMAKER_MULTI_MODEL is there, whatever its value. */
const presenceIsEnough = /^sagemaker-(scikit-learn|sklearn|xgboost)(-container)?$/;

export default defineRule({
  id: 'SM142',
  name: 'capability-env-misuse',
  area: 'image',
  severity: 'warning',
  fix: 'safe',
  since: '0.1.0',
  summary: 'SAGEMAKER_MULTI_MODEL is SageMaker’s to set: in the image it turns on another kind of server',
  sources: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/build-multi-model-build-container.html',
    'https://github.com/aws/sagemaker-scikit-learn-container/blob/master/src/sagemaker_sklearn_container/serving.py',
    'https://github.com/aws/sagemaker-inference-toolkit/blob/master/src/sagemaker_inference/model_server.py',
  ],
  appliesTo: 'image',

  *check({ image, document }) {
    const setting = image.environment.get('SAGEMAKER_MULTI_MODEL');
    const value = setting && certain(setting.value);
    if (!setting || value === undefined || image.purpose.serve.length === 0) return;
    const byPresence = turnsOnByPresence(image);
    // An image that is labelled for several models, and says so here too, is meant for nothing else.
    const isMeant = value.toLowerCase() === 'true' && image.labels.some((each) => each.key === label && certain(each.value) === 'true');
    if (isMeant || (!byPresence && (value !== 'true' || !readsVariable(image)))) return;
    const edits = removeVariable(document, image, setting.name);
    yield {
      at: { start: setting.nameSpan.start, end: setting.valueSpan.end },
      message:
        value === 'true'
          ? 'SAGEMAKER_MULTI_MODEL=true starts the server for several models, and an endpoint with one model finds none loaded. SageMaker sets it itself on a multi-model endpoint. Remove it.'
          : `SAGEMAKER_MULTI_MODEL is "${value}", but the server of this image asks only whether it is set: any value, even "false", turns the mode for several models on. SageMaker sets it where it belongs. Remove it.`,
      fix: edits && { title: 'Remove SAGEMAKER_MULTI_MODEL', edits },
    };
  },
});

function turnsOnByPresence(image: ImageModel): boolean {
  const isPrebuilt = image.base.origin === 'aws' && /^sagemaker-(scikit-learn|xgboost)$/.test(image.base.reference?.repository ?? '');
  return !image.entrypoint && (isPrebuilt || image.packages.some((item) => presenceIsEnough.test(item.name ?? '')));
}

/** Whether a toolkit of SageMaker reads the variable; a server of one's own may do what it likes with it. */
function readsVariable(image: ImageModel): boolean {
  const isPrebuilt = image.base.origin === 'aws' && image.purpose.serve.some((evidence) => evidence.span === image.base.span);
  return (
    isPrebuilt ||
    image.packages.some((item) => item.name !== undefined && item.name !== 'multi-model-server' && servingToolkits.has(item.name))
  );
}
