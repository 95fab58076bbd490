import { defineRule } from '../../linter/rule.js';
import { localModule, sdkImports } from '../../project/shadowed-sdk.js';

export default defineRule({
  id: 'SM905',
  name: 'sagemaker-name-shadowed',
  area: 'packaging',
  severity: 'error',
  fix: 'none',
  since: '0.1.0',
  summary: 'A file or package called sagemaker beside the script is imported instead of the SDK',
  sources: [
    'https://docs.python.org/3/tutorial/modules.html#the-module-search-path',
    'https://github.com/aws/sagemaker-python-sdk/issues/856',
  ],
  appliesTo: 'launch',
  *check({ launch, document, project }) {
    const script = project.scriptIn(document);
    // Once for a file, whatever it launches.
    if (!script || project.launchesIn(document.path)[0]?.launch !== launch) return;
    const [statement] = sdkImports(script);
    const local = statement && localModule(project, document, script);
    if (!local) return;
    const itself = local === document.path;
    yield {
      at: statement.span,
      message: itself
        ? 'This file is called sagemaker.py, so that `import sagemaker` imports the file itself and not the SDK. Give it another name.'
        : `Python looks in the script's own folder first: this imports ${local} and not the SageMaker SDK, which ends with ImportError or AttributeError. Rename ${local}.`,
      ...(itself ? {} : { related: [{ at: { file: local, span: { start: 0, end: 0 } }, message: 'what is imported instead' }] }),
    };
  },
});
