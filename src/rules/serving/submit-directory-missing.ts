import { defineRule } from '../../linter/rule.js';
import { servingContainer } from '../../sagemaker/launch/serving-container.js';
import { scalarOf, toSetting } from '../../sagemaker/launch/settings.js';
import { lookUp } from '../../sagemaker/request/tree.js';

export default defineRule({
  id: 'SM417',
  name: 'submit-directory-missing',
  area: 'serving',
  severity: 'warning',
  fix: 'none',
  since: '0.1.0',
  summary: 'A model of scikit-learn or XGBoost names its script, and not where it is',
  sources: [
    'https://github.com/aws/sagemaker-scikit-learn-container/blob/master/src/sagemaker_sklearn_container/serving.py',
    'https://github.com/aws/sagemaker-containers/blob/master/src/sagemaker_containers/_env.py',
  ],
  appliesTo: 'launch',

  *check({ launch }) {
    if (launch.kind !== 'model' || launch.surface !== 'boto3' || servingContainer(launch) !== 'script-mode') return;
    const { environment } = launch;
    if (environment.kind !== 'given' || environment.node.kind !== 'object') return;
    const program = toSetting(lookUp(environment.node, 'SAGEMAKER_PROGRAM'));
    if (program.kind !== 'given' || scalarOf(program) === '' || lookUp(environment.node, 'SAGEMAKER_SUBMIT_DIRECTORY').kind !== 'absent')
      return;
    yield {
      at: { document: program.document, span: program.argument },
      message:
        'SAGEMAKER_PROGRAM is looked for in /opt/ml/code, which is empty: the containers of scikit-learn and XGBoost do not look into code/ of the archive by themselves. Add "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code", or the place of a sourcedir.tar.gz in S3.',
    };
  },
});
