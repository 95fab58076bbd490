import { defineRule } from '../../linter/rule.js';
import { capabilityLabels, lackedLabel } from '../../sagemaker/image/capability-labels.js';

export default defineRule({
  id: 'SM126',
  name: 'multi-model-label-missing',
  area: 'image',
  severity: 'error',
  fix: 'safe',
  since: '0.1.0',
  summary: 'The image of a multi-model endpoint lacks the label multi-models',
  sources: ['https://docs.aws.amazon.com/sagemaker/latest/dg/build-multi-model-build-container.html'],
  appliesTo: 'image',

  *check({ image, document, project }) {
    const lacked = lackedLabel(image, capabilityLabels.multiModels);
    if (!lacked) return;
    const base = image.base.span;
    const from = base ? `, made from ${document.text.slice(base.start, base.end)},` : '';
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      if (launch.kind !== 'model' || !launch.isMultiModel) continue;
      const isSure = images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name');
      if (lacked.isDenied && !isSure) continue;
      yield {
        at: lacked.at,
        message: `This image${from} is used for a multi-model endpoint, and ${lacked.saying}: SageMaker refuses the model. Write LABEL ${capabilityLabels.multiModels}=true; the server must then answer /models as well.`,
        severity: isSure ? 'error' : 'warning',
        related: [
          { at: { document: launch.document, span: launch.nameSpan }, message: `${launch.written} makes the endpoint of many models` },
        ],
        fix: lacked.edit && { title: 'Label the image', edits: [lacked.edit], safety: lacked.isAll ? 'safe' : 'unsafe' },
      };
      return;
    }
  },
});
