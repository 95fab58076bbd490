import { defineRule } from '../../linter/rule.js';
import { capabilityLabels, lackedLabel } from '../../sagemaker/image/capability-labels.js';

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
    const lacked = lackedLabel(image, capabilityLabels.bindToPort);
    if (!lacked) return;
    const base = image.base.span;
    const from = base ? `, made from ${document.text.slice(base.start, base.end)},` : '';
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      if (launch.kind !== 'model' || !launch.isInPipeline) continue;
      const isSure = images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name');
      if (lacked.isDenied && !isSure) continue;
      yield {
        at: lacked.at,
        message: `This image${from} is one of several containers of an endpoint, and ${lacked.saying}: SageMaker refuses the model. Write LABEL ${capabilityLabels.bindToPort}=true, and listen on the port that SAGEMAKER_BIND_TO_PORT names.`,
        severity: isSure ? 'error' : 'warning',
        related: [
          { at: { document: launch.document, span: launch.nameSpan }, message: `${launch.written} puts it beside other containers` },
        ],
        fix: lacked.edit && { title: 'Label the image', edits: [lacked.edit], safety: lacked.isAll ? 'safe' : 'unsafe' },
      };
      return;
    }
  },
});
