import { defineRule } from '../../linter/rule.js';
import { capabilityLabels, lacksLabel } from '../../sagemaker/image/capability-labels.js';
import { appendInstructions } from '../../sagemaker/image/edit-instruction.js';

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
    const at = image.base.span;
    if (!at || !lacksLabel(image, capabilityLabels.multiModels)) return;
    for (const { launch, images } of project.launchesOf(document.path) ?? []) {
      if (launch.kind !== 'model' || !launch.isMultiModel) continue;
      const line = `LABEL ${capabilityLabels.multiModels}=true`;
      const edit = appendInstructions(image, [line]);
      yield {
        at,
        message: `This image, made from ${document.text.slice(at.start, at.end)}, is used for a multi-model endpoint, and has no label ${capabilityLabels.multiModels}: SageMaker refuses the model. Add ${line}; the server must then answer /models as well.`,
        severity: images.every(({ dockerfile, how }) => dockerfile !== document.path || how === 'name') ? 'error' : 'warning',
        related: [
          { at: { document: launch.document, span: launch.nameSpan }, message: `${launch.written} makes the endpoint of many models` },
        ],
        fix: edit && { title: 'Add the label', edits: [edit] },
      };
      return;
    }
  },
});
