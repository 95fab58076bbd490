import { defineRule } from '../../linter/rule.js';
import { capabilityLabels, lacksLabel } from '../../sagemaker/image/capability-labels.js';
import { appendInstructions } from '../../sagemaker/image/edit-instruction.js';

export default defineRule({
  id: 'SM124',
  name: 'bind-to-port-label-missing',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'An image of a pipeline or a multi-container endpoint lacks the label accept-bind-to-port',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const at = image.base.span;
    if (!at || !lacksLabel(image, capabilityLabels.bindToPort)) return;
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      if (launch.kind !== 'model' || !launch.isInPipeline) continue;
      const line = `LABEL ${capabilityLabels.bindToPort}=true`;
      const edit = appendInstructions(image, [line]);
      yield {
        at,
        message: `This image, made from ${document.text.slice(at.start, at.end)}, is one of several containers of an endpoint, and has no label ${capabilityLabels.bindToPort}: SageMaker refuses the model. Add ${line}, and listen on the port that SAGEMAKER_BIND_TO_PORT names.`,
        severity: images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name') ? 'error' : 'warning',
        related: [
          { at: { document: launch.document, span: launch.nameSpan }, message: `${launch.written} puts it beside other containers` },
        ],
        fix: edit && { title: 'Add the label', edits: [edit] },
      };
      return;
    }
  },
});
