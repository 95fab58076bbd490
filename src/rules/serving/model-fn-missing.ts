import { defineRule } from '../../linter/rule.js';
import { handlerToolkit } from '../../project/handler-toolkit.js';
import { addLoadingFunction } from '../../sagemaker/script/loading-function.js';
import { programPlace } from '../../sagemaker/script/program-place.js';

const libraries = new Map([
  ['sklearn', 'scikit-learn'],
  ['xgboost', 'XGBoost'],
]);

export default defineRule({
  id: 'SM407',
  name: 'model-fn-missing',
  area: 'serving',
  severity: 'error',
  fix: 'unsafe',
  since: '0.1.0',
  summary: 'A script that is deployed with scikit-learn or XGBoost has no model_fn',
  sources: [
    'https://github.com/aws/sagemaker-scikit-learn-container/blob/master/src/sagemaker_sklearn_container/serving.py',
    'https://github.com/aws/sagemaker-xgboost-container/blob/master/src/sagemaker_xgboost_container/serving.py',
  ],
  appliesTo: 'script',

  *check({ script, use, document }) {
    const { handlers, hasStarImport } = script.handlers;
    if (hasStarImport || handlers.some(({ name }) => name === 'model_fn') || handlerToolkit(use, script) === 'own') return;
    const found = use.models.find(
      ({ launch, script: path, isPrebuilt }) => path === document.path && isPrebuilt === true && libraries.has(launch.framework ?? ''),
    );
    if (!found) return;
    const { launch } = found;
    const edits = addLoadingFunction(script);
    const [handler] = handlers;
    yield {
      at: handler?.nameSpan ?? programPlace(script.syntax).place,
      message: `There is no model_fn ${handler ? `beside ${handler.name}` : 'in this script'}, and the ${libraries.get(launch.framework ?? '')} container knows no other way to load a model: the endpoint does not come up. Add def model_fn(model_dir), which returns the model that was saved in model_dir.`,
      related: [{ at: { document: launch.document, span: launch.nameSpan }, message: 'The script is deployed here' }],
      fix: edits && { title: 'Add model_fn that loads what is saved', edits },
    };
  },
});
